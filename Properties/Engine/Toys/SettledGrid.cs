using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// The square of <see cref="Grid"/> with properties that need no branching, and with states that stand for up to three.
/// </summary>
/// <param name="side">The length of the square's side, in states.</param>
internal readonly struct SettledGrid(ulong side) : ITransitionSystem<Code64>
{
    internal const string TheFarCornerIsReached = nameof(TheFarCornerIsReached);
    internal const string TheDiagonalIsNotReached = nameof(TheDiagonalIsNotReached);
    internal const string TheOutsideIsNotReached = nameof(TheOutsideIsNotReached);

    private static readonly IReadOnlyList<Property> _properties =
    [
        new(TheFarCornerIsReached, PropertyKind.Reachable),
        new(TheDiagonalIsNotReached, PropertyKind.Invariant) { HasPremise = true },
        new(TheOutsideIsNotReached, PropertyKind.Invariant) { HasPremise = true },
    ];

    private readonly ulong _side = side;

    /// <inheritdoc/>
    public Code64 Initial => default;

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => _properties;

    /// <inheritdoc/>
    public void Expand<TSink>(in Code64 code, ref TSink sink)
        where TSink : struct, ITransitionSink<Code64>
    {
        ulong x = code.Word >> 32;
        ulong y = code.Word & uint.MaxValue;
        bool corner = x == _side - 1 && y == _side - 1;
        sink.State(
            (corner ? 1ul : 0) | (x + y == Grid.Diagonal ? 2ul : 0) | (x >= _side || y >= _side ? 4ul : 0),
            1 + (long)(x % 3));

        // What puts both claims to the test: to be where the coordinates are alike, and to go to the right.
        if (x == y)
        {
            sink.Occurred(sink.Counted);
        }

        if (x + 1 < _side)
        {
            Code64 right = new(((x + 1) << 32) | y);
            sink.Occurred(ulong.MaxValue);
            sink.Transition(Grid.ToTheRight, in right, 0);
        }

        if (y + 1 < _side)
        {
            Code64 above = new((x << 32) | (y + 1));
            sink.Transition(Grid.Upwards, in above, 0);
        }
    }
}
