using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Graphs;

/// <summary>
/// Everything that can happen under a policy in a small scope: a graph whose labels are codes of operations.
/// </summary>
public sealed class ModelGraph
{
    private readonly RequirementFlags _flags;
    private readonly Func<int, State> _stateOf;

    private ModelGraph(StateGraph graph, RequirementFlags flags, Func<int, State> stateOf)
    {
        Graph = graph;
        _flags = flags;
        _stateOf = stateOf;
    }

    /// <summary>States and transitions; each requirement has a flag, a branching one a flag for each goal.</summary>
    public StateGraph Graph { get; }

    /// <summary>Explores a policy within a scope.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it; what does not apply is left out.</param>
    /// <param name="maximalTransitions">For how many transitions there may be room.</param>
    /// <param name="cancellation">Ends the exploration early.</param>
    /// <returns>The graph.</returns>
    /// <exception cref="GraphBoundException">There are more transitions than that.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static ModelGraph Explore(
        IModel model,
        IEnumerable<Requirement> requirements,
        int maximalTransitions = StateGraph.UsualBound,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(requirements);
        var flags = new RequirementFlags(
            requirements.Where(requirement => requirement.Obstacle(model) is null), model.Scope);
        return CodedModel.Accept(model, new Exploring(flags, maximalTransitions, cancellation));
    }

    /// <summary>A state in the model's own words.</summary>
    /// <param name="vertex">Its number.</param>
    /// <returns>The state.</returns>
    public State StateOf(int vertex) => _stateOf(vertex);

    /// <summary>The requirement that a flag of states and transitions speaks of.</summary>
    /// <param name="bit">The flag's place: that of its property in the graph.</param>
    /// <returns>One of those that were asked of the policy.</returns>
    public Requirement RequirementOf(int bit) => _flags.RequirementOf(bit);

    /// <summary>The states from which no goal of a requirement can be reached, whichever goal.</summary>
    /// <param name="requirement">One of those that were asked of the policy, and that applies.</param>
    /// <returns>Their numbers, from the lowest up; so the first is one of the nearest.</returns>
    public IReadOnlyList<int> StuckStates(BranchingRequirement requirement) =>
    [
        .. Enumerable.Range(0, Graph.Properties.Count)
            .Where(bit => _flags.RequirementOf(bit) == requirement)
            .SelectMany(bit => CondensedGraph.StuckStates(Graph, bit))
            .Distinct()
            .Order(),
    ];

    private sealed class Exploring(RequirementFlags flags, int maximalTransitions, CancellationToken cancellation)
        : ICodedVisitor<ModelGraph>
    {
        public ModelGraph VisitCoded<TModel, TCode>(TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            StateGraph<TCode> graph = StateGraph<TCode>.Explore(
                new RamSystem<TModel, TCode, NoReduction>(model, codec, flags, default),
                maximalTransitions,
                cancellation);
            return new ModelGraph(graph, flags, vertex => codec.Decode(graph.CodeOf(vertex)));
        }
    }
}
