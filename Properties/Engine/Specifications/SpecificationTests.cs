using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Specifications;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine.Specifications;

public sealed class SpecificationTests
{
    [Theory]
    [InlineData(3, false, 288)]
    [InlineData(5, false, 8_832)]
    [InlineData(3, true, null)]
    [InlineData(5, true, null)]
    public void The_two_phase_commit_is_the_same_through_both_doors(int managers, bool impatient, int? states)
    {
        SearchResult raw = Run.Whole(new TwoPhaseCommit<Code64>(managers, impatient));
        IsTheSame(raw, new TypedTwoPhaseCommit(managers, impatient), states);
        IsTheSame(raw, new PackedTwoPhaseCommit(managers, impatient), states);
    }

    private static void IsTheSame(SearchResult raw, TypedTwoPhaseCommit system, int? states)
    {
        CheckResult<Votes, (TwoPhaseStep Step, int Manager)> typed =
            system.Check(new SearchLimits { Workers = 2 });

        Assert.Equal(states ?? raw.DistinctStates, typed.Search.DistinctStates);
        Assert.Equal(raw.Transitions, typed.Search.Transitions);
        Assert.Equal(raw.Levels.AsSpan(), typed.Search.Levels.AsSpan());
        Assert.All(typed.Answers, answer =>
        {
            Finding finding = raw.Find(answer.Property.Name);
            Assert.Equal((finding.Property, finding.Verdict), (answer.Property, answer.Verdict));
            Assert.Equal(finding.Trace?.Length, answer.Trace?.Steps.Length);
        });
    }

    [Fact]
    public void A_trace_is_of_actions_and_states()
    {
        Trace<Votes, (TwoPhaseStep Step, int Manager)>? trace =
            new TypedTwoPhaseCommit(2).Check()["NoPreparedManagerAborts"].Trace;

        Assert.NotNull(trace);
        Assert.Equal(default, trace.Initial);
        Assert.Equal(
            [TwoPhaseStep.TMAbort, TwoPhaseStep.RMPrepare, TwoPhaseStep.RMRcvAbortMsg],
            trace.Steps.Select(step => step.Action.Step).Order());
        int prepared = trace.Steps.Single(step => step.Action.Step == TwoPhaseStep.RMPrepare).Action.Manager;
        Assert.Equal(1u << prepared, trace.Last.Aborted);
        Assert.Equal(0u, trace.Last.Prepared);
    }

    [Fact]
    public void Several_initial_states_are_all_on_the_first_level_and_a_trace_begins_in_the_nearest()
    {
        CheckResult<int, string> found = new Countdown([12, 5, 9, 5], at: 3).Check();

        Assert.Equal(13, found.Search.DistinctStates);
        Assert.Equal([3, 3, 3, 2, 1, 1], found.Search.Levels.AsSpan());
        Assert.Equal(5, found["At"].Trace?.Initial);
        Assert.Equal([4, 3], found["At"].Trace?.Steps.Select(step => step.State));
        Assert.Equal(Verdict.Holds, found["Ends"].Verdict);
        Assert.Equal([9, 8, 7, 6], Walk(new Countdown([12, 5, 9], at: 6).Check()["At"].Trace));
        Assert.Equal([12], Walk(new Countdown([5, 12], at: 12).Check()["At"].Trace));

        static int[] Walk(Trace<int, string>? trace) => [trace!.Initial, .. trace.Steps.Select(step => step.State)];
    }

    [Fact]
    public void A_deadlock_is_told_unless_it_is_the_end()
    {
        Answer<int, string> answer = new Countdown([3], at: 3).Check()["GoesOn"];

        Assert.Equal(Verdict.Violated, answer.Verdict);
        Assert.Equal(0, answer.Trace?.Last);
        Assert.Equal(3, answer.Trace?.Steps.Length);
        Assert.Equal(Verdict.Holds, new Countdown([3], at: 3).Check()["GoesOnOrEnds"].Verdict);
    }

    [Fact]
    public void A_system_without_an_initial_state_or_with_one_name_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Countdown([], at: 0).Check());
        Assert.Throws<ArgumentException>(() => new Countdown([1], at: 0, name: "Ends"));
        Assert.Throws<ArgumentException>(() => new Countdown([1], at: 0).Check()["Nothing of that name"]);
    }

    [Fact]
    public void A_search_that_is_cut_short_says_so() => Assert.Contains(
        ", not complete: States",
        new Countdown([100], at: 3).Check(new SearchLimits { MaximalStates = 10 }).ToString(),
        StringComparison.Ordinal);

    [Fact]
    public void What_was_found_is_told_in_lines() => Assert.Equal(
        """
        3 states, 2 transitions, depth 2
        At: shown
          0. 2
          1. one less
             1
        Ends: holds
        GoesOn: violated
          0. 2
          1. one less
             1
          2. one less
             0
        GoesOnOrEnds: holds
        """,
        new Countdown([2], at: 1).Check().ToString());

    private sealed class Countdown : Specification<int, string>
    {
        private readonly int[] _initial;

        internal Countdown(int[] initial, int at, string name = "At")
        {
            _initial = initial;
            Sometimes("At", number => number == at);
            AlwaysReachable("Ends", number => number == 0);
            NeverDeadlocked("GoesOn");
            NeverDeadlocked(name == "At" ? "GoesOnOrEnds" : name, unless: number => number == 0);
        }

        protected override IEnumerable<int> Initial => _initial;

        protected override void Next(int state, Steps<int, string> steps) =>
            steps.When(state > 0, "one less", state - 1);
    }
}
