using ModelCheck.Exploration.Comparing;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>What it would cost to have one should more.</summary>
public sealed class NextShouldTests
{
    [Fact]
    public void Where_no_policy_keeps_it_with_every_must_the_smallest_sets_of_musts_are_told() => Says(
        ["NoDoubleCharge (0 open): CanShare: Unlink/Heir Unlink/Nobody | FreeSucceeds NoFreeMemory: Busy/Heir"],
        HandMade.Compare(
            HandMade.Asking("FreeSucceeds NoFreeMemory CanShare", "NoDoubleCharge"),
            HandMade.Policy(
                "Pin",
                "Heir",
                "FreeSucceeds Holds",
                "NoFreeMemory Holds",
                "CanShare Shown 1",
                "NoDoubleCharge Violated 2"),
            HandMade.Policy(
                "Busy",
                "Heir",
                "FreeSucceeds Violated 3",
                "NoFreeMemory Violated 3",
                "CanShare Shown 1",
                "NoDoubleCharge Holds"),
            HandMade.Policy(
                "Unlink",
                "Heir",
                "FreeSucceeds Holds",
                "NoFreeMemory Holds",
                "CanShare NotShown",
                "NoDoubleCharge Holds"),
            HandMade.Policy(
                "Unlink",
                "Nobody",
                "FreeSucceeds Holds",
                "NoFreeMemory Holds",
                "CanShare NotShown",
                "NoDoubleCharge Holds"),

            // Gives up CanShare, too, and more.
            HandMade.Policy(
                "Refuse",
                "Heir",
                "FreeSucceeds Holds",
                "NoFreeMemory Violated 3",
                "CanShare NotShown",
                "NoDoubleCharge Holds")));

    [Fact]
    public void Where_another_keeps_it_with_every_must_the_shoulds_are_told_that_go_for_it() => Says(
        ["NoDoubleCharge (0 open): / CanRevoke CanUnmap: Unlink/Heir"],
        HandMade.Compare(
            HandMade.Asking("CanShare", "NoDoubleCharge CanRevoke CanUnmap"),
            HandMade.Policy(
                "Pin",
                "Heir",
                "CanShare Shown 1",
                "NoDoubleCharge Violated 2",
                "CanRevoke Shown 2",
                "CanUnmap Shown 2"),
            HandMade.Policy(
                "Unlink",
                "Heir",
                "CanShare Shown 1",
                "NoDoubleCharge Holds",
                "CanRevoke NotShown",
                "CanUnmap NotShown"),

            // It gives up as many shoulds, and a must.
            HandMade.Policy(
                "Busy",
                "Heir",
                "CanShare NotShown",
                "NoDoubleCharge Holds",
                "CanRevoke NotShown",
                "CanUnmap NotShown")));

    [Fact]
    public void One_set_of_musts_may_be_given_for_different_shoulds() => Says(
        ["NoDoubleCharge (0 open): CanShare / CanRevoke: Busy/Heir | CanShare / CanUnmap: Unlink/Heir"],
        HandMade.Compare(
            HandMade.Asking("CanShare", "NoDoubleCharge CanRevoke CanUnmap"),
            HandMade.Policy(
                "Pin",
                "Heir",
                "CanShare Shown 1",
                "NoDoubleCharge Violated 2",
                "CanRevoke Shown 2",
                "CanUnmap Shown 2"),
            HandMade.Policy(
                "Unlink",
                "Heir",
                "CanShare NotShown",
                "NoDoubleCharge Holds",
                "CanRevoke Shown 2",
                "CanUnmap NotShown"),
            HandMade.Policy(
                "Busy",
                "Heir",
                "CanShare NotShown",
                "NoDoubleCharge Holds",
                "CanRevoke NotShown",
                "CanUnmap Shown 2")));

    [Fact]
    public void What_is_open_is_no_price_and_what_is_vacuous_is_not_kept() => Says(
        ["NoDoubleCharge (2 open): "],
        HandMade.Compare(
            HandMade.Asking("CanShare FreeSucceeds", "NoDoubleCharge"),
            HandMade.Policy("Pin", "Heir", "CanShare Shown 1", "FreeSucceeds Holds", "NoDoubleCharge Violated 2"),
            HandMade.Policy("Unlink", "Heir", "CanShare NotShown", "FreeSucceeds Unknown", "NoDoubleCharge Holds"),
            HandMade.Policy("Busy", "Heir", "CanShare NotShown", "FreeSucceeds Holds", "NoDoubleCharge Unknown"),
            HandMade.Policy(
                "Refuse", "Heir", "CanShare NotShown", "FreeSucceeds Holds", "NoDoubleCharge HoldsVacuously")));

    [Fact]
    public void Without_an_answer_or_a_broken_should_there_is_nothing_to_pay_for()
    {
        Says([], HandMade.Compare(
            HandMade.Asking("CanShare", "NoDoubleCharge"),
            HandMade.Policy("Pin", "Heir", "CanShare NotShown", "NoDoubleCharge Violated 2"),
            HandMade.Policy("Unlink", "Heir", "CanShare NotShown", "NoDoubleCharge Holds")));
        Says([], HandMade.Compare(
            HandMade.Asking("CanShare", "NoDoubleCharge CanRevoke"),
            HandMade.Policy("Pin", "Heir", "CanShare Shown 1", "NoDoubleCharge HoldsVacuously", "CanRevoke Unknown")));
    }

    private static void Says(string[] expected, Comparison comparison) => Assert.Equal(
        expected,
        NextShould.In(comparison).Select(next =>
            $"{next.Should.Requirement.Name} ({next.Open} open): {string.Join(" | ", next.Prices.Select(Told))}"));

    private static string Told(ShouldPrice price)
    {
        string givenUp = string.Join(' ', price.GivenUp.Select(requirement => requirement.Name));
        string lost = string.Join(' ', price.Lost.Select(requirement => requirement.Name));
        string policies = string.Join(
            ' ', price.Policies.Select(result => $"{result.Policy.Lifetime}/{result.Policy.Charging}"));
        return $"{givenUp}{(lost.Length > 0 ? $" / {lost}" : string.Empty)}".TrimStart() + $": {policies}";
    }
}
