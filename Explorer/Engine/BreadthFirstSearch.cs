using System.Numerics;

namespace ModelCheck.Explorer.Engine;

/// <summary>
/// Finds every reachable state, level by level. Each level alternates between two phases: the workers expand parts of
/// the frontier and put successors into outboxes, one for each shard of the visited set; then they empty the outboxes,
/// shard by shard. Which worker does what changes no figure: a state's level is its distance from the initial state.
/// </summary>
/// <typeparam name="TSystem">The system's own type, so that the loop is compiled for it.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class BreadthFirstSearch<TSystem, TCode> : IDisposable
    where TSystem : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private const int ChunkLength = 512;
    private const int OutboxBytes = 16 << 20;
    private const int PrefetchDistance = 16;

    private readonly TSystem _system;
    private readonly SearchLimits _limits;
    private readonly SearchProgress _progress;
    private readonly MemoryBudget _budget;
    private readonly Worker[] _workers;
    private readonly List<long> _levels = [];
    private CodeList<TCode>[] _frontier;
    private CodeList<TCode>[] _next;

    internal BreadthFirstSearch(TSystem system, SearchLimits limits, SearchProgress progress, MemoryBudget budget)
    {
        _system = system;
        _limits = limits;
        _progress = progress;
        _budget = budget;
        Visited = new VisitedSet<TCode>(budget);
        _frontier = Lists();
        _next = Lists();
        _workers = [.. Enumerable.Range(0, limits.Workers).Select(_ => new Worker(Lists()))];
        Sightings = new Sighting<TCode>?[system.Properties.Count];
    }

    /// <summary>The states found.</summary>
    internal VisitedSet<TCode> Visited { get; }

    /// <summary>How many states each level has.</summary>
    internal IReadOnlyList<long> Levels => _levels;

    /// <summary>How many transitions were followed.</summary>
    internal long Transitions => _workers.Sum(worker => worker.Transitions);

    /// <summary>How many refusals were met.</summary>
    internal long Refusals => _workers.Sum(worker => worker.Refusals);

    /// <summary>
    /// What was expanded, counted without reduction: each state, transition and refusal as often as the state it
    /// belongs to stands for others.
    /// </summary>
    internal UnreducedCounts Unreduced => new(
        _workers.Sum(worker => worker.UnreducedStates),
        _workers.Sum(worker => worker.UnreducedTransitions),
        _workers.Sum(worker => worker.UnreducedRefusals));

    /// <summary>For each property that is no branching one, where its flag was first raised.</summary>
    internal Sighting<TCode>?[] Sightings { get; }

    private bool IsViolated => Sightings.Where((sighting, bit) => sighting is not null
        && _system.Properties[bit].Kind is (PropertyKind.Invariant or PropertyKind.StepRequirement)).Any();

    /// <inheritdoc/>
    public void Dispose()
    {
        Visited.Dispose();
        foreach (CodeList<TCode> list in _frontier.Concat(_next).Concat(_workers.SelectMany(worker => worker.Outboxes)))
        {
            list.Dispose();
        }
    }

    /// <summary>Searches until nothing is left or a limit is met.</summary>
    internal StopReason Run(CancellationToken cancellation)
    {
        try
        {
            return Search(cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return StopReason.Interrupted;
        }
        catch (MemoryBoundException)
        {
            return StopReason.Memory;
        }
        finally
        {
            long reached = _next.Sum(list => (long)list.Count);
            if (reached > 0)
            {
                _levels.Add(reached);
            }

            KeepSightings();
        }
    }

    private StopReason Search(CancellationToken cancellation)
    {
        TCode initial = _system.Initial;
        int home = VisitedSet<TCode>.ShardOf(initial.Hash);
        _next[home].Reserve();
        Visited.Shards[home].Insert(in initial, initial.Hash, 0);
        _next[home].Add(in initial);
        for (int level = 0; ; level++)
        {
            (_frontier, _next) = (_next, _frontier);
            Array.ForEach(_next, list => list.Clear());
            long states = _frontier.Sum(list => (long)list.Count);
            if (states == 0)
            {
                return StopReason.Exhausted;
            }

            _levels.Add(states);
            if (Visited.Count >= _limits.MaximalStates)
            {
                return StopReason.States;
            }

            if (level == VisitedShard<TCode>.MaximalLevel)
            {
                return StopReason.Levels;
            }

            if (_limits.UntilViolated && IsViolated)
            {
                return StopReason.Violated;
            }

            SearchLevel(level, states, cancellation);
            KeepSightings();
        }
    }

    private void SearchLevel(int level, long states, CancellationToken cancellation)
    {
        ulong wanted = Undecided();
        Chunk[] chunks = [.. Chunks()];

        // A few hundred states are expanded faster than other threads are woken.
        int workers = Math.Min(_limits.Workers, chunks.Length);
        int next = -1;
        while (next < chunks.Length - 1)
        {
            long known = Visited.Count;
            Report(level, known, states);
            Workers.Run(workers, index =>
            {
                Worker worker = _workers[index];
                worker.Begin(level, wanted);
                while (!worker.IsFull)
                {
                    cancellation.ThrowIfCancellationRequested();
                    int taken = Interlocked.Increment(ref next);
                    if (taken >= chunks.Length)
                    {
                        break;
                    }

                    Chunk chunk = chunks[taken];
                    worker.Expand(in _system, _frontier[chunk.Shard].Codes.Slice(chunk.Start, chunk.Length));
                    Report(level, known, states);
                }
            });
            Workers.Share(workers, VisitedSet<TCode>.ShardCount, shard => Store(shard, level + 1), cancellation);
        }
    }

    private void Report(int level, long known, long frontier) =>
        _progress.Report(level, known, Transitions, frontier, _budget.Taken);

    // Empties what every worker has put into a shard's outboxes.
    private void Store(int index, int level)
    {
        VisitedShard<TCode> shard = Visited.Shards[index];
        CodeList<TCode> next = _next[index];
        foreach (Worker worker in _workers)
        {
            CodeList<TCode> outbox = worker.Outboxes[index];
            ReadOnlySpan<TCode> codes = outbox.Codes;
            for (int i = 0; i < codes.Length; i++)
            {
                if (i + PrefetchDistance < codes.Length)
                {
                    shard.Prefetch(codes[i + PrefetchDistance].Hash);
                }

                // First the room: a state that was visited but is on no level would be lost to the counts.
                next.Reserve();
                if (shard.Insert(in codes[i], codes[i].Hash, level))
                {
                    next.Add(in codes[i]);
                }
            }

            outbox.Clear();
        }
    }

    private IEnumerable<Chunk> Chunks()
    {
        for (int shard = 0; shard < _frontier.Length; shard++)
        {
            for (int start = 0; start < _frontier[shard].Count; start += ChunkLength)
            {
                yield return new Chunk(shard, start, Math.Min(ChunkLength, _frontier[shard].Count - start));
            }
        }
    }

    private CodeList<TCode>[] Lists() =>
        [.. Enumerable.Range(0, VisitedSet<TCode>.ShardCount).Select(_ => new CodeList<TCode>(_budget))];

    // The properties whose flags can still say something new; branching ones are judged over the finished set.
    private ulong Undecided()
    {
        ulong wanted = 0;
        for (int bit = 0; bit < Sightings.Length; bit++)
        {
            if (Sightings[bit] is null && _system.Properties[bit].Kind != PropertyKind.Branching)
            {
                wanted |= 1ul << bit;
            }
        }

        return wanted;
    }

    private void KeepSightings()
    {
        foreach (Worker worker in _workers)
        {
            foreach ((int bit, Sighting<TCode> sighting) in worker.Sightings)
            {
                if (sighting.Precedes(Sightings[bit]))
                {
                    Sightings[bit] = sighting;
                }
            }

            worker.Sightings.Clear();
        }
    }

    private readonly record struct Chunk(int Shard, int Start, int Length);

    /// <summary>What one worker counts and collects.</summary>
    private sealed class Worker(CodeList<TCode>[] outboxes)
    {
        private int _level;
        private TCode _state;
        private long _orbit = 1;

        internal CodeList<TCode>[] Outboxes { get; } = outboxes;

        internal Dictionary<int, Sighting<TCode>> Sightings { get; } = [];

        internal long Transitions { get; private set; }

        internal long Refusals { get; private set; }

        internal long UnreducedStates { get; private set; }

        internal long UnreducedTransitions { get; private set; }

        internal long UnreducedRefusals { get; private set; }

        internal ulong Wanted { get; private set; }

        internal bool IsFull => Pending * System.Runtime.CompilerServices.Unsafe.SizeOf<TCode>() >= OutboxBytes;

        private long Pending { get; set; }

        internal void Begin(int level, ulong wanted)
        {
            _level = level;
            Wanted = wanted;
            Pending = 0;
        }

        internal void Expand(in TSystem system, ReadOnlySpan<TCode> states)
        {
            var sink = new Sink(this);
            foreach (ref readonly TCode state in states)
            {
                _state = state;
                system.Expand(in state, ref sink);
            }
        }

        internal void Send(in TCode successor)
        {
            Transitions++;
            UnreducedTransitions += _orbit;
            Pending++;
            Outboxes[VisitedSet<TCode>.ShardOf(successor.Hash)].Add(in successor);
        }

        internal void StandFor(long orbit)
        {
            _orbit = orbit;
            UnreducedStates += orbit;
        }

        internal void Refuse(long count)
        {
            Refusals += count;
            UnreducedRefusals += count * _orbit;
        }

        internal void See(ulong flags, uint? label)
        {
            for (ulong rest = flags & Wanted; rest != 0; rest &= rest - 1)
            {
                int bit = BitOperations.TrailingZeroCount(rest);
                var sighting = new Sighting<TCode>(_level, _state, label);
                if (sighting.Precedes(Sightings.GetValueOrDefault(bit)))
                {
                    Sightings[bit] = sighting;
                }
            }
        }
    }

    private readonly struct Sink(Worker worker) : ITransitionSink<TCode>
    {
        public ulong Wanted => worker.Wanted;

        public bool MovesOnly => false;

        public bool Satisfied => false;

        public void State(ulong flags, long orbit)
        {
            worker.StandFor(orbit);
            if (flags != 0)
            {
                worker.See(flags, null);
            }
        }

        public void Granted(uint label, in TCode successor, ulong flags)
        {
            worker.Send(in successor);
            if (flags != 0)
            {
                worker.See(flags, label);
            }
        }

        public void Refused(uint label, ulong flags)
        {
            worker.Refuse(1);
            if (flags != 0)
            {
                worker.See(flags, label);
            }
        }

        public void Refused(long count) => worker.Refuse(count);
    }
}
