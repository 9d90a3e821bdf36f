using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Model;

/// <summary>
/// The simplest explorer there can be: a hash set of whole states and a queue. It shares the model with the engine and
/// nothing else: no codes, no visited table, no buffers, no list of operations.
/// </summary>
internal sealed class NaiveExplorer
{
    private readonly HashSet<State> _states = [default];

    internal NaiveExplorer(IModel model)
    {
        var queue = new Queue<(State State, int Level)>([(default, 0)]);
        while (queue.TryDequeue(out (State State, int Level) next))
        {
            Depth = next.Level;
            Ledger ledger = model.Audit(in next.State);
            foreach (Operation operation in Instances.Of(model, in next.State))
            {
                State after = default;
                if (!model.Apply(in next.State, in ledger, operation, ref after).IsGranted)
                {
                    Refusals++;
                    continue;
                }

                Transitions++;
                if (_states.Add(after))
                {
                    queue.Enqueue((after, next.Level + 1));
                }
            }
        }
    }

    /// <summary>Every reachable state.</summary>
    internal IReadOnlyCollection<State> States => _states;

    internal long Transitions { get; private set; }

    internal long Refusals { get; private set; }

    internal int Depth { get; private set; }

    /// <summary>All four counts, to be compared at once.</summary>
    internal StateCounts Counts => new(_states.Count, Transitions, Refusals, Depth);
}
