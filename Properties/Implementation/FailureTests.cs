using ModelCheck.Implementation;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>What ends with an exception has changed nothing.</summary>
public sealed class FailureTests
{
    private static readonly SessionId First = new(0);
    private static readonly SessionId Second = new(1);

    private static readonly DataspaceStatus Live =
        new(Life.Live, First, 0, 2, 0, Writable: true, Sealed: false, IsAlias: false, First);

    private static readonly RegionStatus Region = new(First, 1, 0, 2, Writable: true);

    public static TheoryData<string> Chargings => [.. RamServices.ChargingNames];

    public static TheoryData<string, DataspaceStatus[], RegionStatus[], ulong[]> Descriptions => new()
    {
        { "dataspaces", new DataspaceStatus[7], [], new ulong[7] },
        { "dataspaces", [Live with { Life = (Life)9 }], [], [1] },
        { "dataspaces", [Live with { Life = (Life)(-1) }], [], [1] },
        { "dataspaces", [Live with { Base = -1 }], [], [1] },
        { "dataspaces", [Live with { Base = 7 }], [], [1] },
        { "dataspaces", [Live with { Base = int.MaxValue }], [], [1] },
        { "dataspaces", [Live with { Length = 0 }], [], [1] },
        { "dataspaces", [Live with { Length = 9 }], [], [1] },
        { "dataspaces", [Live with { Length = int.MinValue }], [], [1] },
        { "dataspaces", [Live with { Owner = new SessionId(2) }], [], [1] },
        { "dataspaces", [Live with { Owner = new SessionId(-1) }], [], [1] },
        { "dataspaces", [Live with { Payer = new SessionId(2) }], [], [1] },
        { "dataspaces", [Live with { Payer = new SessionId(-1) }], [], [1] },
        { "dataspaces", [Live, Live with { ParentPlusOne = 3 }], [], [1, 1] },
        { "dataspaces", [Live, Live with { ParentPlusOne = -1 }], [], [1, 1] },
        { "dataspaces", [Live, default, Live with { ParentPlusOne = 2 }], [], [1, 0, 1] },
        { "regions", [Live], new RegionStatus[5], [1] },
        { "regions", [Live], [Region with { DataspacePlusOne = 0 }], [1] },
        { "regions", [Live], [Region with { DataspacePlusOne = 2 }], [1] },
        { "regions", [Live, default], [Region with { DataspacePlusOne = 2 }], [1, 0] },
        { "regions", [Live], [Region with { Session = new SessionId(2) }], [1] },
        { "regions", [Live], [Region with { Session = new SessionId(-1) }], [1] },
        { "holders", [Live, Live], [], [1] },
        { "holders", [Live], [], [4] },
        { "holders", [Live], [], [1ul << 63] },
    };

    [Theory]
    [MemberData(nameof(Chargings))]
    public void Memory_that_cannot_be_zeroed_is_not_lost(string charging)
    {
        var memory = new FailingMemory();
        ICheckpointedService service = RamServices.Create<FirstClass>(charging, Services.Few, memory);
        service.Allocated(0, 2);
        byte[] before = service.Image();

        memory.Fails = true;
        Assert.Throws<IOException>(() => service.Alloc(Second, 3, out _));
        Assert.Equal(before, service.Image());
        service.SelfCheck();

        memory.Fails = false;
        Assert.Equal(2, service.DataspaceAt(service.Allocated(1, 6).Slot).Base);
        Assert.Equal([(0, 2), (2, 3), (2, 6)], memory.Zeroed);
    }

    [Theory]
    [MemberData(nameof(Descriptions))]
    public void A_description_of_what_the_service_cannot_hold_is_refused_by_name(
        string name, DataspaceStatus[] dataspaces, RegionStatus[] regions, ulong[] holders)
    {
        foreach (string charging in RamServices.ChargingNames)
        {
            ICheckpointedService service =
                Services.Of("FirstClass", charging, Services.Few with { Sharing = Sharing.Delegated });
            service.Attached(0, service.Allocated(0, 3));
            byte[] before = service.Image();

            Assert.Equal(
                name,
                Assert.ThrowsAny<ArgumentException>(() => service.Restore(dataspaces, regions, holders)).ParamName);
            Assert.Equal(before, service.Image());
            service.SelfCheck();
        }
    }

    // Each frame is covered 2,049 times, as often in all as a session can be charged with, and once more.
    [Fact]
    public void A_description_of_more_charges_than_can_be_counted_is_refused()
    {
        const int Slots = 2049;
        ICheckpointedService service = RamServices.Create<FirstClass>("Holder", new ServiceBounds
        {
            Frames = 1 << 20,
            Dataspaces = Slots,
            Quotas = [int.MaxValue],
        });
        DataspaceStatus[] dataspaces = [.. Enumerable.Repeat(Live with { Length = 1 << 20 }, Slots)];
        service.Allocated(0, 3);
        byte[] before = service.Image();

        Assert.Throws<ArgumentException>("dataspaces", () => service.Restore(dataspaces, [], []));
        Assert.True(service.Matches(before));
    }

    [Fact]
    public void Holders_of_more_sessions_than_a_word_has_bits_cannot_be_described()
    {
        ServiceBounds bounds = Services.Few with { Quotas = Services.Equal(65, 1), Sharing = Sharing.Delegated };
        ICheckpointedService service = Services.Of("FirstClass", "Nobody", bounds);
        service.Allocated(64, 1);
        byte[] before = service.Image();

        Assert.Throws<ArgumentException>("holders", () => service.Restore([Live], [], [1]));
        Assert.True(service.Matches(before));

        // With open sharing nobody asks who holds what.
        service = Services.Of("FirstClass", "Nobody", bounds with { Sharing = Sharing.Open });
        service.Restore([Live with { Owner = new SessionId(64) }], [], []);
        service.SelfCheck();
        Assert.Equal(2, service.UsedBy(new SessionId(64)));
    }

    [Fact]
    public void An_image_of_another_size_is_refused()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir");
        service.Allocated(0, 3);
        byte[] image = service.Image();
        service.Freed(0, service.DataspaceCapabilityAt(0));
        byte[] before = service.Image();
        foreach (byte[] wrong in (byte[][])[[], image[..^1], [.. image, 0]])
        {
            Assert.Throws<ArgumentException>("image", () => service.Load(wrong));
            Assert.Equal(before, service.Image());
            Assert.Throws<ArgumentException>("image", () => service.Matches(wrong));
        }

        byte[] small = new byte[before.Length - 1];
        Assert.Throws<ArgumentException>("image", () => service.Save(small));
        Assert.False(small.AsSpan().ContainsAnyExcept((byte)0));
        byte[] large = new byte[before.Length + 1];
        service.Save(large);
        Assert.Equal([.. before, 0], large);

        service.Load(image);
        Assert.True(service.Matches(image));
    }

    // The leaf of the frame taken last is not summed up before another one changes, nor is the path above it.
    [Fact]
    public void An_image_is_checked_wherever_frames_changed_before_it_was_loaded()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Nobody", Services.Few with { Frames = 4096 });
        var image = new ServiceImage(service);
        int words = 4096 / 8;
        image.Bytes[words]++;
        service.Allocated(0, 1);
        image.Load();

        Assert.Throws<InvalidOperationException>(service.SelfCheck);
    }

    [Fact]
    public void A_lifetime_that_nobody_can_carry_out_is_refused()
    {
        Assert.Throws<PolicyFaultException>(() => RamServices.Create<AdoptedManaged>("Holder", Services.Few));
        Assert.All(
            (Type[])[typeof(AdoptedManaged), typeof(RefusedClose)],
            lifetime => Assert.Throws<PolicyFaultException>(
                () => RamServices.Create(lifetime, "Holder", Services.Few)));
    }

    [Fact]
    public void A_way_of_sharing_that_there_is_not_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        "Sharing", () => RamServices.Create<Cascade>("Heir", Services.Few with { Sharing = (Sharing)2 }));

    private sealed class FailingMemory : IFrameMemory
    {
        internal bool Fails { get; set; }

        internal List<(int First, int Length)> Zeroed { get; } = [];

        public void Zero(int first, int length)
        {
            Zeroed.Add((first, length));
            if (Fails)
            {
                throw new IOException("no such page");
            }
        }
    }

    /// <summary>An alias that shows memory of another session would outlive it.</summary>
    private readonly struct AdoptedManaged : ILifetimePolicy
    {
        public static string Name => nameof(AdoptedManaged);

        public static string Summary => "";

        public static string Source => "";

        public static AliasForm Form => AliasForm.Managed;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Hollowed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Adopted;
    }

    private readonly struct RefusedClose : ILifetimePolicy
    {
        public static string Name => nameof(RefusedClose);

        public static string Summary => "";

        public static string Source => "";

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Refusing;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Refusing;
    }
}
