using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// Walks over the states of a level within one shard of a visited set that does not change meanwhile.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class LevelWalk<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private const int SlotsAtOnce = 1024;

    private readonly VisitedShard<TCode> _shard;
    private readonly int _codeBits;
    private readonly int _level;
    private readonly TCode[] _codes;
    private readonly int[] _slots;
    private int _read;
    private int _found;
    private int _next;

    internal LevelWalk(VisitedSet<TCode> visited, int shard, int level)
    {
        _shard = visited.Shards[shard];
        _codeBits = visited.CodeBits;
        _level = level;

        // A small state space is walked over thousands of times, and its shards have few slots.
        int atOnce = Math.Min(SlotsAtOnce, _shard.Slots);
        _codes = new TCode[atOnce];
        _slots = new int[atOnce];
    }

    /// <summary>The code of the state at which the walk stands.</summary>
    internal TCode Code { get; private set; }

    /// <summary>The slot of that state.</summary>
    internal int Slot { get; private set; }

    /// <summary>Steps to the next state.</summary>
    /// <returns>False when there is none.</returns>
    internal bool MoveNext()
    {
        while (_next == _found)
        {
            if (_read == _shard.Slots)
            {
                return false;
            }

            int last = Math.Min(_read + _codes.Length, _shard.Slots);
            _found = _shard.Read(_level, _read, last, false, _codes, _slots);
            _read = last;
            _next = 0;
        }

        Code = _codes[_next].Unmixed(_codeBits);
        Slot = _slots[_next++];
        return true;
    }
}
