using ModelCheck.Benchmarks;
using ModelCheck.Benchmarks.Baseline;
using ModelCheck.Engine;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Benchmarks;

/// <summary>
/// A yardstick that does something else than what is measured by it measures nothing: the baseline and the reference
/// model are asked the same and must answer and look the same.
/// </summary>
public sealed class BaselineServiceTests
{
    private const int Operations = 4_000;

    public static TheoryData<string, string, Sharing> Policies()
    {
        var policies = new TheoryData<string, string, Sharing>();
        foreach (string lifetime in new[] { "Cascade", "FirstClass", "Pin", "Refuse", "Reparent", "SessionBound" })
        {
            foreach (string charging in new[] { "Allocator", "Holder" })
            {
                policies.Add(lifetime, charging, Sharing.Open);
                policies.Add(lifetime, charging, Sharing.Delegated);
            }
        }

        return policies;
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_answers_and_looks_as_the_model(string lifetime, string charging, Sharing sharing)
    {
        var bounds = new ServiceBounds
        {
            Frames = 32,
            Dataspaces = 12,
            Regions = 4,
            // More than there is, so that memory can be short as well as quota.
            Quotas = [24, 20, 20],
            Sharing = sharing,
        };
        var model = new ModelAsService(lifetime, charging, bounds);
        IRamService baseline =
            BaselineServices.Create(Catalog.Find(Catalog.Lifetimes, lifetime)!.Type, charging, bounds);
        var clients = new Clients(bounds);
        var refusals = new HashSet<Refusal>();
        bool zombies = false;
        for (int step = 0; step < Operations; step++)
        {
            Step asked = clients.NextStep(model);
            (Refusal Refusal, ulong Made) expected = asked.Ask(model);
            (Refusal Refusal, ulong Made) actual = asked.Ask(baseline);
            Assert.True(expected == actual, $"step {step}, {asked}: {actual} instead of {expected}");
            AssertLooksTheSame(model, baseline, $"after step {step}, {asked}");
            refusals.Add(actual.Refusal);
            zombies |= Enumerable.Range(0, bounds.Dataspaces)
                .Any(slot => baseline.DataspaceAt(slot).Life == Life.Zombie);
            if (step % 100 == 0)
            {
                baseline.SelfCheck();
            }
        }

        Refusal[] unreachable = lifetime == "Refuse"
            ? [Refusal.NoBacking, Refusal.Busy, Refusal.InvalidSession]
            : [Refusal.NoBacking, Refusal.HasAliases, Refusal.Busy, Refusal.InvalidSession];
        Assert.Equal(Enum.GetValues<Refusal>().Except(unreachable), refusals.Order());
        Assert.Equal(lifetime is "Pin" or "SessionBound", zombies);
    }

    [Theory]
    [InlineData(typeof(Cascade))]
    [InlineData(typeof(FirstClass))]
    [InlineData(typeof(Pin))]
    public void A_long_chain_of_aliases_exhausts_no_stack(Type lifetime)
    {
        const int Length = 1_000_000;
        var session = new SessionId(0);
        IRamService baseline = BaselineServices.Create(
            lifetime, "Holder", new ServiceBounds { Frames = 4, Dataspaces = Length + 1, Quotas = [Length + 1] });
        Assert.Equal(Refusal.None, baseline.Alloc(session, 1, out DataspaceCapability last));
        for (int alias = 0; alias < Length; alias++)
        {
            Assert.Equal(Refusal.None, baseline.Alias(session, last, true, 0, 1, out last));
        }

        baseline.Close(session);
        Assert.Equal(4, baseline.FreeFrames);
        Assert.Equal(0, baseline.UsedBy(session));
    }

    [Fact]
    public void Quota_can_be_given_as_far_as_it_is_not_used_and_comes_back()
    {
        SessionId giver = new(0), receiver = new(1);
        IRamService baseline = BaselineServices.Create(
            typeof(FirstClass), "Holder", new ServiceBounds { Frames = 8, Dataspaces = 2, Quotas = [5, 3] });
        Assert.Equal(Refusal.None, baseline.Alloc(giver, 2, out _));
        Assert.Equal(Refusal.InvalidSession, baseline.Donate(giver, giver, 1));
        Assert.Equal(Refusal.InvalidSize, baseline.Donate(giver, receiver, 0));
        Assert.Equal(Refusal.OutOfQuota, baseline.Donate(giver, receiver, 4));
        Assert.Equal(Refusal.None, baseline.Donate(giver, receiver, 3));
        Assert.Equal(Refusal.OutOfQuota, baseline.Donate(receiver, giver, 4));
        Assert.Equal((2, 6), (baseline.QuotaOf(giver), baseline.QuotaOf(receiver)));
        Assert.Equal((3, 0), (baseline.GivenBy(giver, receiver), baseline.GivenBy(receiver, giver)));
        baseline.Close(receiver);
        Assert.Equal((5, 3), (baseline.QuotaOf(giver), baseline.QuotaOf(receiver)));
    }

    [Fact]
    public void What_it_does_not_support_is_refused()
    {
        var bounds = new ServiceBounds { Frames = 8, Dataspaces = 2, Quotas = [8] };
        Assert.Throws<NotSupportedException>(() => BaselineServices.Create(typeof(Managed), "Holder", bounds));
        Assert.Throws<NotSupportedException>(() => BaselineServices.Create(typeof(Replace), "Holder", bounds));
        Assert.Throws<NotSupportedException>(() => BaselineServices.Create(typeof(Cascade), "Heir", bounds));
    }

    private static void AssertLooksTheSame(ModelAsService expected, IRamService actual, string when)
    {
        ServiceBounds bounds = expected.Bounds;
        int[] sessions = [.. Enumerable.Range(0, bounds.Quotas.Length)];
        Same(expected.FreeFrames, actual.FreeFrames, "free frames");
        foreach (SessionId session in sessions.Select(session => new SessionId(session)))
        {
            Same(expected.UsedBy(session), actual.UsedBy(session), $"used by {session}");
            Same(expected.QuotaOf(session), actual.QuotaOf(session), $"quota of {session}");
        }

        for (int frame = 0; frame < bounds.Frames; frame++)
        {
            Same(expected.IsFree(frame), actual.IsFree(frame), $"f{frame}");
        }

        for (int slot = 0; slot < bounds.Dataspaces; slot++)
        {
            Same(expected.DataspaceAt(slot), actual.DataspaceAt(slot), $"d{slot}");
            Same(expected.DataspaceCapabilityAt(slot), actual.DataspaceCapabilityAt(slot), $"d{slot}");
            foreach (SessionId session in sessions.Select(session => new SessionId(session)))
            {
                Same(expected.CanName(session, slot), actual.CanName(session, slot), $"d{slot} for {session}");
            }
        }

        for (int slot = 0; slot < bounds.Regions; slot++)
        {
            Same(expected.RegionAt(slot), actual.RegionAt(slot), $"r{slot}");
            Same(expected.RegionCapabilityAt(slot), actual.RegionCapabilityAt(slot), $"r{slot}");
        }

        void Same<T>(T wanted, T got, string what) =>
            Assert.True(EqualityComparer<T>.Default.Equals(wanted, got), $"{when}, {what}: {got} instead of {wanted}");
    }

    /// <summary>One call, with all that it may need.</summary>
    private sealed record Step(
        OperationKind Kind,
        SessionId Session,
        DataspaceCapability Dataspace,
        RegionCapability Region,
        SessionId Receiver,
        bool Writable,
        int Offset,
        int Size)
    {
        internal (Refusal Refusal, ulong Made) Ask(IRamService service)
        {
            DataspaceCapability dataspace = default;
            RegionCapability region = default;
            Refusal refusal = Kind switch
            {
                OperationKind.Alloc => service.Alloc(Session, Size, out dataspace),
                OperationKind.Alias => service.Alias(Session, Dataspace, Writable, Offset, Size, out dataspace),
                OperationKind.Free => service.Free(Session, Dataspace),
                OperationKind.Revoke => service.Revoke(Session, Dataspace),
                OperationKind.Seal => service.Seal(Session, Dataspace),
                OperationKind.Attach => service.Attach(Session, Dataspace, out region),
                OperationKind.Detach => service.Detach(Session, Region),
                OperationKind.Share => service.Share(Session, Receiver, Dataspace),
                OperationKind.Close => Close(service),
                OperationKind.Write or OperationKind.Drop or OperationKind.Donate or OperationKind.Flush =>
                    throw new InvalidOperationException($"the baseline has no {Kind}"),
            };
            return (refusal, dataspace.Code | region.Code);
        }

        private Refusal Close(IRamService service)
        {
            service.Close(Session);
            return Refusal.None;
        }
    }

    /// <summary>What sessions ask for, drawn at random; the same on every machine.</summary>
    private sealed class Clients(ServiceBounds bounds)
    {
        private readonly SplitMix64 _dice = new(20_260_201);

        internal Step NextStep(ModelAsService service)
        {
            int slot = _dice.Below(bounds.Dataspaces);
            DataspaceStatus status = service.DataspaceAt(slot);
            var session = new SessionId(_dice.Below(bounds.Quotas.Length));
            SessionId asker = _dice.Below(2) == 0 ? status.Owner : session;
            int offset = _dice.Below(status.Length + 1);
            int region = _dice.Below(bounds.Regions);
            // Some capabilities are stale, and some were never given.
            long age = _dice.Below(8) == 0 ? 1 : 0;
            OperationKind kind = NextKind();
            return new Step(
                kind,
                asker,
                Aged(service.DataspaceCapabilityAt(slot), age),
                Aged(service.RegionCapabilityAt(region), age),
                session,
                _dice.Below(3) != 0,
                offset - (_dice.Below(16) == 0 ? 1 : 0),
                _dice.Below(kind == OperationKind.Alloc ? 14 : Math.Max(2, status.Length + 2 - offset)));
        }

        private OperationKind NextKind() => _dice.Below(32) switch
        {
            < 7 => OperationKind.Alloc,
            < 18 => OperationKind.Alias,
            < 23 => OperationKind.Free,
            23 => OperationKind.Revoke,
            24 => OperationKind.Seal,
            < 28 => OperationKind.Attach,
            28 => OperationKind.Detach,
            < 31 => OperationKind.Share,
            // A close undoes much.
            _ => _dice.Below(4) == 0 ? OperationKind.Close : OperationKind.Free,
        };

        private static Capability<T> Aged<T>(Capability<T> capability, long age)
            where T : struct, IElement<T> =>
            capability.Generation < age ? default : Capability<T>.Of(capability.Slot, capability.Generation - age);
    }
}
