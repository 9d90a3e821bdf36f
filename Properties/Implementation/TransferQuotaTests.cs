using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class TransferQuotaTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    [Fact]
    public void The_size_is_checked_before_the_quota_and_a_refusal_changes_nothing()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        service.Allocated(0, 8);
        byte[] before = service.Image();

        Assert.Equal(Refusal.InvalidSize, service.TransferQuota(First, Second, 0));
        Assert.Equal(Refusal.InvalidSize, service.TransferQuota(First, Second, -1));
        Assert.Equal(Refusal.InvalidSize, service.TransferQuota(Second, First, int.MinValue));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(First, Second, 1));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(First, Second, int.MaxValue));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(Second, First, 9));
        Assert.True(service.Matches(before));
    }

    [Fact]
    public void What_is_not_in_use_can_be_given_away_to_the_last_frame()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        service.Allocated(0, 3);

        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(First, Second, 6));
        Assert.Equal(Refusal.None, service.TransferQuota(First, Second, 5));

        Assert.Equal((3, 13), (service.QuotaOf(First), service.QuotaOf(Second)));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(First, 1, out _));
        Assert.Equal(Refusal.OutOfMemory, service.Alloc(Second, 13, out _));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(Second, 14, out _));
        service.SelfCheck();
    }

    [Fact]
    public void To_oneself_it_changes_nothing_but_is_checked_all_the_same()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        service.Allocated(0, 3);
        byte[] before = service.Image();

        Assert.Equal(Refusal.None, service.TransferQuota(First, First, 5));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(First, First, 6));
        Assert.Equal(Refusal.InvalidSize, service.TransferQuota(First, First, 0));
        Assert.True(service.Matches(before));
    }

    [Fact]
    public void An_heir_that_uses_more_than_its_quota_can_give_nothing_away()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Services.Few with { Quotas = [8, 2] });
        DataspaceCapability original = service.Allocated(0, 6);
        service.Aliased(1, original, 0, 6);
        service.Freed(0, original);

        Assert.Equal([0, 6], service.Used());
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(Second, First, 1));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(Second, First, int.MaxValue));
        Assert.Equal(Refusal.None, service.TransferQuota(First, Second, 4));
        Assert.Equal(Refusal.OutOfQuota, service.TransferQuota(Second, First, 1));
        Assert.Equal(Refusal.None, service.TransferQuota(First, Second, 1));
        Assert.Equal(Refusal.None, service.TransferQuota(Second, First, 1));
        service.SelfCheck();
    }

    [Fact]
    public void A_quota_of_all_there_is_can_be_given_and_given_back()
    {
        ICheckpointedService service =
            Services.Of("Cascade", "Allocator", Services.Few with { Quotas = [int.MaxValue, 0] });

        Assert.Equal(Refusal.None, service.TransferQuota(First, Second, int.MaxValue));
        Assert.Equal((0, int.MaxValue), (service.QuotaOf(First), service.QuotaOf(Second)));
        Assert.Equal(Refusal.None, service.TransferQuota(Second, Second, int.MaxValue));
        Assert.Equal(Refusal.None, service.TransferQuota(Second, First, int.MaxValue));
        service.SelfCheck();
    }

    [Fact]
    public void What_was_given_stays_given_when_either_session_is_closed()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        Assert.Equal(Refusal.None, service.TransferQuota(First, Second, 5));

        service.Close(First);
        service.Close(Second);

        Assert.Equal((3, 13), (service.QuotaOf(First), service.QuotaOf(Second)));
    }

    [Fact]
    public void The_sum_of_all_quotas_never_changes()
    {
        foreach (string charging in Contract.Chargings)
        {
            ICheckpointedService service =
                Services.Of("FirstClass", charging, Services.Few with { Quotas = [5, 0, 7, 1] });
            var clients = new RandomClients(service, 7);
            for (int step = 0; step < 3000; step++)
            {
                clients.Run(1);
                Assert.Equal(13, Enumerable.Range(0, 4).Sum(session => service.QuotaOf(new SessionId(session))));
                Assert.True(charging == "Heir" || Enumerable.Range(0, 4).All(
                    session => service.UsedBy(new SessionId(session)) <= service.QuotaOf(new SessionId(session))));
            }

            Assert.InRange(clients.Granted, 500, 2500);
        }
    }
}
