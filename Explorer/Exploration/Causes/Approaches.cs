using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Causes;

/// <summary>How far an aim is from each of some states, and a shortest way from there.</summary>
/// <param name="Distances">How far it is.</param>
/// <param name="Ways">The steps of a shortest way; none where there is none.</param>
internal sealed record Approaches(ImmutableArray<Distance> Distances, ImmutableArray<ImmutableArray<TraceStep>> Ways)
{
    /// <summary>Looks for an aim from each state of a trace.</summary>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    internal static Approaches Along(
        IModel model,
        Aim aim,
        ImmutableArray<State> states,
        int maximalStates,
        CancellationToken cancellation)
    {
        var distances = ImmutableArray.CreateBuilder<Distance>(states.Length);
        var ways = ImmutableArray.CreateBuilder<ImmutableArray<TraceStep>>(states.Length);
        var barren = new List<ReachableStates>();
        for (int at = 0; at < states.Length; at++)
        {
            State from = states[at];
            if (at > 0 && from == states[at - 1])
            {
                // A refusal, or a step that changes nothing.
                distances.Add(distances[at - 1]);
                ways.Add(ways[at - 1]);
            }
            else if (barren.Exists(known => known.Contains(in from)))
            {
                // The aim was not reached from some state, and this one was on the way.
                distances.Add(Distance.Never);
                ways.Add([]);
            }
            else
            {
                Approach approach = aim.From(model, in from, maximalStates, cancellation);
                distances.Add(approach.Distance);
                ways.Add(approach.Way);
                if (approach.Distance.Reach == Reach.Never)
                {
                    barren.Add(approach.States);
                }
            }
        }

        return new Approaches(distances.MoveToImmutable(), ways.MoveToImmutable());
    }
}
