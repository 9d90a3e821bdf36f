using System.Numerics;
using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>What one worker of a search counts and collects.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class SearchWorker<TCode> : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    private readonly TCode[] _codes = new TCode[Frontier<TCode>.ChunkLength];
    private readonly int[] _slots = new int[Frontier<TCode>.ChunkLength];
    private readonly CodeWidth<TCode> _width;
    private TCode _state;
    private readonly long[] _premises = new long[64];
    private readonly int[] _occurred = new int[64];
    private ulong _met;
    private ulong _wanted;
    private ulong _counted;
    private int _level;
    private int _sent;
    private long _disabled;
    private long _orbit = 1;
    private long _pending;
    private long _outboxBytes;

    internal SearchWorker(CodeWidth<TCode> width, MemoryBudget budget)
    {
        _width = width;
        Outboxes = [.. Enumerable.Range(0, VisitedSet<TCode>.ShardCount).Select(_ => new CodeList<TCode>(budget))];
    }

    /// <summary>The mixed codes of successors, for each shard.</summary>
    internal CodeList<TCode>[] Outboxes { get; }

    /// <summary>By property, the least witness since the last time somebody looked.</summary>
    internal Dictionary<int, Witness<TCode>> Witnesses { get; } = [];

    /// <summary>How many transitions it has followed.</summary>
    internal long Transitions { get; private set; }

    /// <summary>How often it has met a disabled action.</summary>
    internal long DisabledActions { get; private set; }

    /// <summary>The states it has expanded, each as often as it stands for others.</summary>
    internal long UnreducedStates { get; private set; }

    /// <summary>The transitions, counted in the same way.</summary>
    internal long UnreducedTransitions { get; private set; }

    /// <summary>The disabled actions, counted in the same way.</summary>
    internal long UnreducedDisabled { get; private set; }

    /// <summary>How often a property's premise occurred, counted in the same way.</summary>
    internal long PremisesOf(int bit) => _premises[bit];

    /// <summary>Whether the outboxes should be emptied.</summary>
    internal bool IsFull => _pending * Unsafe.SizeOf<TCode>() >= _outboxBytes;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (CodeList<TCode> outbox in Outboxes)
        {
            outbox.Dispose();
        }
    }

    /// <summary>Counts what was done before the search was saved.</summary>
    internal void CountBefore(
        long transitions, long disabled, UnreducedCounts unreduced, ReadOnlySpan<long> premises)
    {
        for (int bit = 0; bit < premises.Length; bit++)
        {
            _premises[bit] += premises[bit];
        }

        Transitions += transitions;
        DisabledActions += disabled;
        UnreducedStates += unreduced.States;
        UnreducedTransitions += unreduced.Transitions;
        UnreducedDisabled += unreduced.DisabledActions;
    }

    /// <summary>Begins a phase.</summary>
    /// <param name="level">The level being expanded.</param>
    /// <param name="wanted">The properties whose flags are looked at.</param>
    /// <param name="counted">The properties whose premises are counted.</param>
    /// <param name="outboxBytes">How many bytes of successors it may collect.</param>
    internal void Begin(int level, ulong wanted, ulong counted, long outboxBytes)
    {
        _outboxBytes = outboxBytes;
        _level = level;
        _wanted = wanted;
        _counted = counted;
        _pending = 0;
    }

    /// <summary>
    /// Takes some states and expands them. What there is no memory for is given back, and the counts do not have it.
    /// </summary>
    /// <returns>False when nothing was left.</returns>
    internal bool TryExpand<TSystem>(in TSystem system, Frontier<TCode> frontier)
        where TSystem : ITransitionSystem<TCode>
    {
        if (!frontier.TryTake(_codes, _slots, out int count))
        {
            return false;
        }

        int expanded = 0;
        try
        {
            var sink = new Sink(this);
            for (; expanded < count; expanded++)
            {
                _state = _codes[expanded].Unmixed(_width.Bits);
                _sent = 0;
                _disabled = 0;
                Forget();
                system.Expand(in _state, ref sink);
                Count();
            }
        }
        finally
        {
            frontier.Return(_codes.AsSpan(expanded..count));
        }

        return true;
    }

    private void Count()
    {
        Transitions += _sent;
        DisabledActions += _disabled;
        UnreducedStates += _orbit;
        UnreducedTransitions += _sent * _orbit;
        UnreducedDisabled += _disabled * _orbit;
        _pending += _sent;
        for (ulong rest = _met; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            _premises[bit] += _occurred[bit] * _orbit;
        }
    }

    // What has occurred in the state before, or in one that there was no memory for and that comes again.
    private void Forget()
    {
        for (ulong rest = _met; rest != 0; rest &= rest - 1)
        {
            _occurred[BitOperations.TrailingZeroCount(rest)] = 0;
        }

        _met = 0;
    }

    private void Occurred(ulong flags)
    {
        ulong premises = flags & _counted;
        _met |= premises;
        for (ulong rest = premises; rest != 0; rest &= rest - 1)
        {
            _occurred[BitOperations.TrailingZeroCount(rest)]++;
        }
    }

    private void See(ulong flags, uint? label)
    {
        for (ulong rest = flags & _wanted; rest != 0; rest &= rest - 1)
        {
            int bit = BitOperations.TrailingZeroCount(rest);
            var witness = new Witness<TCode>(_level, _state, label);
            if (witness.Precedes(Witnesses.GetValueOrDefault(bit)))
            {
                Witnesses[bit] = witness;
            }
        }
    }

    private readonly struct Sink(SearchWorker<TCode> worker) : ITransitionSink<TCode>
    {
        public ulong Wanted => worker._wanted;

        public ulong Counted => worker._counted;

        public bool MovesOnly => false;

        public bool Satisfied => false;

        public void Occurred(ulong flags) => worker.Occurred(flags);

        public void State(ulong flags, long orbit)
        {
            worker._orbit = orbit;
            if (flags != 0)
            {
                worker.See(flags, null);
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Transition(uint label, in TCode successor, ulong flags)
        {
            TCode mixed = worker._width.Mix(in successor);
            worker.Outboxes[VisitedSet<TCode>.ShardOf(in mixed)].Add(in mixed);
            worker._sent++;
            if (flags != 0)
            {
                worker.See(flags, label);
            }
        }

        public void Disabled(uint label, ulong flags)
        {
            worker._disabled++;
            if (flags != 0)
            {
                worker.See(flags, label);
            }
        }

        public void Disabled(long count) => worker._disabled += count;
    }
}
