using System.Collections.Immutable;

namespace ModelCheck.Properties.Peers.Tla;

/// <summary>A breadth-first search of a module.</summary>
internal static class TlaExploration
{
    /// <summary>Finds every reachable state.</summary>
    /// <param name="module">The module.</param>
    /// <param name="constants">What a configuration says.</param>
    /// <param name="invariants">Invariants that the module defines.</param>
    internal static SpecificationCounts Of(
        TlaModule module, IReadOnlyDictionary<string, TlaValue> constants, IReadOnlyList<string> invariants)
    {
        var evaluator = new TlaEvaluator(module, constants);
        ImmutableDictionary<string, TlaValue> initial = evaluator.InitialState();
        HashSet<string> states = [TextOf(initial)];
        HashSet<string> broken = [];
        Queue<(ImmutableDictionary<string, TlaValue> State, int Level)> queue = new([(initial, 0)]);
        long transitions = 0;
        int depth = 0;
        while (queue.TryDequeue(out (ImmutableDictionary<string, TlaValue> State, int Level) at))
        {
            depth = at.Level;
            broken.UnionWith(invariants.Where(invariant => !evaluator.Holds(invariant, at.State)));
            foreach (ImmutableDictionary<string, TlaValue> next in evaluator.StepsFrom(at.State))
            {
                transitions++;
                if (states.Add(TextOf(next)))
                {
                    queue.Enqueue((next, at.Level + 1));
                }
            }
        }

        return new SpecificationCounts(
            states.Count, transitions, depth, evaluator.Refusals, SpecificationCounts.Listed(broken));

        string TextOf(ImmutableDictionary<string, TlaValue> state) =>
            string.Join('\n', module.Variables.Select(variable => state[variable].Text));
    }
}
