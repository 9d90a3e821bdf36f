using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Graphs;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using QuikGraph;

namespace ModelCheck.Interchange.Graphs;

/// <summary>
/// A graph of QuikGraph with what is to be said of its states and transitions: the whole state graph of a policy within
/// a small scope, or a trace, which is a path. State 0 is the initial one.
/// </summary>
public sealed class LabelledGraph
{
    private readonly Func<int, State> _stateOf;
    private readonly Func<StateEdge, string?> _outcomeOf;
    private readonly Func<int, ImmutableArray<Mark>> _marksOfState;
    private readonly Func<StateEdge, ImmutableArray<Mark>> _marksOfEdge;

    private LabelledGraph(
        IModel model,
        IVertexAndEdgeListGraph<int, StateEdge> graph,
        Func<int, State> stateOf,
        Func<StateEdge, string?> outcomeOf,
        Func<int, ImmutableArray<Mark>> marksOfState,
        Func<StateEdge, ImmutableArray<Mark>> marksOfEdge)
    {
        Setting = new Setting(model.Policy, model.Scope);
        Graph = graph;
        _stateOf = stateOf;
        _outcomeOf = outcomeOf;
        _marksOfState = marksOfState;
        _marksOfEdge = marksOfEdge;
    }

    /// <summary>The policy and the bounds.</summary>
    public Setting Setting { get; }

    /// <summary>States and transitions; the label of a transition is the code of its operation.</summary>
    public IVertexAndEdgeListGraph<int, StateEdge> Graph { get; }

    /// <summary>What the graph is about, in a line.</summary>
    public required string Title { get; init; }

    /// <summary>Makes a graph of everything that can happen.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="explored">What came of exploring it.</param>
    /// <param name="requirements">
    /// Those that were asked when it was explored: what breaks or shows them is marked. A refusal is no transition, so
    /// that what a refusal breaks is marked nowhere.
    /// </param>
    /// <returns>The graph.</returns>
    public static LabelledGraph Of(IModel model, ModelGraph explored, ImmutableArray<Requirement> requirements)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(explored);
        StateGraph graph = explored.Graph;
        Requirement[] applicable = [.. requirements.Where(requirement => requirement.Obstacle(model) is null)];
        ILookup<int, Mark> stuck = applicable.OfType<BranchingRequirement>()
            .SelectMany(branching => explored.StuckStates(branching)
                .Select(state => (State: state, Mark: new Mark(branching.Name, IsBroken: true))))
            .ToLookup(entry => entry.State, entry => entry.Mark);
        return new LabelledGraph(
            model,
            graph,
            explored.StateOf,
            _ => null,
            state => [.. Raised(graph.FlagsOf(state)), .. stuck[state]],
            edge => [.. Raised(edge.Flags)])
        {
            Title = FormattableString.Invariant(
                $"{model.Policy}: {graph.VertexCount} states, {graph.EdgeCount} transitions"),
        };

        // What is raised for a branching requirement is a goal or a way to one, and neither broken nor shown.
        IEnumerable<Mark> Raised(ulong flags) => Enumerable.Range(0, graph.Properties.Count)
            .Where(bit => (flags >> bit & 1) != 0 && explored.RequirementOf(bit) is not BranchingRequirement)
            .Select(bit => new Mark(
                explored.RequirementOf(bit).Name,
                graph.Properties[bit].Kind is PropertyKind.Invariant or PropertyKind.TransitionInvariant));
    }

    /// <summary>Makes a path of a trace, with a state before the first step and one after each, refusals too.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <param name="requirement">What it violates or shows at its end; null for nothing.</param>
    /// <returns>The graph.</returns>
    public static LabelledGraph Of(IModel model, Trace trace, Requirement? requirement)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trace);
        ImmutableArray<State> states = trace.States(model);
        var path = new AdjacencyGraph<int, StateEdge>();
        path.AddVertexRange(Enumerable.Range(0, states.Length));
        path.AddEdgeRange(trace.Steps.Select(
            (step, index) => new StateEdge(index, index + 1, step.Operation.Code, Flags: 0)));
        Blame? failing = requirement is null ? null : Blame.Of(model, requirement, trace);
        ImmutableArray<Mark> last = requirement is null ? [] : [new Mark(requirement.Name, failing is not null)];
        string about = requirement is null ? "a trace"
            : failing is null ? $"{requirement.Name} is shown"
            : $"{requirement.Name} is violated: {failing.Text}";
        return new LabelledGraph(
            model,
            path,
            index => states[index],
            edge => trace.Steps[edge.Source].OutcomeText,
            index => index == trace.Steps.Length ? last : [],
            _ => [])
        {
            Title = $"{model.Policy}; {about}",
        };
    }

    /// <summary>A state in a few words.</summary>
    /// <param name="state">Its number.</param>
    /// <returns>One line.</returns>
    internal string TextOf(int state) => StateText.Of(_stateOf(state));

    /// <summary>The operation of a transition, and in a trace what came of it.</summary>
    /// <param name="edge">The transition.</param>
    /// <returns>One line.</returns>
    internal string TextOf(StateEdge edge) =>
        new Operation(edge.Label) + (_outcomeOf(edge) is { } outcome ? $" -> {outcome}" : string.Empty);

    /// <summary>What came of a step of a trace; null in a graph of all that can happen, where it was granted.</summary>
    /// <param name="edge">The step.</param>
    /// <returns>A word, or null.</returns>
    internal string? OutcomeOf(StateEdge edge) => _outcomeOf(edge);

    /// <summary>The requirements that a state breaks or shows.</summary>
    /// <param name="state">Its number.</param>
    /// <returns>The requirements.</returns>
    internal ImmutableArray<Mark> MarksOf(int state) => _marksOfState(state);

    /// <summary>The requirements that a transition breaks or shows.</summary>
    /// <param name="edge">The transition.</param>
    /// <returns>The requirements.</returns>
    internal ImmutableArray<Mark> MarksOf(StateEdge edge) => _marksOfEdge(edge);
}

/// <summary>A requirement that a state or a transition breaks or shows.</summary>
/// <param name="Requirement">Its name.</param>
/// <param name="IsBroken">Whether it is broken; else it is a possibility, and shown.</param>
internal readonly record struct Mark(string Requirement, bool IsBroken)
{
    /// <summary>The names of those that are broken, or of those that are shown; null where there is none.</summary>
    internal static string? Names(ImmutableArray<Mark> marks, bool broken)
    {
        string names = string.Join(
            ", ", marks.Where(mark => mark.IsBroken == broken).Select(mark => mark.Requirement));
        return names.Length == 0 ? null : names;
    }
}
