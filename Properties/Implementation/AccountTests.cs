using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;

using Xunit;

namespace ModelCheck.Properties.Implementation;

public sealed class AccountTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(5, 6)]
    [InlineData(5, int.MaxValue)]
    public void A_refund_of_more_than_is_charged_is_refused_and_changes_nothing(int charged, int refunded)
    {
        var session = new Session { Used = charged };

        Assert.Throws<InvalidOperationException>(() => Account.Refund(ref session, refunded));
        Assert.Equal(charged, session.Used);
    }

    [Fact]
    public void What_is_charged_is_refunded_to_the_last_frame()
    {
        var session = default(Session);
        Account.Charge(ref session, 7);
        Account.Charge(ref session, long.MaxValue - 7);
        Assert.Throws<OverflowException>(() => Account.Charge(ref session, 1));
        Assert.Equal(long.MaxValue, session.Used);
        Account.Refund(ref session, 7);
        Account.Refund(ref session, long.MaxValue - 7);
        Assert.Equal(0, session.Used);
    }
}
