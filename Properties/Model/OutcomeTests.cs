using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

public sealed class OutcomeTests
{
    [Fact]
    public void Granted_makes_no_object() =>
        Assert.Equal(
            (true, Refusal.None, -1), (Outcome.Granted.IsGranted, Outcome.Granted.Refusal, Outcome.Granted.Slot));

    [Fact]
    public void Made_names_the_slot_of_the_object()
    {
        for (int slot = 0; slot < DataspaceId.Capacity; slot++)
        {
            var outcome = Outcome.Made(slot);
            Assert.Equal((true, Refusal.None, slot), (outcome.IsGranted, outcome.Refusal, outcome.Slot));
            Assert.NotEqual(Outcome.Granted, outcome);
        }
    }

    [Fact]
    public void Refused_names_the_reason_and_makes_no_object()
    {
        foreach (Refusal refusal in Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None))
        {
            var outcome = Outcome.Refused(refusal);
            Assert.Equal((false, refusal, -1), (outcome.IsGranted, outcome.Refusal, outcome.Slot));
        }
    }
}
