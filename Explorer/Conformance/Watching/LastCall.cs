using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Watching;

/// <summary>
/// What a service was doing when it was last heard of: it hangs, or has ended the process that it ran in.
/// </summary>
public sealed class LastCall
{
    private readonly ServiceCall _call;
    private readonly Operation _operation;
    private readonly int _number;
    private readonly ImmutableArray<uint> _operations;
    private readonly RestoredState? _restored;

    internal LastCall(Strand strand)
    {
        _call = strand.Call;
        _operation = strand.Operation;
        _number = strand.Number;
        _operations = strand.Operations;
        _restored = strand.Restored;
    }

    /// <summary>How many operations had been asked of it, the last included.</summary>
    public int Operations => _operations.Length;

    /// <summary>
    /// Says where that is: what was granted on the way there, and what was asked then. What was written through regions
    /// on the way is not part of it: the service does not see that.
    /// </summary>
    /// <param name="model">The policy and the bounds.</param>
    /// <param name="end">What became of it, in words.</param>
    /// <returns>The divergence.</returns>
    public Divergence Under(IModel model, string end)
    {
        ArgumentNullException.ThrowIfNull(model);
        ImmutableArray<uint>? way = _restored is null ? [] : SoughtState.WayTo(model, _restored);
        var whole = Trace.Replay(model, [.. way ?? [], .. _operations]);

        // A refusal changes nothing, so what was refused leads nowhere.
        var trace = new Trace(
            [.. whole.Steps.Where((step, index) => step.Outcome.IsGranted || IsPending(index, whole))]);
        State after = trace.States(model)[^1];
        return new Divergence(
            trace,
            $"asked for {Text()}, the implementation {end}",
            IsReplayed: _restored is null && trace.Steps.Length == whole.Steps.Length,
            new ModelView(model).Of(in after, model.Audit(in after)),
            Implementation: null);
    }

    /// <summary>The same as what came of comparing everywhere: the search ended there; counts are lost.</summary>
    /// <param name="model">The policy and the bounds.</param>
    /// <param name="end">What became of the service, in words.</param>
    /// <param name="states">How many states the search had found; 0 when that is lost, too.</param>
    /// <param name="transitions">How many transitions it had followed.</param>
    /// <returns>The result.</returns>
    public ConformanceResult Exhaustive(IModel model, string end, long states, long transitions)
    {
        ArgumentNullException.ThrowIfNull(model);
        return new ConformanceResult(
            model.Policy,
            model.Scope,
            new SearchResult(
                StopReason.Violated,
                states,
                transitions,
                DisabledActions: 0,
                Levels: [],
                Seconds: 0,
                PeakBytes: 0,
                Findings: [],
                new UnreducedCounts(states, transitions, DisabledActions: 0)),
            Comparisons: 0,
            Leading: 0,
            Under(model, end));
    }

    /// <summary>The same as what came of a random run: counts are those since the service was fresh.</summary>
    /// <param name="model">The policy and the bounds.</param>
    /// <param name="end">What became of the service, in words.</param>
    /// <param name="plan">What the run was to do.</param>
    /// <returns>The result.</returns>
    public SoakResult RandomRun(IModel model, string end, SoakPlan plan)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(plan);
        Divergence divergence = Under(model, end);
        var tally = new OutcomeTally();
        foreach (TraceStep step in divergence.Trace.Steps)
        {
            tally.Add(step.Operation.Kind, step.Outcome);
        }

        return new SoakResult(
            model.Policy,
            model.Scope,
            plan.Seed,
            plan.Operations,
            Services: 1,
            Comparisons: 0,
            [.. tally.Entries.Select(entry => new OutcomeCount(entry.Kind, entry.Refusal, entry.Count))],
            Seconds: 0,
            Interrupted: false,
            plan.IsSteered,
            Coverage: null,
            new MinimisedFailure(
                model.Policy,
                model.Scope,
                divergence.Trace.Steps.Length,
                divergence,
                model.Scope,
                Minimal: null,
                StatesBefore: 0,
                $"what {end} is not asked again"));
    }

    private bool IsPending(int step, Trace whole) =>
        _call == ServiceCall.Operation && _number == 1 && step == whole.Steps.Length - 1;

    private string Text() => _call switch
    {
        ServiceCall.None => "nothing",
        ServiceCall.Create => "a fresh service",
        ServiceCall.Operation => $"{_operation}{(_number == 0 ? " through a stale capability" : string.Empty)}",
        ServiceCall.FreeFrames or ServiceCall.SelfCheck or ServiceCall.Save or ServiceCall.Load
            or ServiceCall.Matches or ServiceCall.Restore => $"{_call}",
        ServiceCall.UsedBy or ServiceCall.QuotaOf or ServiceCall.CanName or ServiceCall.GivenBy =>
            $"{_call}({new SessionId(_number)})",
        ServiceCall.IsFree => $"{_call}({new Frame(_number)})",
        ServiceCall.DataspaceAt or ServiceCall.DataspaceCapabilityAt => $"{_call}({new DataspaceId(_number)})",
        ServiceCall.RegionAt or ServiceCall.RegionCapabilityAt => $"{_call}({new RegionId(_number)})",
    };
}
