using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>Counts up from 0 and starts again; counting down is disabled. No graph of its size is deeper.</summary>
/// <param name="states">How many numbers it knows.</param>
internal readonly struct Counter(ulong states) : ITransitionSystem<Code64>
{
    internal const uint Up = 0;
    internal const uint Down = 1;
    internal const string AtTheEnd = nameof(AtTheEnd);
    internal const string BelowTheEnd = nameof(BelowTheEnd);

    private const ulong AtTheEndFlag = 1 << 0;
    private const ulong BelowTheEndFlag = 1 << 1;

    private static readonly IReadOnlyList<Property> _properties =
    [
        new(AtTheEnd, PropertyKind.Reachable),
        new(BelowTheEnd, PropertyKind.Invariant),
    ];

    private readonly ulong _states = states;

    /// <inheritdoc/>
    public Code64 Initial => new(0);

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => _properties;

    /// <inheritdoc/>
    public void Expand<TSink>(in Code64 code, ref TSink sink)
        where TSink : struct, ITransitionSink<Code64>
    {
        sink.State(code.Word == _states - 1 ? AtTheEndFlag | BelowTheEndFlag : 0, 1);
        sink.Transition(Up, new Code64((code.Word + 1) % _states), 0);
        sink.Disabled(Down, 0);
    }
}
