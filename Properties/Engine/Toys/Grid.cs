using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// Steps to the right and up from the lower left corner of a square: no cycle, and very many shortest paths to a state.
/// </summary>
/// <param name="side">The length of the square's side, in states.</param>
internal readonly struct Grid(ulong side) : ITransitionSystem<Code64>
{
    internal const uint ToTheRight = 0;
    internal const uint Upwards = 1;

    /// <summary>How far from the corner the flags of the diagonal are raised.</summary>
    internal const ulong Diagonal = 3;

    internal const string TheFarCornerIsReached = nameof(TheFarCornerIsReached);
    internal const string TheDiagonalIsNotReached = nameof(TheDiagonalIsNotReached);
    internal const string TheDiagonalIsNotLeft = nameof(TheDiagonalIsNotLeft);
    internal const string TheFarCornerStaysReachable = nameof(TheFarCornerStaysReachable);
    internal const string TheLeftEdgeStaysReachable = nameof(TheLeftEdgeStaysReachable);
    internal const string TheFarCornerStaysReachableUpwards = nameof(TheFarCornerStaysReachableUpwards);

    private const ulong AnyMove = (1 << 3) | (1 << 4);
    private const ulong MoveUp = 1 << 5;

    private static readonly IReadOnlyList<Property> _properties =
    [
        new(TheFarCornerIsReached, PropertyKind.Reachable),
        new(TheDiagonalIsNotReached, PropertyKind.Invariant),
        new(TheDiagonalIsNotLeft, PropertyKind.TransitionInvariant),
        new(TheFarCornerStaysReachable, PropertyKind.AlwaysReachable),
        new(TheLeftEdgeStaysReachable, PropertyKind.AlwaysReachable),
        new(TheFarCornerStaysReachableUpwards, PropertyKind.AlwaysReachable),
    ];

    private readonly ulong _side = side;

    /// <inheritdoc/>
    public Code64 Initial => At(0, 0);

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => _properties;

    /// <inheritdoc/>
    public void Expand<TSink>(in Code64 code, ref TSink sink)
        where TSink : struct, ITransitionSink<Code64>
    {
        ulong x = code.Word >> 32;
        ulong y = code.Word & uint.MaxValue;
        bool corner = x == _side - 1 && y == _side - 1;
        bool diagonal = x + y == Diagonal;
        sink.State(
            (corner ? (1ul << 0) | (1 << 3) | (1 << 5) : 0)
            | (diagonal ? 1ul << 1 : 0)
            | (x == 0 ? 1ul << 4 : 0),
            1);
        ulong leaving = diagonal ? 1ul << 2 : 0;

        // The greater label is told first: what is kept must not depend on what comes first.
        Step(ref sink, Upwards, y + 1 < _side, At(x, y + 1), leaving | AnyMove | MoveUp);
        Step(ref sink, ToTheRight, x + 1 < _side, At(x + 1, y), leaving | AnyMove);
    }

    // By code, a state further to the left comes first.
    private static Code64 At(ulong x, ulong y) => new((x << 32) | y);

    private static void Step<TSink>(ref TSink sink, uint label, bool granted, Code64 successor, ulong flags)
        where TSink : struct, ITransitionSink<Code64>
    {
        if (granted)
        {
            sink.Transition(label, in successor, flags);
        }
        else
        {
            sink.Disabled(label, 0);
        }
    }
}
