using System.Runtime.CompilerServices;

using ModelCheck.Engine.Memory;

namespace ModelCheck.Engine.Codes;

/// <summary>A list of codes in native memory that grows by doubling: a part of a frontier, or an outbox.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed unsafe class CodeList<TCode>(MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    private const int SmallestLength = 64;
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
            Grow(Count + 1);
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

    /// <summary>Makes room for so many more codes.</summary>
    internal void Reserve(int more)
    {
        if (_room - Count < more)
        {
            Grow(Count + more);
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int least)
    {
        var larger = new NativeBuffer<TCode>(budget, Math.Max(least, Math.Max(SmallestLength, checked(_room * 2))));
        Codes.CopyTo(larger.Slice(0, Count));
        _codes?.Dispose();
        _codes = larger;
        _first = larger.First;
        _room = larger.Length;
    }
}
