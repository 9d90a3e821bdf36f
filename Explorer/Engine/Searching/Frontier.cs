using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// The states of one level that are still to be expanded, and those found for the next one. A level that is short
/// beside the visited set is a list in each shard; of a longer one the shard itself says which of its states are
/// waiting, so that it needs no memory, and finding them is a walk over memory in its order.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class Frontier<TCode> : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>At most so many states are taken at once.</summary>
    internal const int ChunkLength = 2048;

    // Few enough that several workers share even a short level.
    private const int ListedChunkLength = 256;

    private readonly Lock _lock = new();
    private readonly VisitedSet<TCode> _visited;
    private readonly CodeList<TCode> _returned;
    private readonly int[] _positions = new int[VisitedSet<TCode>.ShardCount];
    private readonly int[] _growths = new int[VisitedSet<TCode>.ShardCount];
    private FreshList<TCode>[] _current;
    private FreshList<TCode>[] _next;
    private int _shard;

    internal Frontier(VisitedSet<TCode> visited, MemoryBudget budget)
    {
        _visited = visited;
        _returned = new CodeList<TCode>(budget);
        _current = Lists();
        _next = Lists();

        FreshList<TCode>[] Lists() => [.. visited.Shards.Select(_ => new FreshList<TCode>(budget))];
    }

    /// <summary>The level being expanded; -1 before the first.</summary>
    internal int Level { get; private set; } = -1;

    /// <summary>Where a shard puts the states that it has found for the next level.</summary>
    internal FreshList<TCode> NextOf(int shard) => _next[shard];

    /// <inheritdoc/>
    public void Dispose()
    {
        _returned.Dispose();
        foreach (FreshList<TCode> list in _current.Concat(_next))
        {
            list.Dispose();
        }
    }

    /// <summary>The states that were taken and given back.</summary>
    internal ReadOnlySpan<TCode> Returned => _returned.Codes;

    /// <summary>Whether the states of a shard that are left are in a list.</summary>
    internal bool IsListed(int shard) => !_current[shard].IsGivenUp;

    /// <summary>The states of a shard that are left, where they are in a list.</summary>
    internal ReadOnlySpan<TCode> LeftIn(int shard) =>
        IsListed(shard) ? _current[shard].Codes[_positions[shard]..] : default;

    /// <summary>Goes on from a checkpoint. What was found for the next level is read from the shards.</summary>
    /// <param name="level">The level being expanded.</param>
    /// <param name="listed">
    /// For each shard the states that are left, or null where the shard says which they are.
    /// </param>
    /// <param name="returned">The states that were given back.</param>
    internal void Restore(int level, ReadOnlySpan<TCode[]?> listed, ReadOnlySpan<TCode> returned)
    {
        Level = level;
        for (int shard = 0; shard < listed.Length; shard++)
        {
            _next[shard].GiveUp();
            if (listed[shard] is { } codes)
            {
                _current[shard].Take(codes);
            }
            else
            {
                _current[shard].GiveUp();
            }
        }

        Return(returned);
    }

    /// <summary>Goes on to the next level.</summary>
    internal void Advance()
    {
        Level++;
        (_current, _next) = (_next, _current);
        Array.ForEach(_next, list => list.Clear());
        Array.Clear(_positions);
        Rewind();
    }

    /// <summary>
    /// Looks at all shards again: in one that has grown, the states that wait are in other slots now.
    /// </summary>
    internal void Rewind()
    {
        _shard = 0;
        for (int shard = 0; shard < _growths.Length; shard++)
        {
            if (_growths[shard] != _visited.Shards[shard].Growths && _current[shard].IsGivenUp)
            {
                _positions[shard] = 0;
            }

            _growths[shard] = _visited.Shards[shard].Growths;
        }
    }

    /// <summary>
    /// Takes some of the states that are left, or says that there are none. Several workers may ask at once.
    /// </summary>
    /// <param name="codes">Room for <see cref="ChunkLength"/> codes.</param>
    /// <param name="slots">As much room again.</param>
    /// <param name="count">How many codes, perhaps none.</param>
    /// <returns>False when nothing is left to be taken.</returns>
    internal bool TryTake(Span<TCode> codes, Span<int> slots, out int count)
    {
        int shard;
        int first;
        int last;
        lock (_lock)
        {
            if (_returned.Count > 0)
            {
                count = Math.Min(ChunkLength, _returned.Count);
                _returned.Codes[..count].CopyTo(codes);
                _returned.RemoveFirst(count);
                return true;
            }

            while (_shard < _positions.Length && _positions[_shard] >= EndOf(_shard))
            {
                // Whoever still reads its last states goes on to do so: the pages come back for it.
                _visited.Shards[_shard++].Leave();
            }

            count = 0;
            if (_shard == _positions.Length)
            {
                return false;
            }

            shard = _shard;
            if (_current[shard].IsGivenUp)
            {
                Enter(shard);
            }

            first = _positions[shard];
            last = Math.Min(first + (_current[shard].IsGivenUp ? ChunkLength : ListedChunkLength), EndOf(shard));
            _positions[shard] = last;
        }

        if (_current[shard].IsGivenUp)
        {
            count = _visited.Shards[shard].Read(Level, first, last, true, codes, slots);
        }
        else
        {
            count = last - first;
            _current[shard].Codes[first..last].CopyTo(codes);
        }

        return true;
    }

    /// <summary>Makes room for states to be given back by a worker.</summary>
    internal void ReserveForReturn(int workers)
    {
        lock (_lock)
        {
            _returned.Reserve(workers * ChunkLength);
        }
    }

    /// <summary>Gives back states that were taken and could not be expanded.</summary>
    internal void Return(ReadOnlySpan<TCode> codes)
    {
        lock (_lock)
        {
            _returned.Add(codes);
        }
    }

    /// <summary>Gives back the memory of lists whose states their shards have, too.</summary>
    internal void Trim() => Array.ForEach(_next, list => list.Release());

    private void Enter(int shard)
    {
        try
        {
            _visited.Shards[shard].Enter();
        }
        catch (MemoryBoundException)
        {
            // Those that have been read stay in while memory is plenty.
            _visited.Evict();
            _visited.Shards[shard].Enter();
        }
    }

    private int EndOf(int shard) =>
        _current[shard].IsGivenUp ? _visited.Shards[shard].Slots : _current[shard].Codes.Length;
}
