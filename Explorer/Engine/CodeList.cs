namespace ModelCheck.Explorer.Engine;

/// <summary>A list of codes in native memory that grows by doubling: a part of a frontier, or an outbox.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed class CodeList<TCode>(MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    private const int SmallestLength = 64;
    private NativeBuffer<TCode>? _codes;

    /// <summary>How many codes it has.</summary>
    internal int Count { get; private set; }

    /// <summary>The codes.</summary>
    internal ReadOnlySpan<TCode> Codes => _codes is null ? default : _codes.Slice(0, Count);

    /// <inheritdoc/>
    public void Dispose()
    {
        _codes?.Dispose();
        _codes = null;
        Count = 0;
    }

    /// <summary>Adds a code.</summary>
    internal void Add(in TCode code)
    {
        Reserve();
        _codes![Count++] = code;
    }

    /// <summary>Makes room for one more code, so that adding it takes no memory.</summary>
    internal void Reserve()
    {
        if (_codes is null || Count == _codes.Length)
        {
            Grow();
        }
    }

    /// <summary>Forgets the codes and keeps the memory.</summary>
    internal void Clear() => Count = 0;

    private void Grow()
    {
        var larger = new NativeBuffer<TCode>(budget, _codes is null ? SmallestLength : checked(_codes.Length * 2));
        Codes.CopyTo(larger.Slice(0, Count));
        _codes?.Dispose();
        _codes = larger;
    }
}
