using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>What a ranking is put into words as.</summary>
public sealed class RecommendationTests
{
    [Fact]
    public void The_best_policy_is_named_with_what_it_keeps_and_its_price() =>
        Says(
            "Choose Pin with charging Heir: it keeps all 2 musts and 1 of 3 shoulds. The price: it breaks "
            + "FreeIsConstant "
            + "(in 3 steps), CanRevoke (nothing shows it). 1 of 2 policies keep every must.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds CanShare", "FreeIsConstant CanRevoke SealHolds"),
                HandMade.Policy(
                    "Pin",
                    "Heir",
                    "FreeSucceeds Holds",
                    "CanShare Shown 2",
                    "FreeIsConstant Violated 3",
                    "CanRevoke NotShown",
                    "SealHolds NotApplicable"),
                HandMade.Policy(
                    "Cascade",
                    "Heir",
                    "FreeSucceeds Violated 1",
                    "CanShare Shown 2",
                    "FreeIsConstant Holds",
                    "CanRevoke Shown 3",
                    "SealHolds Holds")),
            hasAnswer: true);

    [Fact]
    public void A_policy_without_a_price_has_none_and_one_step_is_one_step()
    {
        Says(
            "Choose Pin with charging Heir: it keeps the one must and 1 of 1 shoulds. 1 of 1 policies keep every must.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds", "CanShare"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 2")),
            hasAnswer: true);
        Says(
            "Choose Pin with charging Heir: it keeps the one must and 0 of 1 shoulds. The price: it breaks "
            + "FreeIsConstant (in 1 step). 1 of 1 policies keep every must.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds", "FreeIsConstant"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "FreeIsConstant Violated 1")),
            hasAnswer: true);
    }

    [Fact]
    public void Policies_level_with_the_best_are_named_and_those_below_are_only_counted() =>
        Says(
            "Choose Cascade with charging Holder: it keeps the one must. 3 of 4 policies keep every must. Level with "
            + "it: "
            + "Pin with charging Allocator.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds"),
                HandMade.Policy("Reparent", "Heir", "FreeSucceeds Holds", "CanShare NotShown"),
                HandMade.Policy("Pin", "Allocator", "FreeSucceeds Holds", "CanShare Shown 2"),
                HandMade.Policy("Cascade", "Holder", "FreeSucceeds Holds", "CanShare Shown 2"),
                HandMade.Policy("Refuse", "Holder", "FreeSucceeds Violated 3", "CanShare Shown 2")),
            hasAnswer: true);

    [Fact]
    public void Where_none_keeps_every_must_the_closest_is_named_with_what_it_breaks() =>
        Says(
            "None of the 2 policies keeps every must. Pin with charging Heir comes closest: it keeps 1 of 3 musts and "
            + "1 "
            + "of 1 shoulds, and breaks FreeSucceeds (in 4 steps), CanShare (nothing shows it).",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds CanShare SealHolds", "CanRevoke"),
                HandMade.Policy(
                    "Cascade",
                    "Heir",
                    "FreeSucceeds Violated 1",
                    "CanShare NotShown",
                    "SealHolds Holds",
                    "CanRevoke NotShown"),
                HandMade.Policy(
                    "Pin",
                    "Heir",
                    "FreeSucceeds Violated 4",
                    "CanShare NotShown",
                    "SealHolds Holds",
                    "CanRevoke Shown 2")),
            hasAnswer: false);

    [Fact]
    public void None_is_said_only_when_every_policy_is_known_to_break_a_must()
    {
        // Of the second policy nothing is known that would exclude it.
        Says(
            "No policy is known to keep every must, since the exploration was stopped. Pin with charging Heir is not "
            + "refuted so far: it keeps 0 of 2 musts. Not settled: FreeSucceeds, CanShare. 1 of 2 policies are not "
            + "refuted.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds CanShare"),
                HandMade.Policy("Cascade", "Heir", "FreeSucceeds Violated 1", "CanShare Shown 2"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Unknown", "CanShare Unknown")),
            hasAnswer: false);

        // Now both are known to break one, whatever else is open.
        Says(
            "None of the 2 policies keeps every must. Cascade with charging Heir comes closest: it keeps 1 of 2 musts, "
            + "and breaks FreeSucceeds (in 1 step).",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds CanShare"),
                HandMade.Policy("Cascade", "Heir", "FreeSucceeds Violated 1", "CanShare Shown 2"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 2", "CanShare Unknown")),
            hasAnswer: false);
    }

    [Fact]
    public void What_is_not_settled_is_said_to_be_so()
    {
        Says(
            "Choose Pin with charging Heir: it keeps the one must and 0 of 2 shoulds. The price: it breaks CanShare "
            + "(nothing shows it). Not settled: FreeIsConstant. 1 of 1 policies keep every must.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds", "FreeIsConstant CanShare"),
                HandMade.Policy(
                    "Pin", "Heir", "FreeSucceeds Holds", "FreeIsConstant Unknown", "CanShare NotShown")),
            hasAnswer: true);
        Says(
            "No policy is known to keep every must, since the exploration was stopped. Pin with charging Heir is not "
            + "refuted so far: it keeps 0 of 1 musts and 0 of 1 shoulds. The price: it breaks CanShare (nothing shows "
            + "it). Not settled: FreeSucceeds. 1 of 1 policies are not refuted.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds", "CanShare"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Unknown", "CanShare NotShown")),
            hasAnswer: false);
    }

    [Fact]
    public void A_must_that_nothing_puts_to_the_test_is_not_kept_and_the_policy_not_chosen() =>
        Says(
            "No policy is known to keep every must, since nothing puts each of them to the test. Pin with charging "
            + "Heir is not refuted so far: it keeps 1 of 2 musts. Never put to the test: SealHolds. 1 of 2 policies "
            + "are not refuted.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds SealHolds"),
                HandMade.Policy("Cascade", "Heir", "FreeSucceeds Violated 1", "SealHolds Holds"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "SealHolds HoldsVacuously")),
            hasAnswer: false);

    [Fact]
    public void A_should_that_nothing_puts_to_the_test_is_said_to_be_one() =>
        Says(
            "Choose Pin with charging Heir: it keeps the one must and 0 of 1 shoulds. Never put to the test: "
            + "SealHolds. 1 of 1 policies keep every must.",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds", "SealHolds"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "SealHolds HoldsVacuously")),
            hasAnswer: true);

    [Fact]
    public void A_scenario_that_never_puts_a_must_to_the_test_is_warned_of()
    {
        Comparison comparison = HandMade.Compare(
            HandMade.Asking("FreeSucceeds NoAccessAfterFree"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 1", "NoAccessAfterFree HoldsVacuously"),
            HandMade.Policy("Cascade", "Heir", "FreeSucceeds Holds", "NoAccessAfterFree HoldsVacuously"));
        Assert.Equal(
            ["Nothing in this scenario puts NoAccessAfterFree to the test: no session may ask for Attach."],
            comparison.Warnings.AsEnumerable());

        // Where one policy meets the premise, nothing is wrong with the scenario.
        Assert.Empty(HandMade.Compare(
            HandMade.Asking("FreeSucceeds"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds HoldsVacuously"),
            HandMade.Policy("Cascade", "Heir", "FreeSucceeds Holds")).Warnings);
    }

    [Fact]
    public void A_scenario_that_no_policy_can_fail_is_warned_of()
    {
        const string Warning = "No policy breaks a must or should, and each keeps what the others keep: "
            + "this scenario distinguishes nothing.";
        PolicyResult kept = HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 1");
        Assert.Equal(
            [Warning],
            HandMade.Compare(HandMade.Asking("FreeSucceeds", "CanShare"), kept, kept).Warnings.AsEnumerable());
        Assert.Empty(HandMade.Compare(
            HandMade.Asking("FreeSucceeds", "CanShare"),
            kept,
            HandMade.Policy("Cascade", "Heir", "FreeSucceeds Holds", "CanShare NotShown")).Warnings);
        Assert.Empty(HandMade.Compare(HandMade.Asking(string.Empty), kept, kept).Warnings);
        Assert.Empty(HandMade.Compare(
            HandMade.Asking("FreeSucceeds"),
            kept with { Exploration = kept.Exploration with { Stopped = StopReason.States } }).Warnings);
    }

    [Fact]
    public void With_no_must_that_is_said()
    {
        Says(
            "Choose Pin with charging Heir: there is no must, and it keeps 1 of 2 shoulds. The price: it breaks "
            + "FreeSucceeds (in 1 step).",
            HandMade.Compare(
                HandMade.Asking(string.Empty, "FreeSucceeds CanShare"),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 1", "CanShare Shown 2")),
            hasAnswer: true);
        Says(
            "Choose Pin with charging Heir: nothing is asked for, and it keeps 1 of 2 requirements.",
            HandMade.Compare(
                HandMade.Asking(string.Empty),
                HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 1", "CanShare Shown 2")),
            hasAnswer: true);
    }

    [Fact]
    public void A_violation_whose_trace_was_not_found_in_time_is_still_a_violation() =>
        Says(
            "None of the 1 policies keeps every must. Pin with charging Heir comes closest: it keeps 0 of 1 musts, and "
            + "breaks FreeSucceeds (seen, without a trace).",
            HandMade.Compare(
                HandMade.Asking("FreeSucceeds"), HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated")),
            hasAnswer: false);

    private static void Says(string expected, Comparison comparison, bool hasAnswer)
    {
        Assert.Equal(expected, comparison.Recommendation);
        Assert.Equal(hasAnswer, comparison.HasAnswer);
    }
}
