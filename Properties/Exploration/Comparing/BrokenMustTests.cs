using System.Globalization;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>How the ways in which policies break a must are gathered.</summary>
public sealed class BrokenMustTests
{
    private static readonly Scenario Asked = HandMade.Asking("SealHolds FreeSucceeds CanShare", "CanRevoke");

    [Fact]
    public void Ways_are_gathered_by_their_trace_the_shortest_first_and_then_the_most_common()
    {
        Comparison comparison = HandMade.Compare(
            Asked,
            Breaking("Cascade", "Allocator", "Violated 3 0"),
            Breaking("Cascade", "Heir", "Violated 2 0"),
            Breaking("Pin", "Allocator", "Violated 2 1"),
            Breaking("Pin", "Heir", "Violated 2 1"),
            Breaking("Refuse", "Allocator", "Holds"),
            Breaking("Refuse", "Heir", "Violated 3 0"));
        BrokenMust broken = Assert.Single(BrokenMust.In(comparison));
        Assert.Equal("FreeSucceeds", broken.Requirement.Name);
        Assert.Equal(
            ["2 Pin", "2 Cascade (Heir)", "3 Cascade (Allocator), Refuse (Heir)"],
            broken.Ways.Select(way => Written(way, chargings: 2)));
        Assert.All(broken.Ways, way => Assert.Equal("FreeSucceeds by hand", way.Reason));
    }

    [Fact]
    public void Only_musts_count_and_they_stand_in_the_order_of_the_scenario()
    {
        Comparison comparison = HandMade.Compare(
            Asked,
            HandMade.Policy(
                "Pin",
                "Heir",
                "FreeSucceeds Violated 1",
                "CanShare Holds",
                "SealHolds Violated 5",
                "CanRevoke Violated 1",
                "FreeIsConstant Violated 1"));
        Assert.Equal(
            ["SealHolds", "FreeSucceeds"], BrokenMust.In(comparison).Select(broken => broken.Requirement.Name));
    }

    [Fact]
    public void What_has_no_trace_or_is_not_broken_is_no_way_to_break_a_must() =>
        Assert.Empty(BrokenMust.In(HandMade.Compare(
            Asked,
            HandMade.Policy(
                "Pin", "Heir", "FreeSucceeds Violated", "CanShare NotShown", "SealHolds Unknown", "CanRevoke Holds"),
            HandMade.Policy(
                "Pin",
                "Holder",
                "FreeSucceeds Holds",
                "CanShare Shown 2",
                "SealHolds NotApplicable",
                "CanRevoke Holds"))));

    private static PolicyResult Breaking(string lifetime, string charging, string how) =>
        HandMade.Policy(
            lifetime, charging, $"FreeSucceeds {how}", "CanShare Shown 1", "SealHolds Holds", "CanRevoke Holds");

    private static string Written(BrokenWay way, int chargings) => string.Create(
        CultureInfo.InvariantCulture, $"{way.Trace.Steps.Length} {way.PolicyNames(chargings)}");
}
