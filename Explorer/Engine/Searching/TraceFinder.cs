using System.Collections.Immutable;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// Finds shortest paths to states of a finished search. No predecessor is stored: each level is expanded once more,
/// from the last one back, to see which of its states lead to a state that is being asked about; of several, the least
/// is taken. All paths are found in the same passes.
/// </summary>
/// <typeparam name="TSystem">The system's own type.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="system">The system.</param>
/// <param name="visited">The states found.</param>
/// <param name="workers">How many threads expand states.</param>
/// <param name="exchange">What the parts of the search tell one another.</param>
/// <param name="cancellation">Ends it early, with an <see cref="OperationCanceledException"/>.</param>
internal sealed class TraceFinder<TSystem, TCode>(
    TSystem system,
    VisitedSet<TCode> visited,
    int workers,
    Exchange<TCode> exchange,
    CancellationToken cancellation)
    where TSystem : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>
    /// A shortest path to each witness: the initial state and the labels, the witness's own label last.
    /// </summary>
    internal (TCode Initial, ImmutableArray<uint> Labels)[] PathsTo(IReadOnlyList<Witness<TCode>> witnesses)
    {
        var paths = witnesses.Select(witness => new Path(witness)).ToList();
        for (int level = witnesses.Select(witness => witness.Level).DefaultIfEmpty(0).Max(); level > 0; level--)
        {
            List<Path> current = [.. paths.Where(path => path.Level == level)];
            var asked = current.Select(path => path.State).ToHashSet();
            Dictionary<TCode, Step> steps = StepsInto(asked, level - 1);
            foreach (Path path in current)
            {
                path.Prepend(steps.TryGetValue(path.State, out Step step)
                    ? step
                    : throw new MissingStateException("Nothing leads to a state that was found."));
            }
        }

        return [.. paths.Select(path => (path.State, path.Labels()))];
    }

    // For each state asked about, the least step into it from a state of the level before.
    private Dictionary<TCode, Step> StepsInto(HashSet<TCode> asked, int level)
    {
        ulong filter = asked.Aggregate(0ul, (bits, code) => bits | Bit(in code));
        var found = new Dictionary<TCode, Step>?[VisitedSet<TCode>.ShardCount];
        int[] shards = [.. Enumerable.Range(0, found.Length).Where(exchange.Owns)];
        exchange.Attempt(() => visited.Visit(workers, shards, Expand, static () => { }, cancellation));

        var all = new Dictionary<TCode, Step>();
        foreach ((TCode successor, Step step) in found.SelectMany(steps => steps ?? []))
        {
            Keep(all, in successor, step);
        }

        Share(all);
        return all;

        void Expand(int index)
        {
            var steps = new Dictionary<TCode, Step>();
            found[index] = steps;
            foreach (TCode state in visited.StatesOf(index, level))
            {
                var sink = new Sink(state, filter, asked, steps);
                system.Expand(in state, ref sink);
            }
        }
    }

    // The least steps that any part knows of.
    private void Share(Dictionary<TCode, Step> steps)
    {
        if (exchange.IsAlone)
        {
            return;
        }

        foreach ((TCode successor, Step step) in steps)
        {
            exchange.SendToAll(step.Label, Exchange<TCode>.WordsIn([successor, step.From]));
        }

        exchange.Complete([], (_, label, words) =>
        {
            ReadOnlySpan<TCode> codes = Exchange<TCode>.CodesIn(words);
            Keep(steps, in codes[0], new Step(codes[1], (uint)label));
        });
    }

    private static void Keep(Dictionary<TCode, Step> steps, in TCode successor, Step step)
    {
        if (!steps.TryGetValue(successor, out Step known) || step.Precedes(known))
        {
            steps[successor] = step;
        }
    }

    private static ulong Bit(in TCode code) => 1ul << (int)(code.Hash & 63);

    private readonly record struct Step(TCode From, uint Label)
    {
        internal bool Precedes(Step other)
        {
            int order = From.CompareTo(other.From);
            return order < 0 || (order == 0 && Label < other.Label);
        }
    }

    private sealed class Path
    {
        private readonly Stack<uint> _labels = new();

        internal Path(Witness<TCode> witness)
        {
            Level = witness.Level;
            State = witness.State;
            if (witness.Label is { } label)
            {
                _labels.Push(label);
            }
        }

        internal int Level { get; private set; }

        internal TCode State { get; private set; }

        internal void Prepend(Step step)
        {
            Level--;
            State = step.From;
            _labels.Push(step.Label);
        }

        internal ImmutableArray<uint> Labels() => [.. _labels];
    }

    private readonly struct Sink(TCode from, ulong filter, HashSet<TCode> asked, Dictionary<TCode, Step> steps)
        : ITransitionSink<TCode>
    {
        public ulong Wanted => 0;

        public ulong Counted => 0;

        public bool MovesOnly => false;

        public bool Satisfied => false;

        public void State(ulong flags, long orbit)
        {
        }

        public void Occurred(ulong flags)
        {
        }

        public void Transition(uint label, in TCode successor, ulong flags)
        {
            if ((filter & Bit(in successor)) != 0 && asked.Contains(successor))
            {
                Keep(steps, in successor, new Step(from, label));
            }
        }

        public void Disabled(uint label, ulong flags)
        {
        }

        public void Disabled(long count)
        {
        }
    }
}
