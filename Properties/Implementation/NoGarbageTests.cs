using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class NoGarbageTests
{
    public static TheoryData<string, string> Policies => PolicyPairs.OfService;

    public static TheoryData<string> Lifetimes => [.. Catalog.Lifetimes.Select(lifetime => lifetime.Name)];

    [Theory]
    [MemberData(nameof(Policies))]
    public void No_operation_and_no_look_at_the_service_allocates_memory(string lifetime, string charging) =>
        AllocatesNothing(new PolicyName(lifetime, charging, "Native"));

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void No_flush_and_no_seal_allocates_memory(string lifetime) => Assert.All(
        Catalog.Sealings,
        sealing =>
        {
            AllocatesNothing(new PolicyName(lifetime, "Allocator", "Quarantine", sealing.Name));
            AllocatesNothing(new PolicyName(lifetime, "HolderOnce", "Quarantine", sealing.Name));
        });

    private static void AllocatesNothing(PolicyName policy)
    {
        ICheckpointedService service = Services.Of(policy, new ServiceBounds
        {
            Frames = 200,
            Dataspaces = 100,
            Regions = 20,
            Quotas = [90, 90, 90],
            Sharing = Sharing.Delegated,
        });
        byte[] image = service.Image();
        var clients = new RandomClients(service, 1) { FlushesToo = policy.Platform == "Quarantine" };
        Everything(service, clients, image, rounds: 2);

        Assert.Equal(0, AllocatedBytes.Of(() => Everything(service, clients, image, rounds: 20)));
        Assert.True(clients.Granted > 500);
    }

    private static void Everything(ICheckpointedService service, RandomClients clients, byte[] image, int rounds)
    {
        for (int round = 0; round < rounds; round++)
        {
            clients.Run(200);
            service.SelfCheck();
            service.Save(image);
            if (!service.Matches(image) || service.CanName(default, 0) == service.IsFree(199))
            {
                _ = service.FreeFrames + service.UsedBy(default) + service.QuotaOf(default)
                    + service.GivenBy(default, default);
            }

            service.Load(image);
        }
    }
}
