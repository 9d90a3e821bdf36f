using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>Who can name what when sharing is delegated, among more sessions than a word has bits.</summary>
public sealed class SharingTests
{
    private const int Sessions = 200;

    private static readonly ServiceBounds Many = Services.Few with
    {
        Quotas = Services.Equal(Sessions, 8),
        Sharing = Sharing.Delegated,
    };

    [Fact]
    public void Only_the_owner_and_those_that_it_was_given_to_can_name_a_dataspace()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Holder", Many);
        DataspaceCapability[] dataspaces = [.. Enumerable.Range(0, 3).Select(_ => service.Allocated(70, 1))];
        int[][] receivers = [[0, 63, 64], [], [1, 64, 127, 128, 199]];
        for (int slot = 0; slot < receivers.Length; slot++)
        {
            Share(service, 70, dataspaces[slot], receivers[slot]);
        }

        for (int slot = 0; slot < receivers.Length; slot++)
        {
            Assert.Equal(receivers[slot].Append(70).Order(), NamedBy(service, slot));
        }

        // Each can give on what it was given, and nothing else.
        Share(service, 128, dataspaces[2], 5);
        Assert.Equal(
            Refusal.InvalidDataspace, service.Share(new SessionId(128), new SessionId(5), dataspaces[0]));
        Assert.Equal([1, 5, 64, 70, 127, 128, 199], NamedBy(service, 2));
        service.SelfCheck();
    }

    [Fact]
    public void A_session_that_is_closed_can_name_nothing_any_more_and_the_others_what_they_could()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Holder", Many);
        DataspaceCapability first = service.Allocated(70, 1);
        DataspaceCapability second = service.Allocated(70, 1);
        Share(service, 70, first, 0, 64, 65, 129);
        Share(service, 70, second, 0, 64, 65, 129);

        service.Close(new SessionId(65));

        Assert.Equal([0, 64, 70, 129], NamedBy(service, 0));
        Assert.Equal([0, 64, 70, 129], NamedBy(service, 1));
        service.SelfCheck();
    }

    [Fact]
    public void What_was_given_of_one_dataspace_is_not_given_of_the_next_in_its_slot()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Holder", Many);
        DataspaceCapability other = service.Allocated(70, 1);
        DataspaceCapability freed = service.Allocated(70, 1);
        Share(service, 70, other, 3, 64, 130, 199);
        Share(service, 70, freed, 3, 64, 130, 199);

        service.Freed(70, freed);
        service.SelfCheck();
        service.Allocated(2, 1);

        Assert.Equal([2], NamedBy(service, 1));
        Assert.Equal([3, 64, 70, 130, 199], NamedBy(service, 0));
        service.SelfCheck();
    }

    private static void Share(
        ICheckpointedService service, int giver, DataspaceCapability dataspace, params int[] receivers) =>
        Assert.All(receivers, receiver => Assert.Equal(
            Refusal.None, service.Share(new SessionId(giver), new SessionId(receiver), dataspace)));

    private static IEnumerable<int> NamedBy(ICheckpointedService service, int slot) =>
        Enumerable.Range(0, Sessions).Where(session => service.CanName(new SessionId(session), slot));
}
