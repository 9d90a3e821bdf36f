using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class DonateTests
{
    private static readonly SessionId First = new(0);

    private static readonly SessionId Second = new(1);

    private static readonly SessionId Third = new(2);

    [Fact]
    public void Each_refusal_has_its_place_and_changes_nothing()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        service.Allocated(0, 8);
        byte[] before = service.Image();

        Assert.Equal(Refusal.InvalidSession, service.Donate(First, First, 0));
        Assert.Equal(Refusal.InvalidSession, service.Donate(First, First, 9));
        Assert.Equal(Refusal.InvalidSize, service.Donate(First, Second, 0));
        Assert.Equal(Refusal.InvalidSize, service.Donate(Second, First, int.MinValue));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(First, Second, 1));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(First, Second, int.MaxValue));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, First, 9));
        Assert.True(service.Matches(before));
    }

    [Fact]
    public void What_is_not_in_use_can_be_given_away_to_the_last_frame()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator");
        service.Allocated(0, 3);

        Assert.Equal(Refusal.OutOfQuota, service.Donate(First, Second, 6));
        Assert.Equal(Refusal.None, service.Donate(First, Second, 2));
        Assert.Equal(Refusal.None, service.Donate(First, Second, 3));

        Assert.Equal((3, 13), (service.QuotaOf(First), service.QuotaOf(Second)));
        Assert.Equal((5, 0), (service.GivenBy(First, Second), service.GivenBy(Second, First)));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(First, 1, out _));
        Assert.Equal(Refusal.OutOfMemory, service.Alloc(Second, 13, out _));
        Assert.Equal(Refusal.OutOfQuota, service.Alloc(Second, 14, out _));
        service.SelfCheck();
    }

    [Fact]
    public void Nobody_lends_what_was_lent_to_it()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator", Services.Few with { Quotas = [5, 3, 0] });
        Assert.Equal(Refusal.None, service.Donate(First, Second, 5));

        Assert.Equal(8, service.QuotaOf(Second));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, Third, 4));
        Assert.Equal(Refusal.None, service.Donate(Second, Third, 3));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, First, 1));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Third, First, 1));
        service.SelfCheck();
    }

    [Fact]
    public void A_close_undoes_what_was_given_by_and_to_the_session_whether_it_is_in_use_or_not()
    {
        ICheckpointedService service = Services.Of("Cascade", "Allocator", Services.Few with { Quotas = [4, 4, 4] });
        Assert.Equal(Refusal.None, service.Donate(First, Second, 3));
        Assert.Equal(Refusal.None, service.Donate(Second, Third, 2));
        Assert.Equal(Refusal.None, service.Donate(Third, First, 1));
        service.Allocated(1, 5);

        service.Close(First);

        Assert.Equal([4, 2, 6], Quotas(service));
        Assert.Equal([0, 5, 0], service.Used());
        Assert.Equal(2, service.GivenBy(Second, Third));
        service.SelfCheck();
        service.Close(Third);
        Assert.Equal([4, 4, 4], Quotas(service));
        service.Close(Second);
        service.IsEmpty();
        Assert.True(new ServiceImage(service).Of("given").IndexOfAnyExcept((byte)0) < 0);
    }

    [Fact]
    public void An_heir_that_uses_more_than_its_quota_can_give_nothing_away()
    {
        ICheckpointedService service = Services.Of("FirstClass", "Heir", Services.Few with { Quotas = [8, 2] });
        DataspaceCapability original = service.Allocated(0, 6);
        service.Aliased(1, original, 0, 6);
        service.Freed(0, original);

        Assert.Equal([0, 6], service.Used());
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, First, 1));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, First, int.MaxValue));
        Assert.Equal(Refusal.None, service.Donate(First, Second, 4));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(Second, First, 1));
        Assert.Equal(Refusal.None, service.Donate(First, Second, 1));
        Assert.Equal(Refusal.None, service.Donate(Second, First, 1));
        service.SelfCheck();
    }

    [Fact]
    public void A_quota_of_all_there_is_can_be_given()
    {
        ICheckpointedService service =
            Services.Of("Cascade", "Allocator", Services.Few with { Quotas = [int.MaxValue, 0] });

        Assert.Equal(Refusal.None, service.Donate(First, Second, int.MaxValue));
        Assert.Equal(Refusal.OutOfQuota, service.Donate(First, Second, int.MaxValue));
        Assert.Equal((0, int.MaxValue), (service.QuotaOf(First), service.QuotaOf(Second)));
        service.SelfCheck();
        service.Close(Second);
        Assert.Equal((int.MaxValue, 0), (service.QuotaOf(First), service.QuotaOf(Second)));
    }

    [Fact]
    public void It_is_offered_to_4096_sessions_and_to_more_everything_else()
    {
        var last = new SessionId(4095);
        ICheckpointedService service = Of(4096);
        Assert.Equal(Refusal.None, service.Donate(last, First, 1));
        Assert.Equal((1, 2), (service.GivenBy(last, First), service.QuotaOf(First)));
        service.Close(last);
        Assert.Equal(1, service.QuotaOf(First));

        service = Of(4097);
        Assert.Throws<NotSupportedException>(() => service.Donate(last, First, 1));
        Assert.Equal(0, service.GivenBy(last, First));
        service.Allocated(4096, 1);
        service.Close(last);
        service.SelfCheck();

        static ICheckpointedService Of(int sessions) =>
            Services.Of("Cascade", "Holder", Services.Few with { Quotas = Services.Equal(sessions, 1) });
    }

    [Fact]
    public void A_description_of_what_was_given_is_entered_or_refused_as_a_whole()
    {
        ICheckpointedService service = Services.Of("Cascade", "Holder", Services.Few with { Quotas = [4, 4] });
        Restore(service, [0, 3, 1, 0]);
        Assert.Equal((3, 1), (service.GivenBy(First, Second), service.GivenBy(Second, First)));
        Assert.Equal((2, 6), (service.QuotaOf(First), service.QuotaOf(Second)));
        service.SelfCheck();

        byte[] before = service.Image();
        foreach (int[] given in (int[][])[[1, 0, 0, 0], [0, 5, 0, 0], [0, -1, 0, 0], [0, 1], [0, 0, 0, 0, 0]])
        {
            Assert.Throws<ArgumentException>("given", () => Restore(service, given));
        }

        Assert.True(service.Matches(before));
        Restore(service, []);
        Assert.Equal((4, 4), (service.QuotaOf(First), service.QuotaOf(Second)));
    }

    [Fact]
    public void The_sum_of_all_quotas_never_changes()
    {
        foreach (string charging in Contract.Chargings)
        {
            ICheckpointedService service =
                Services.Of("FirstClass", charging, Services.Few with { Quotas = [5, 0, 7, 1] });
            var clients = new RandomClients(service, 7);
            int given = 0;
            for (int step = 0; step < 3000; step++)
            {
                clients.Run(1);
                Assert.Equal(13, Quotas(service).Sum());
                given += Quotas(service) is [5, 0, 7, 1] ? 0 : 1;
            }

            Assert.InRange(given, 500, 3000);
        }
    }

    private static int[] Quotas(IRamService service) =>
        [.. Enumerable.Range(0, service.Bounds.Quotas.Length).Select(s => service.QuotaOf(new SessionId(s)))];

    private static void Restore(ICheckpointedService service, int[] given) =>
        service.Restore(new DataspaceStatus[6], new RegionStatus[4], [], given);
}
