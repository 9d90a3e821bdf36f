using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class CheckpointTests
{
    public static TheoryData<string, string> Policies => PolicyPairs.OfContract;

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_service_is_put_back_byte_for_byte_and_goes_on_as_it_did(string lifetime, string charging)
    {
        ICheckpointedService service = Services.Of(lifetime, charging, Bounds(Sharing.Delegated));
        ICheckpointedService other = Services.Of(lifetime, charging, Bounds(Sharing.Delegated));
        var clients = new RandomClients(service, 3);
        for (int round = 0; round < 20; round++)
        {
            clients.Run(30);
            byte[] image = service.Image();
            Assert.True(service.Matches(image));
            Assert.False(other.Matches(image));
            other.Load(image);
            Assert.True(other.Matches(image));
            Assert.Equal(image, other.Image());
            other.SelfCheck();
            var continued = new RandomClients(other, 100 + round);
            continued.Run(40);
            byte[] afterwards = other.Image();
            other.Load(image);
            Assert.Equal(image, other.Image());
            new RandomClients(other, 100 + round).Run(40);
            Assert.Equal(afterwards, other.Image());
            Assert.Equal(continued.Granted == 0, other.Matches(image));
        }
    }

    [Fact]
    public void No_byte_of_an_image_is_overlooked()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Bounds(Sharing.Delegated));
        new RandomClients(service, 1).Run(100);
        byte[] image = service.Image();
        for (int index = 0; index < image.Length; index++)
        {
            image[index] ^= 0x40;
            Assert.False(service.Matches(image));
            service.Load(image);
            Assert.True(service.Matches(image));
            image[index] ^= 0x40;
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void A_service_looks_as_it_is_described_and_passes_its_own_check(string lifetime, string charging)
    {
        foreach (Sharing sharing in (Sharing[])[Sharing.Open, Sharing.Delegated])
        {
            ICheckpointedService service = Services.Of(lifetime, charging, Bounds(sharing));
            ICheckpointedService described = Services.Of(lifetime, charging, Bounds(sharing));
            var clients = new RandomClients(service, 5);
            for (int round = 0; round < 40; round++)
            {
                clients.Run(25);
                (DataspaceStatus[] dataspaces, RegionStatus[] regions, ulong[] holders) = Look(service);
                described.Restore(dataspaces, regions, holders);

                described.SelfCheck();
                (DataspaceStatus[] dataspacesAgain, RegionStatus[] regionsAgain, ulong[] holdersAgain) =
                    Look(described);
                Assert.Equal(dataspaces, dataspacesAgain);
                Assert.Equal(regions, regionsAgain);
                Assert.Equal(holders, holdersAgain);
                Assert.Equal(service.Used(), described.Used());
                Assert.Equal(service.FreeFrames, described.FreeFrames);
                Assert.Equal(service.Bounds.Quotas, Quotas(described));
                Assert.All(
                    Enumerable.Range(0, dataspaces.Length),
                    slot => Assert.Equal(3, described.DataspaceCapabilityAt(slot).Generation));
                Assert.All(
                    Enumerable.Range(0, regions.Length),
                    slot => Assert.Equal(3, described.RegionCapabilityAt(slot).Generation));

                // It can go on from there, and is cleared when it is described anew.
                new RandomClients(described, round).Run(20);
                described.SelfCheck();
            }

            described.IsEmptyAfterAllCloses();
        }
    }

    private static ServiceBounds Bounds(Sharing sharing) => new()
    {
        Frames = 70,
        Dataspaces = 12,
        Regions = 6,
        Quotas = [40, 30, 20],
        Sharing = sharing,
    };

    private static IEnumerable<int> Quotas(ICheckpointedService service) =>
        Enumerable.Range(0, service.Bounds.Quotas.Length).Select(session => service.QuotaOf(new SessionId(session)));

    private static (DataspaceStatus[] Dataspaces, RegionStatus[] Regions, ulong[] Holders) Look(
        ICheckpointedService service) =>
        (
            [.. Enumerable.Range(0, service.Bounds.Dataspaces).Select(service.DataspaceAt)],
            [.. Enumerable.Range(0, service.Bounds.Regions).Select(service.RegionAt)],
            [
                .. from slot in Enumerable.Range(0, service.Bounds.Dataspaces)
                   select Enumerable.Range(0, service.Bounds.Quotas.Length)
                       .Where(session => service.CanName(new SessionId(session), slot))
                       .Aggregate(0ul, (namers, session) => namers | 1ul << session),
            ]);
}
