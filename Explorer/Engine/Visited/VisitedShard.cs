using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Visited;

/// <summary>
/// One part of the visited set, changed by one worker at a time. It speaks of mixed codes only (<see
/// cref="ICode{TSelf}.Mixed"/>). A slot may be empty or hold one code with the level at which it was found and a mark
/// that it is still to be expanded: so a frontier that is too long for a list needs no memory of its own.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal abstract class VisitedShard<TCode> : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>The last level that can be stored.</summary>
    internal const int MaximalLevel = short.MaxValue - 1;

    /// <summary>How far ahead of its use a place is fetched.</summary>
    protected const int PrefetchDistance = 16;

    /// <summary>How many states are in the shard.</summary>
    internal int Count { get; private protected set; }

    /// <summary>How many slots there are, empty ones included. It changes only when the shard grows.</summary>
    internal abstract int Slots { get; }

    /// <summary>How often the shard has grown: a walk over its slots must begin again when it has.</summary>
    internal int Growths { get; private protected set; }

    /// <summary>What sets the shard apart from another one with the same bytes, in four words.</summary>
    internal abstract ShardHeader Header { get; }

    /// <summary>The memory of the slots.</summary>
    internal abstract ReadOnlySpan<byte> Content { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Comes into memory, where it has left it: before anything else is asked of it.</summary>
    internal abstract void Enter();

    /// <summary>Leaves the memory, if that is scarce and a file keeps it: until it is asked again.</summary>
    internal abstract void Leave();

    /// <summary>Leaves the memory, if a file keeps it, however much memory there is: until it is asked again.</summary>
    internal abstract void Evict();

    /// <summary>
    /// Puts codes into the shard. What it has no memory for is left over, and then nothing is lost: the counts are
    /// those of the codes done.
    /// </summary>
    /// <param name="codes">The codes, each once or several times, new or known.</param>
    /// <param name="level">The level of those that are new.</param>
    /// <param name="fresh">Gets those that are new.</param>
    /// <param name="done">
    /// How many of the codes are in the shard, from the first one on: before, and afterwards even when it throws.
    /// </param>
    internal abstract void Insert(ReadOnlySpan<TCode> codes, int level, FreshList<TCode> fresh, ref int done);

    /// <summary>The slot of a code, or -1 when it is not in the shard.</summary>
    internal abstract int Find(in TCode code);

    /// <summary>
    /// Reads the states of a level from some of the slots.
    /// </summary>
    /// <param name="level">The level.</param>
    /// <param name="first">The first slot.</param>
    /// <param name="last">The slot behind the last one.</param>
    /// <param name="taking">Whether to read only those still to be expanded, and to take that mark from them.</param>
    /// <param name="codes">Room for a code from each of the slots.</param>
    /// <param name="slots">Room for the slot of each of the codes.</param>
    /// <returns>How many there are.</returns>
    internal abstract int Read(
        int level, int first, int last, bool taking, Span<TCode> codes, Span<int> slots);

    /// <summary>The slot of a code that is in the shard.</summary>
    internal int SlotOf(in TCode code)
    {
        int slot = Find(in code);
        return slot >= 0
            ? slot
            : throw new MissingStateException("A successor of a stored state is not stored.");
    }

    /// <summary>The level of the state in a slot, or -1 for an empty slot.</summary>
    internal abstract int LevelAt(int slot);

    /// <summary>The state in a slot that is not empty.</summary>
    internal abstract TCode CodeAt(int slot);

    /// <summary>How long the content is that belongs to a header.</summary>
    /// <param name="header">Anything.</param>
    /// <returns>The bytes, 0 for an empty shard; -1 when no shard has this header.</returns>
    internal abstract long ContentBytes(ShardHeader header);

    /// <summary>Takes over what another shard, or this one at another time, was made of.</summary>
    /// <param name="header">Its header, which a shard can have.</param>
    /// <returns>Where its content is to be put.</returns>
    internal abstract Span<byte> Restore(ShardHeader header);

    /// <summary>
    /// Whether the content that was put here could have come about by inserting codes: every state is found where it
    /// is, once, and they are as many as the header says.
    /// </summary>
    /// <param name="shard">Which shard it is.</param>
    /// <param name="levels">Is added how many states each level has; there may be no others.</param>
    internal abstract bool IsSound(int shard, Span<long> levels);

    /// <summary>Gives the memory back.</summary>
    protected abstract void Dispose(bool disposing);
}

/// <summary>How a shard's content is to be read.</summary>
/// <param name="Count">How many states are in it.</param>
/// <param name="Places">How many slots or buckets it has.</param>
/// <param name="Level">The last level that its slots have room for.</param>
internal readonly record struct ShardHeader(long Count, long Places, long Level);
