using ModelCheck.Engine;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// Two ways from the top to the bottom, and a longer third one. The edges are told in an order in which neither the
/// first nor the last is the one that a trace must take.
/// </summary>
internal static class Diamond
{
    internal const ulong Top = 0;
    internal const ulong Left = 1;
    internal const ulong Right = 2;
    internal const ulong Bottom = 3;
    internal const ulong Detour = 4;

    internal const string BottomIsReached = nameof(BottomIsReached);
    internal const string BottomIsUnreached = nameof(BottomIsUnreached);
    internal const string NobodyEntersTheBottom = nameof(NobodyEntersTheBottom);
    internal const string SomebodyEntersTheBottom = nameof(SomebodyEntersTheBottom);
    internal const string TheBottomDisablesNothing = nameof(TheBottomDisablesNothing);
    internal const string SomethingElseIsReached = nameof(SomethingElseIsReached);
    internal const string NothingElseIsReached = nameof(NothingElseIsReached);
    internal const string SomebodyLeavesTheBottom = nameof(SomebodyLeavesTheBottom);
    internal const string NobodyLeavesTheBottom = nameof(NobodyLeavesTheBottom);

    private const ulong AtBottom = (1 << 0) | (1 << 1);
    private const ulong IntoBottom = (1 << 2) | (1 << 3);
    private const ulong DisabledAtBottom = 1 << 4;
    private const ulong Elsewhere = (1 << 5) | (1 << 6);
    private const ulong OutOfBottom = (1 << 7) | (1 << 8);

    // Nodes 9 and 10 raise flags, but no edge leads to them.
    internal static Graph Create() => new Graph(
            new(BottomIsReached, PropertyKind.Reachable),
            new(BottomIsUnreached, PropertyKind.Invariant),
            new(NobodyEntersTheBottom, PropertyKind.TransitionInvariant),
            new(SomebodyEntersTheBottom, PropertyKind.ReachableTransition),
            new(TheBottomDisablesNothing, PropertyKind.TransitionInvariant),
            new(SomethingElseIsReached, PropertyKind.Reachable),
            new(NothingElseIsReached, PropertyKind.Invariant),
            new(SomebodyLeavesTheBottom, PropertyKind.ReachableTransition),
            new(NobodyLeavesTheBottom, PropertyKind.TransitionInvariant))
        .Edge(Top, 15, Left)
        .Edge(Top, 12, Right)
        .Edge(Top, 11, Left)
        .Edge(Top, 10, Detour)
        .Edge(Top, 13, Left)
        .Edge(Left, 24, Bottom, IntoBottom)
        .Edge(Left, 23, Bottom, IntoBottom)
        .Edge(Left, 25, Bottom, IntoBottom)
        .Edge(Right, 22, Bottom, IntoBottom)
        .Edge(Detour, 26, Left)
        .State(Bottom, AtBottom)
        .Edge(Bottom, 30, Bottom)
        .Disabled(Bottom, 32, DisabledAtBottom)
        .Disabled(Bottom, 31, DisabledAtBottom)
        .Disabled(Top, 33)
        .State(9, Elsewhere)
        .Edge(9, 40, 10, OutOfBottom)
        .Disabled(10, 41, OutOfBottom);
}
