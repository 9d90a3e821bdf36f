using System.Runtime.CompilerServices;

using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Codes;

/// <summary>A list of codes in native memory that grows by doubling: a part of a frontier, or an outbox.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed unsafe class CodeList<TCode>(MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>How many codes there is room for in a list that has any.</summary>
    internal const int SmallestLength = 64;

    private NativeBuffer<TCode>? _codes;
    private TCode* _first;
    private int _room;

    /// <summary>How many codes it has.</summary>
    internal int Count { get; private set; }

    /// <summary>The codes.</summary>
    internal ReadOnlySpan<TCode> Codes => _codes is null ? default : _codes.Slice(0, Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        _codes?.Dispose();
        _codes = null;
        _first = null;
        _room = 0;
        Count = 0;
    }

    /// <summary>Adds a code.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Add(in TCode code)
    {
        if (Count == _room)
        {
            Grow(Count + 1L);
        }

        _first[Count++] = code;
    }

    /// <summary>Adds several codes.</summary>
    internal void Add(ReadOnlySpan<TCode> codes)
    {
        Reserve(codes.Length);
        codes.CopyTo(_codes is null ? default : _codes.Slice(Count, codes.Length));
        Count += codes.Length;
    }

    /// <summary>Adds so many codes, which are not set yet.</summary>
    /// <param name="more">How many.</param>
    /// <returns>Where they are to be put.</returns>
    internal Span<TCode> Extend(int more)
    {
        Reserve(more);
        Count += more;
        return _codes is null ? default : _codes.Slice(Count - more, more);
    }

    /// <summary>Forgets the last codes.</summary>
    /// <param name="count">How many are left, no more than there are.</param>
    /// <returns>Those that are left, to be changed.</returns>
    internal Span<TCode> Change(int count)
    {
        Count = count;
        return _codes is null ? default : _codes.Slice(0, count);
    }

    /// <summary>Makes room for so many more codes.</summary>
    internal void Reserve(int more)
    {
        if (_room - Count < more)
        {
            Grow((long)Count + more);
        }
    }

    /// <summary>Makes room for one more code, unless there is no memory for it.</summary>
    internal bool TryReserve()
    {
        try
        {
            Reserve(1);
            return true;
        }
        catch (MemoryBoundException)
        {
            return false;
        }
    }

    /// <summary>Forgets the codes and keeps the memory.</summary>
    internal void Clear() => Count = 0;

    /// <summary>Forgets some of the codes.</summary>
    /// <param name="count">How many, from the first one on.</param>
    internal void RemoveFirst(int count)
    {
        Codes[count..].CopyTo(_codes is null ? default : _codes.Slice(0, Count - count));
        Count -= count;
    }

    /// <summary>Gives the memory back, if there is no code in it.</summary>
    internal void Trim()
    {
        if (Count == 0)
        {
            Dispose();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(long least)
    {
        long length = Math.Max(least, Math.Max(SmallestLength, Math.Min(2L * _room, Array.MaxLength)));
        if (length > Array.MaxLength)
        {
            throw new MemoryBoundException { Reason = StopReason.Capacity };
        }

        var larger = new NativeBuffer<TCode>(budget, (int)length);
        Codes.CopyTo(larger.Slice(0, Count));
        _codes?.Dispose();
        _codes = larger;
        _first = larger.First;
        _room = larger.Length;
    }
}
