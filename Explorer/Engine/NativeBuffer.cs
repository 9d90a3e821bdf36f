using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCheck.Explorer.Engine;

/// <summary>
/// Zeroed memory outside the garbage collector's heap, counted against a budget and given back at once: a table that
/// grows must not leave its former self behind.
/// </summary>
/// <typeparam name="T">What the memory holds.</typeparam>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBudget _budget;
    private T* _first;

    internal NativeBuffer(MemoryBudget budget, int length)
    {
        _budget = budget;
        Length = length;
        budget.Take(Bytes);
        try
        {
            _first = (T*)NativeMemory.AllocZeroed((nuint)length, (nuint)sizeof(T));
        }
        catch (OutOfMemoryException)
        {
            budget.Give(Bytes);
            GC.SuppressFinalize(this);
            throw new MemoryBoundException();
        }
    }

    ~NativeBuffer() => Free();

    /// <summary>How many elements it has room for.</summary>
    internal int Length { get; }

    private long Bytes => (long)Length * sizeof(T);

    /// <summary>An element. The index is not checked: callers mask or bound it.</summary>
    internal ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _first[index];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    /// <summary>Asks the processor to fetch an element's cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Prefetch(int index)
    {
        if (System.Runtime.Intrinsics.X86.Sse.IsSupported)
        {
            System.Runtime.Intrinsics.X86.Sse.Prefetch0(_first + index);
        }
    }

    /// <summary>The elements from one index on.</summary>
    internal Span<T> Slice(int start, int length) => new Span<T>(_first, Length).Slice(start, length);

    private void Free()
    {
        if (_first != null)
        {
            NativeMemory.Free(_first);
            _first = null;
            _budget.Give(Bytes);
        }
    }
}
