using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Exploration.Graphs;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>All states and transitions of a small scope, laid out.</summary>
/// <param name="Nodes">The states, in the order in which a breadth-first search finds them.</param>
/// <param name="Edges">The transitions, one where several lead from one state to another.</param>
/// <param name="Width">How much room it takes.</param>
/// <param name="Height">The same from top to bottom.</param>
/// <param name="LaidOutBy">What laid it out.</param>
public sealed record StateGraphDrawing(
    ImmutableArray<StateNode> Nodes,
    ImmutableArray<StateArrow> Edges,
    double Width,
    double Height,
    string LaidOutBy)
{
    /// <summary>How many states are drawn at most.</summary>
    public const int MostStates = 120;

    // A state of so small a scope has hardly ever more transitions.
    private const int MostTransitions = MostStates * 24;

    /// <summary>Explores a policy and lays out what there is.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The drawing; null where there is too much to be drawn, or it was ended early.</returns>
    public static StateGraphDrawing? Of(IModel model, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        Requirement[] invariants = [.. Catalog.Requirements.OfType<Invariant>()];
        ModelGraph explored;
        try
        {
            explored = ModelGraph.Explore(model, invariants, MostTransitions, cancellation);
        }
        catch (GraphBoundException)
        {
            return null;
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }

        StateGraph graph = explored.Graph;
        if (graph.VertexCount > MostStates)
        {
            return null;
        }

        (int Source, int Target, string Label)[] arrows =
        [
            .. graph.Edges.Where(edge => edge.Source != edge.Target)
                .GroupBy(edge => (edge.Source, edge.Target))
                .Select(alike => (
                    alike.Key.Source,
                    alike.Key.Target,
                    string.Join(" or ", alike.Select(edge => new Operation(edge.Label).ToString())))),
        ];
        GraphLayout layout = GraphLayout.Of(
            graph.VertexCount, [.. arrows.Select(arrow => (arrow.Source, arrow.Target))]);
        return new StateGraphDrawing(
            [
                .. graph.Vertices.Select(vertex => new StateNode(
                    vertex,
                    layout.Places[vertex].X,
                    layout.Places[vertex].Y,
                    graph.LevelOf(vertex),
                    StatePicture.Of(model, explored.StateOf(vertex)).InWords(),
                    [
                        .. invariants.Cast<Invariant>()
                            .Where(invariant => invariant.Obstacle(model) is null
                                && !HoldsIn(invariant, model, explored.StateOf(vertex)))
                            .Select(invariant => invariant.Name),
                    ])),
            ],
            [
                .. arrows.Select((arrow, index) =>
                    new StateArrow(arrow.Source, arrow.Target, arrow.Label, layout.Routes[index])),
            ],
            layout.Width,
            layout.Height,
            layout.LaidOutBy);
    }

    private static bool HoldsIn(Invariant invariant, IModel model, State state)
    {
        Ledger ledger = model.Audit(in state);
        return invariant.Holds(new StateView(model, in state, in ledger));
    }
}

/// <summary>A state that is drawn.</summary>
/// <param name="Number">Its number; 0 is the initial state.</param>
/// <param name="X">The middle of it.</param>
/// <param name="Y">The same from top to bottom.</param>
/// <param name="Level">How many steps lead to it.</param>
/// <param name="InWords">What there is in it.</param>
/// <param name="Violated">The invariants that are violated in it.</param>
public sealed record StateNode(
    int Number, double X, double Y, int Level, string InWords, ImmutableArray<string> Violated);

/// <summary>Transitions that are drawn as one.</summary>
/// <param name="Source">The state that they leave.</param>
/// <param name="Target">The one that they lead to.</param>
/// <param name="Label">The operations.</param>
/// <param name="Route">The points of a path of cubic curves, or of straight lines where there are two.</param>
public sealed record StateArrow(int Source, int Target, string Label, ImmutableArray<GraphPoint> Route)
{
    /// <summary>The path in the words of SVG.</summary>
    public string Path
    {
        get
        {
            string[] points =
            [
                .. Route.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#} {point.Y:0.#}")),
            ];
            return Route.Length == 2
                ? $"M{points[0]}L{points[1]}"
                : $"M{points[0]}C{string.Join(' ', points[1..])}";
        }
    }
}
