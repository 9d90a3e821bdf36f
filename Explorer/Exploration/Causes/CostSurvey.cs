using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// What a policy costs in the states that can be reached, level by level: how much it lets lie idle, and what is
/// refused. Everything is of the levels that lie within a bound on states as a whole, so that it does not depend on an
/// order.
/// </summary>
/// <param name="IsComplete">Whether that is every reachable state.</param>
/// <param name="Levels">
/// The levels, from that of the initial state on. The last one was not expanded unless all is complete: its transitions
/// are not counted.
/// </param>
/// <param name="Stranded">
/// The most frames that are allocated and that no live dataspace covers; null where there is never any.
/// </param>
/// <param name="Hostage">
/// The most frames that a session is charged for beyond those that its own live dataspaces cover, each as often as it
/// is charged too often; what aliases cost beside frames is not among them. Null where there is never any.
/// </param>
/// <param name="Cascade">The most live dataspaces that one operation took away; null where none was taken away.</param>
/// <param name="Outcomes">How often each kind of operation had each outcome, by kind and then refusal.</param>
public sealed record CostSurvey(
    bool IsComplete,
    ImmutableArray<SurveyLevel> Levels,
    WorstCase? Stranded,
    WorstCase? Hostage,
    WorstCase? Cascade,
    ImmutableArray<OutcomeCount> Outcomes)
{
    /// <summary>How many states lie within.</summary>
    public int States => Levels.Sum(level => level.States);

    /// <summary>How many transitions leave the states that were expanded.</summary>
    public long Transitions => Levels.Sum(level => level.Transitions);

    /// <summary>Those of <see cref="Outcomes"/> that are refusals.</summary>
    public IEnumerable<OutcomeCount> Refusals => Outcomes.Where(outcome => outcome.Refusal != Refusal.None);

    /// <summary>Looks at a policy within a scope.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="maximalStates">How many states there may be in the levels that are looked at, at least 1.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The costs.</returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static CostSurvey Of(IModel model, int maximalStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentOutOfRangeException.ThrowIfLessThan(maximalStates, 1);
        var states = new ReachableStates(model, default);
        var levels = ImmutableArray.CreateBuilder<SurveyLevel>();
        var costs = new Costs();
        int first = 0;
        int end = states.Count;
        while (first < end)
        {
            var observer = new Observer(states, maximalStates, costs);
            for (int number = first; number < end && !observer.IsSatisfied; number++)
            {
                cancellation.ThrowIfCancellationRequested();
                states.Expand(number, observer);
            }

            if (observer.IsSatisfied)
            {
                // What was seen of a level that is too large does not count.
                levels.Add(new SurveyLevel(end - first, 0, 0));
                return costs.Survey(isComplete: false, levels.ToImmutable(), states);
            }

            levels.Add(new SurveyLevel(end - first, observer.Transitions, observer.Again));
            costs = observer.Costs;
            (first, end) = (end, states.Count);
        }

        return costs.Survey(isComplete: true, levels.ToImmutable(), states);
    }

    // What is known of the states of some levels.
    private sealed class Costs
    {
        private static readonly int Refusals = Enum.GetValues<Refusal>().Length;

        private readonly long[] _outcomes;
        private Extreme _stranded;
        private Extreme _hostage;
        private Extreme _cascade;

        internal Costs() => _outcomes = new long[Enum.GetValues<OperationKind>().Length * Refusals];

        internal Costs(Costs known)
        {
            _outcomes = [.. known._outcomes];
            (_stranded, _hostage, _cascade) = (known._stranded, known._hostage, known._cascade);
        }

        internal void Enter(in StateView at, int number)
        {
            FrameSet stranded = at.Ledger.Allocated - at.State.FramesOf(at.State.Live);
            if (stranded.Count > _stranded.Amount)
            {
                _stranded = new Extreme(stranded.Count, number, null, null);
            }

            foreach (SessionId session in at.Sessions)
            {
                FrameBag charged = at.Charged(session);
                FrameBag covered = at.State.CoverOf(at.State.OwnedBy(session) & at.State.Live);
                int beyond = charged <= covered ? 0 : Beyond(charged, covered);
                if (beyond > _hostage.Amount)
                {
                    _hostage = new Extreme(beyond, number, null, session);
                }
            }
        }

        internal void Count(OperationKind kind, Refusal refusal) => _outcomes[((int)kind * Refusals) + (int)refusal]++;

        internal void Take(int count, int from, Operation operation)
        {
            if (count > _cascade.Amount)
            {
                _cascade = new Extreme(count, from, operation, null);
            }
        }

        internal CostSurvey Survey(bool isComplete, ImmutableArray<SurveyLevel> levels, ReachableStates states) => new(
            isComplete,
            levels,
            _stranded.CaseIn(states),
            _hostage.CaseIn(states),
            _cascade.CaseIn(states),
            [
                .. _outcomes.Index().Where(outcome => outcome.Item > 0).Select(outcome => new OutcomeCount(
                    (OperationKind)(outcome.Index / Refusals), (Refusal)(outcome.Index % Refusals), outcome.Item)),
            ]);

        private static int Beyond(FrameBag charged, FrameBag covered)
        {
            int beyond = 0;
            foreach (Frame frame in charged.Support)
            {
                beyond += Math.Max(charged.CountOf(frame) - covered.CountOf(frame), 0);
            }

            return beyond;
        }
    }

    // The first state, or step out of one, with the largest number.
    private readonly record struct Extreme(int Amount, int Number, Operation? Step, SessionId? Session)
    {
        internal WorstCase? CaseIn(ReachableStates states)
        {
            if (Amount == 0)
            {
                return null;
            }

            ImmutableArray<Operation> way = states.WayTo(Number);
            return new WorstCase(Amount, Session, new Trace(states.Replay(Step is { } step ? way.Add(step) : way)));
        }
    }

    private sealed class Observer(ReachableStates states, int maximalStates, Costs known) : IStepObserver
    {
        public Costs Costs { get; } = new(known);

        public long Transitions { get; private set; }

        public long Again { get; private set; }

        public bool IsSatisfied => states.Count > maximalStates;

        public bool Allows(Operation operation) => true;

        public void Observe(
            int from, in StateView before, Operation operation, Outcome outcome, in State after, int to, bool isNew)
        {
            Costs.Count(operation.Kind, outcome.Refusal);
            if (!outcome.IsGranted)
            {
                return;
            }

            Transitions++;
            DataspaceSet taken = before.State.Live - after.Live;
            if (taken.Count > 0)
            {
                Costs.Take(taken.Count, from, operation);
            }

            if (isNew)
            {
                states.Model.Audit(in after, out Ledger ledger);
                Costs.Enter(before.Of(in after, in ledger), to);
            }
            else
            {
                Again++;
            }
        }
    }
}

/// <summary>The states that so many steps lead to, and no fewer.</summary>
/// <param name="States">How many there are.</param>
/// <param name="Transitions">How many transitions leave them.</param>
/// <param name="Again">How many of these lead to a state that was found before.</param>
public readonly record struct SurveyLevel(int States, long Transitions, long Again);

/// <summary>The worst that was seen of something.</summary>
/// <param name="Amount">How many.</param>
/// <param name="Session">Whom it concerns, if it is one session.</param>
/// <param name="Trace">A shortest trace to it.</param>
public sealed record WorstCase(int Amount, SessionId? Session, Trace Trace);
