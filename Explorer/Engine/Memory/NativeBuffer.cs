using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCheck.Engine.Memory;

/// <summary>
/// Zeroed memory outside the garbage collector's heap, counted against a budget and given back at once: a table that
/// grows must not leave its former self behind.
/// </summary>
/// <typeparam name="T">What the memory holds.</typeparam>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private readonly MemoryBudget _budget;
    private readonly bool _isMapped;
    private readonly bool _isSpilled;
    private bool _isIn = true;

    internal NativeBuffer(MemoryBudget budget, int length, bool spillable = false)
    {
        _budget = budget;
        Length = length;
        _isSpilled = spillable && budget.SpillDirectory is not null && Bytes >= budget.SpillThreshold;
        _isMapped = _isSpilled || Bytes >= PageMap.Threshold;
        budget.Take(Bytes);
        try
        {
            First = (T*)(_isSpilled ? PageMap.MapFile(budget.SpillDirectory!, Bytes)
                : _isMapped ? PageMap.Map(Bytes)
                : PageMap.Plain(Bytes));
            if (First == null)
            {
                throw new MemoryBoundException();
            }
        }
        finally
        {
            if (First == null)
            {
                budget.Give(Bytes);
                GC.SuppressFinalize(this);
            }
        }
    }

    ~NativeBuffer() => Free();

    /// <summary>How many elements it has room for.</summary>
    internal int Length { get; }

    /// <summary>Where the memory begins: at a cache line.</summary>
    internal T* First { get; private set; }

    private long Bytes => (long)Length * sizeof(T);

    /// <summary>An element. The index is not checked: callers mask or bound it.</summary>
    internal ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref First[index];
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
            System.Runtime.Intrinsics.X86.Sse.Prefetch0(First + index);
        }
    }

    /// <summary>
    /// Takes the memory again that <see cref="Leave"/> has given back, if it has: what it held is there.
    /// </summary>
    internal void Enter()
    {
        if (!_isIn)
        {
            _budget.Take(Bytes);
            _isIn = true;
        }
    }

    /// <summary>
    /// Gives the memory back for as long as it is not used, where memory is scarce and a file keeps it.
    /// </summary>
    internal void Leave()
    {
        if (!_isIn || _budget.IsScarce)
        {
            Evict();
        }
    }

    /// <summary>Gives the memory back for as long as it is not used, where a file keeps it.</summary>
    internal void Evict()
    {
        if (!_isSpilled)
        {
            return;
        }

        // Also what is out already: whoever has read it meanwhile has brought its pages in again.
        PageMap.Evict(First, Bytes);
        if (_isIn)
        {
            _isIn = false;
            _budget.Give(Bytes);
        }
    }

    /// <summary>The elements from one index on.</summary>
    internal Span<T> Slice(int start, int length) => new Span<T>(First, Length).Slice(start, length);

    private void Free()
    {
        if (First != null)
        {
            if (_isMapped)
            {
                PageMap.Unmap(First, Bytes);
            }
            else
            {
                NativeMemory.AlignedFree(First);
            }

            First = null;
            if (_isIn)
            {
                _budget.Give(Bytes);
            }
        }
    }
}
