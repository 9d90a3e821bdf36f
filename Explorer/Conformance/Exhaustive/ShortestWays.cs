using System.Collections.Concurrent;
using System.Collections.Immutable;

using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Exhaustive;

/// <summary>
/// A shortest way to each state that was found: for a service that cannot be put into a state. Since the search goes
/// level by level, a state's level is known when it is first met; of all ways of that length it is the one with the
/// least codes, so that it is the same for any number of workers.
/// </summary>
/// <typeparam name="TCode">The codes of states.</typeparam>
/// <param name="initial">Where every way begins.</param>
internal sealed class ShortestWays<TCode>(TCode initial)
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>For how many states there is a way: some hundred bytes each.</summary>
    internal const long MaximalStates = 5_000_000;

    private readonly ConcurrentDictionary<TCode, Arrival> _arrivals = new();

    /// <summary>Notes a step between two states.</summary>
    internal void Add(in TCode from, Operation operation, Outcome outcome, in TCode to)
    {
        if (to.Equals(initial) || to.Equals(from))
        {
            return;
        }

        var arrival = new Arrival(LevelOf(from) + 1, from, new TraceStep(operation, outcome));
        while (!_arrivals.TryAdd(to, arrival))
        {
            Arrival known = _arrivals[to];
            if (!arrival.IsBefore(known) || _arrivals.TryUpdate(to, arrival, known))
            {
                return;
            }
        }
    }

    /// <summary>A shortest way to a state that was met.</summary>
    internal ImmutableArray<TraceStep> To(TCode code)
    {
        var steps = new TraceStep[LevelOf(code)];
        for (int step = steps.Length - 1; step >= 0; step--)
        {
            Arrival arrival = _arrivals[code];
            steps[step] = arrival.Step;
            code = arrival.From;
        }

        return ImmutableArray.Create(steps);
    }

    private int LevelOf(TCode code) => code.Equals(initial) ? 0 : _arrivals[code].Level;

    private readonly record struct Arrival(int Level, TCode From, TraceStep Step)
    {
        internal bool IsBefore(Arrival other) => Level != other.Level ? Level < other.Level
            : From.CompareTo(other.From) is var order && order != 0 ? order < 0
            : Step.Operation.Code < other.Step.Operation.Code;
    }
}
