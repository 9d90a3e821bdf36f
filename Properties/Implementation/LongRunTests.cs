using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class LongRunTests
{
    [Theory]
    [InlineData("Pin", "Allocator", 12_666)]
    [InlineData("Managed", "Holder", 12_753)]
    [InlineData("Reparent", "Heir", 12_819)]
    public void A_large_service_keeps_its_records_over_a_long_time(string lifetime, string charging, int granted) =>
        KeepsItsRecords(new PolicyName(lifetime, charging, "Native"), granted);

    [Theory]
    [InlineData("Handles", "HolderOnce", "Refusing", 13_873)]
    [InlineData("Handles", "Retainer", "Subtree", 13_764)]
    [InlineData("Unlink", "Heir", "Immediate", 13_949)]
    [InlineData("Busy", "HolderOnce", "Future", 13_875)]
    [InlineData("SessionBound", "Allocator", "Refusing", 13_896)]
    public void So_does_one_with_a_quarantine(string lifetime, string charging, string sealing, int granted) =>
        KeepsItsRecords(new PolicyName(lifetime, charging, "Quarantine", sealing), granted);

    private static void KeepsItsRecords(PolicyName policy, int granted)
    {
        ICheckpointedService service = Services.Of(policy, new ServiceBounds
        {
            Frames = 1 << 20,
            Dataspaces = 100_000,
            Regions = 1000,
            Quotas = Services.Equal(20, 100_000),
            Sharing = Sharing.Delegated,
        });
        var clients = new RandomClients(service, 1)
        {
            LongestExtent = 3000,
            ClosePercent = 0,
            FlushesToo = policy.Platform == "Quarantine",
        };
        for (int round = 0; round < 4; round++)
        {
            clients.Run(40_000);
            service.SelfCheck();
            service.Close(new SessionId(round));
            service.SelfCheck();
        }

        // What is granted of 160,000 requests follows from the contract alone: another service would grant as many.
        Assert.Equal(granted, clients.Granted);
        service.IsEmptyAfterAllCloses();
    }
}
