using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// Judges the branching properties over a finished search: from which states can a goal be reached? The graph is not
/// stored. Each state has a mark, one bit for each property, that a goal is known to be reachable; sweeps over the
/// levels expand the unmarked states again and mark those with a marked successor, until a sweep marks nothing more.
/// Where another part of the search has a successor, it is asked, in batches (<see cref="MarkQuestions{TCode}"/>).
/// </summary>
/// <typeparam name="TSystem">The system's own type.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed partial class BranchingSweep<TSystem, TCode> : IDisposable
    where TSystem : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private readonly TSystem _system;
    private readonly VisitedSet<TCode> _visited;
    private readonly int _depth;
    private readonly int _workers;
    private readonly ulong _properties;
    private readonly MarkBits _bits;
    private readonly Exchange<TCode> _exchange;
    private readonly List<NativeBuffer<ushort>?> _marks = [];

    internal BranchingSweep(
        TSystem system,
        ulong properties,
        VisitedSet<TCode> visited,
        int depth,
        int workers,
        MemoryBudget budget,
        Exchange<TCode> exchange)
    {
        _system = system;
        _visited = visited;
        _depth = depth;
        _workers = workers;
        _properties = properties;
        _bits = new MarkBits(properties);
        _exchange = exchange;
        _packing = new CodePacking<TCode>(visited.CodeBits);
        exchange.Attempt(() => MakeMarks(budget));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (NativeBuffer<ushort>? marks in _marks)
        {
            marks?.Dispose();
        }
    }

    /// <summary>The flags of a system's branching properties, in groups that a mark has room for.</summary>
    internal static IEnumerable<ulong> GroupsOf(TSystem system) =>
        Enumerable.Range(0, system.Properties.Count)
            .Where(bit => system.Properties[bit].Kind == PropertyKind.AlwaysReachable)
            .Chunk(MarkBits.Capacity)
            .Select(bits => bits.Aggregate(0ul, (flags, bit) => flags | (1ul << bit)));

    /// <summary>
    /// For each property, the least state from which no goal can be reached; null when there is none.
    /// </summary>
    internal Witness<TCode>?[] Run(CancellationToken cancellation)
    {
        // No part goes on when there is one that has no room for its marks.
        _exchange.Complete([], static (_, _, _) => { });
        bool upwards = true;
        while (Sweep(upwards, cancellation))
        {
            upwards = !upwards;
        }

        return StuckStates(cancellation);
    }

    // One pass over all states; true iff it marked something and something is left unmarked.
    private bool Sweep(bool upwards, CancellationToken cancellation)
    {
        long gained = 0;
        long left = 0;
        for (int i = 0; i <= _depth; i++)
        {
            int level = upwards ? i : _depth - i;
            if (!_exchange.IsAlone)
            {
                (long levelGained, long levelLeft) = SweepAsking(level, cancellation);
                gained += levelGained;
                left += levelLeft;
                continue;
            }

            Workers.Share(
                _workers,
                _visited.Shards.Length,
                index =>
                {
                    (long shardGained, long shardLeft) =
                        SweepShard(index, new LevelWalk<TCode>(_visited, index, level), null);
                    Interlocked.Add(ref gained, shardGained);
                    Interlocked.Add(ref left, shardLeft);
                },
                cancellation);
        }

        long[] sums = _exchange.Complete([gained, left], static (_, _, _) => { });
        return sums[0] > 0 && sums[1] > 0;
    }

    // Goes on with a walk until its end, or until there are many questions to other parts.
    private (long Gained, long Left) SweepShard(int index, LevelWalk<TCode> walk, MarkQuestions<TCode>? questions)
    {
        long gained = 0;
        long left = 0;
        while (questions is not { AreMany: true } && walk.MoveNext())
        {
            ref ushort marks = ref _marks[index]![walk.Slot];
            ulong known = _bits.Unpack(Volatile.Read(ref marks));
            if (known == _properties)
            {
                continue;
            }

            TCode state = walk.Code;
            questions?.AskFor(walk.Slot);
            var sink = new Sink(this, known, questions);
            _system.Expand(in state, ref sink);
            if (sink.Known != known)
            {
                Volatile.Write(ref marks, _bits.Pack(sink.Known));
                gained++;
            }

            left += sink.Known == _properties ? 0 : 1;
        }

        return (gained, left);
    }

    private void MakeMarks(MemoryBudget budget)
    {
        try
        {
            foreach (VisitedShard<TCode> shard in _visited.Shards)
            {
                // Marks are looked up anywhere: all must be in memory.
                shard.Enter();
                _marks.Add(shard.Slots == 0 ? null : new NativeBuffer<ushort>(budget, shard.Slots));
            }
        }
        catch (MemoryBoundException)
        {
            Dispose();
            _visited.Evict();
            throw;
        }
    }

    // The marks of a state, as far as this part has it; else it asks, and there are none for the moment.
    private ulong MarksOf(in TCode code, MarkQuestions<TCode>? questions, ulong flags, ulong counterpart)
    {
        TCode mixed = _visited.Width.Mix(in code);
        int index = VisitedSet<TCode>.ShardOf(in mixed);
        int slot = _visited.Shards[index].Find(in mixed);
        if (slot < 0)
        {
            Ask(index, in mixed, questions, flags, counterpart);
            return 0;
        }

        return _bits.Unpack(Volatile.Read(ref _marks[index]![slot]));
    }

    private Witness<TCode>?[] StuckStates(CancellationToken cancellation)
    {
        var stuck = new Witness<TCode>?[_system.Properties.Count];
        _exchange.Attempt(() => Workers.Share(_workers, _visited.Shards.Length, Look, cancellation));
        Share(stuck);
        return stuck;

        void Look(int index)
        {
            int slots = _visited.Shards[index].Slots;
            for (int slot = 0; slot < slots; slot++)
            {
                int level = _visited.LevelAt(index, slot);
                ulong missing = level < 0 ? 0 : _properties & ~_bits.Unpack(_marks[index]![slot]);
                if (missing != 0)
                {
                    var witness = new Witness<TCode>(level, _visited.CodeAt(index, slot), null);
                    lock (stuck)
                    {
                        Keep(stuck, missing, witness);
                    }
                }
            }
        }
    }

    private static void Keep(Witness<TCode>?[] stuck, ulong properties, Witness<TCode> witness)
    {
        for (int bit = 0; bit < stuck.Length; bit++)
        {
            if ((properties >> bit & 1) != 0 && witness.Precedes(stuck[bit]))
            {
                stuck[bit] = witness;
            }
        }
    }

    private struct Sink(BranchingSweep<TSystem, TCode> sweep, ulong known, MarkQuestions<TCode>? questions)
        : ITransitionSink<TCode>
    {
        public ulong Known { get; private set; } = known;

        public readonly ulong Wanted => sweep._properties & ~Known;

        public readonly ulong Counted => 0;

        public readonly bool MovesOnly => true;

        public readonly bool Satisfied => Known == sweep._properties;

        public void State(ulong flags, long orbit) => Known |= flags & Wanted;

        public readonly void Occurred(ulong flags)
        {
        }

        public void Transition(uint label, in TCode successor, ulong flags)
        {
            ulong open = flags & Wanted;
            if (open != 0)
            {
                Known |= open & sweep.MarksOf(in successor, questions, open, 0);
            }
        }

        public void Leads(ulong flag, in TCode successor, ulong counterpart)
        {
            if ((flag & Wanted) != 0
                && (sweep.MarksOf(in successor, questions, flag, counterpart) & counterpart) != 0)
            {
                Known |= flag;
            }
        }

        public readonly void Disabled(uint label, ulong flags)
        {
        }

        public readonly void Disabled(long count)
        {
        }
    }
}
