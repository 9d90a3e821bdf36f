using ModelCheck.Engine;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// A goal, and every way of not getting there: a cycle that never leads to it, a dead end, and an edge to it that is
/// not one of the moves that a property may use.
/// </summary>
internal static class Trap
{
    internal const ulong Start = 0;
    internal const ulong Ahead = 1;
    internal const ulong Aside = 2;
    internal const ulong Forbidden = 3;
    internal const ulong DeadEnd = 7;
    internal const ulong Wheel = 6;
    internal const ulong WheelAgain = 4;
    internal const ulong Goal = 8;

    internal const string GoalStaysReachable = nameof(GoalStaysReachable);
    internal const string GoalStaysReachableByMoves = nameof(GoalStaysReachableByMoves);
    internal const string SomewhereStaysReachable = nameof(SomewhereStaysReachable);
    internal const string NowhereStaysReachable = nameof(NowhereStaysReachable);

    private const ulong AnyEdge = 1 << 0;
    private const ulong Move = 1 << 1;
    private const ulong Somewhere = 1 << 2;
    private const ulong Nowhere = 1 << 3;
    private const ulong Always = AnyEdge | Move | Nowhere;

    // The edge to Forbidden is no move either: every reachable state is judged, by whatever edge it was reached.
    internal static Graph Create()
    {
        Graph graph = new Graph(
                new(GoalStaysReachable, PropertyKind.AlwaysReachable),
                new(GoalStaysReachableByMoves, PropertyKind.AlwaysReachable),
                new(SomewhereStaysReachable, PropertyKind.AlwaysReachable),
                new(NowhereStaysReachable, PropertyKind.AlwaysReachable))
            .Edge(Start, 1, Ahead, Always)
            .Edge(Start, 2, Aside, Always)
            .Edge(Start, 3, Forbidden, AnyEdge)
            .Edge(Ahead, 4, DeadEnd, Always)
            .Edge(Ahead, 5, Goal, Always)
            .Edge(Aside, 6, Wheel, Always)
            .Edge(Aside, 7, Goal, Always)
            .Edge(Forbidden, 8, Goal, AnyEdge)
            .Edge(Wheel, 9, WheelAgain, Always)
            .Edge(WheelAgain, 10, Wheel, Always)
            .Edge(Goal, 11, Start, Always)
            .Disabled(DeadEnd, 12, Always);
        ulong[] nodes = [Start, Ahead, Aside, Forbidden, DeadEnd, Wheel, WheelAgain];
        foreach (ulong node in nodes)
        {
            graph.State(node, Somewhere);
        }

        return graph.State(Goal, AnyEdge | Move | Somewhere);
    }
}
