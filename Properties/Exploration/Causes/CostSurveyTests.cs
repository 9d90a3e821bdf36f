using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>What a policy costs, against the counts of others and a plain look at every state.</summary>
public sealed class CostSurveyTests
{
    private static readonly OperationKinds Kinds =
        OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free);

    [Theory]
    [InlineData("Cascade", 2, 1, 2, 9, 21, 4)]
    [InlineData("FirstClass", 2, 1, 2, 28, 67, 8)]
    [InlineData("Cascade", 3, 2, 3, 4_385, 18_978, 11)]
    [InlineData("FirstClass", 3, 2, 3, 14_981, 60_118, 11)]
    public void The_counts_are_those_of_independent_programs(
        string lifetime, int frames, int sessions, int dataspaces, int states, int transitions, int depth)
    {
        IModel model = ModelOf(
            lifetime, "Holder", Scope.Uniform(frames, sessions, dataspaces, quota: frames, operations: Kinds));
        var survey = CostSurvey.Of(model, states, default);
        Assert.True(survey.IsComplete);
        Assert.Equal(
            (states, (long)transitions, depth), (survey.States, survey.Transitions, survey.Levels.Length - 1));
        Assert.Equal(transitions - (states - 1), survey.Levels.Sum(level => level.Again));
        Assert.Equal(transitions, survey.Outcomes.Where(one => one.Refusal == Refusal.None).Sum(one => one.Count));

        // One state less, and the last level is left out.
        var part = CostSurvey.Of(model, states - 1, default);
        Assert.False(part.IsComplete);
        Assert.Equal(
            survey.Levels.SkipLast(1).Select(level => level.States), part.Levels.Select(level => level.States));
        Assert.Equal(survey.Levels.Take(depth - 1), part.Levels.Take(depth - 1));
        Assert.Equal(new SurveyLevel(survey.Levels[depth - 1].States, 0, 0), part.Levels[^1]);
    }

    [Fact]
    public void Pinned_frames_lie_idle_and_hold_quota_hostage()
    {
        IModel model = ModelOf("Pin", "Holder", Scope.Uniform(3, 2, 3, quota: 3, operations: Kinds));
        var survey = CostSurvey.Of(model, 100_000, default);

        // An alias of one frame of three strands two, and the owner of the zombie pays for all three.
        Assert.Equal(2, survey.Stranded!.Amount);
        Assert.Equal(
            ["Alloc(s0, 3)", "Alias(s1, d0, ro, 0, 1)", "Free(s0, d0)"],
            survey.Stranded.Trace.Steps.Select(step => step.Operation.ToString()));
        Assert.Equal((3, S0), (survey.Hostage!.Amount, survey.Hostage.Session));
        Assert.Equal(3, survey.Hostage.Trace.Steps.Length);

        // A free takes away itself alone.
        Assert.Equal((1, 2), (survey.Cascade!.Amount, survey.Cascade.Trace.Steps.Length));
        Assert.Contains(survey.Refusals, one => one is { Kind: OperationKind.Alloc, Refusal: Refusal.OutOfQuota });
    }

    [Fact]
    public void Under_cascade_nothing_is_stranded_and_one_free_takes_all()
    {
        IModel model = ModelOf("Cascade", "Holder", Scope.Uniform(3, 2, 3, quota: 3, operations: Kinds));
        var survey = CostSurvey.Of(model, 100_000, default);
        Assert.Null(survey.Stranded);
        Assert.Null(survey.Hostage);
        Assert.Equal((3, 4), (survey.Cascade!.Amount, survey.Cascade.Trace.Steps.Length));
        Assert.Equal(OperationKind.Free, survey.Cascade.Trace.Steps[^1].Operation.Kind);
    }

    [Theory]
    [InlineData("Unlink", "Retainer", "Quarantine")]
    [InlineData("Managed", "Heir", "LateFlush")]
    [InlineData("Busy", "Allocator", "SealedMemfd")]
    public void Every_number_is_that_of_a_plain_look_at_all_states(string lifetime, string charging, string platform)
    {
        IModel model = ModelOf(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 1), platform);
        var survey = CostSurvey.Of(model, 50_000, default);
        Assert.True(survey.IsComplete);
        var outcomes = new Dictionary<(OperationKind, Refusal), long>();
        HashSet<State> known = [default];
        var open = new Queue<State>(known);
        int stranded = 0;
        int hostage = 0;
        int cascade = 0;
        while (open.TryDequeue(out State before))
        {
            stranded = Math.Max(stranded, StrandedIn(model, before));
            hostage = Math.Max(hostage, Sessions(model).Max(session => HostageIn(model, before, session)));
            foreach (Operation operation in Instances.Of(model, in before))
            {
                State after = before;
                Outcome outcome = model.Step(ref after, operation);
                outcomes[(operation.Kind, outcome.Refusal)] =
                    outcomes.GetValueOrDefault((operation.Kind, outcome.Refusal)) + 1;
                cascade = Math.Max(cascade, (before.Live - after.Live).Count);
                if (known.Add(after))
                {
                    open.Enqueue(after);
                }
            }
        }

        Assert.Equal(known.Count, survey.States);
        Assert.Equal(
            (stranded, hostage, cascade),
            (survey.Stranded?.Amount ?? 0, survey.Hostage?.Amount ?? 0, survey.Cascade?.Amount ?? 0));
        Assert.Equal(
            outcomes.Select(one => new OutcomeCount(one.Key.Item1, one.Key.Item2, one.Value))
                .OrderBy(one => one.Kind).ThenBy(one => one.Refusal),
            survey.Outcomes);
        Assert.Equal(stranded, survey.Stranded is null ? 0 : StrandedIn(model, EndOf(survey.Stranded)));
        Assert.Equal(
            hostage,
            survey.Hostage is null ? 0 : HostageIn(model, EndOf(survey.Hostage), survey.Hostage.Session!.Value));
        ImmutableArray<State> taking = survey.Cascade!.Trace.States(model);
        Assert.Equal(cascade, (taking[^2].Live - taking[^1].Live).Count);

        State EndOf(WorstCase worst) => worst.Trace.States(model)[^1];
    }

    [Fact]
    public void A_survey_can_be_ended_early()
    {
        using var ended = new CancellationTokenSource();
        ended.Cancel();
        Assert.Throws<OperationCanceledException>(
            () => CostSurvey.Of(ModelOf("Pin", "Holder", Roomy), 1, ended.Token));
        SurveyLevel only = Assert.Single(CostSurvey.Of(ModelOf("Pin", "Holder", Roomy), 1, default).Levels);
        Assert.Equal(new SurveyLevel(1, 0, 0), only);
    }

    private static IEnumerable<SessionId> Sessions(IModel model) =>
        Enumerable.Range(0, model.Scope.Sessions).Select(index => new SessionId(index));

    private static int StrandedIn(IModel model, State state) =>
        Enumerable.Range(0, model.Scope.Frames).Select(index => new Frame(index)).Count(frame =>
            model.Audit(in state).Allocated.Contains(frame) && !state.FramesOf(state.Live).Contains(frame));

    private static int HostageIn(IModel model, State state, SessionId session) =>
        Enumerable.Range(0, model.Scope.Frames).Select(index => new Frame(index)).Sum(frame => Math.Max(
            0,
            model.Audit(in state).ChargedTo(session).CountOf(frame)
                - state.CoverOf(state.OwnedBy(session) & state.Live).CountOf(frame)));
}
