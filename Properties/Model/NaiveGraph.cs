using ModelCheck.Exploration.Graphs;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using QuikGraph;
using QuikGraph.Predicates;

namespace ModelCheck.Properties.Model;

/// <summary>
/// The whole state graph, found by a plain breadth-first search and kept in plain collections, and every requirement
/// judged by its definition; those of the whole graph by its strongly connected components, which QuikGraph finds. Like
/// <see cref="NaiveExplorer"/> it shares the model with the engine and nothing else: slow, and short enough to be
/// checked by reading.
/// </summary>
internal sealed class NaiveGraph
{
    private readonly IModel _model;
    private readonly Requirement[] _requirements;
    private readonly StepRequirement[] _musts;
    private readonly StepPossibility[] _cans;
    private readonly List<State> _states = [default];
    private readonly List<int> _levels = [0];
    private readonly Dictionary<State, int> _numbers = new() { [default] = 0 };
    private readonly AdjacencyGraph<int, STaggedEdge<int, Operation>> _graph =
        new(allowParallelEdges: true, vertexCapacity: -1, edgeCapacity: 16);


    // By reference: a requirement is a record, and to look at all that it is made of takes longer than a step.
    private readonly Dictionary<Requirement, int> _shortest = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Requirement> _tested = new(ReferenceEqualityComparer.Instance);

    private long _transitions;
    private long _refusals;

    internal NaiveGraph(IModel model, IEnumerable<Requirement> requirements)
    {
        _model = model;
        _requirements = [.. requirements.Where(requirement => requirement.Obstacle(model) is null)];
        _musts = [.. _requirements.OfType<StepRequirement>()];
        _cans = [.. _requirements.OfType<StepPossibility>()];
        for (int number = 0; number < _states.Count; number++)
        {
            _graph.AddVertex(number);
            Expand(number);
        }

        foreach (BranchingRequirement branching in _requirements.OfType<BranchingRequirement>())
        {
            Judge(branching);
        }
    }

    /// <summary>States, transitions, refusals, and the states of each level.</summary>
    internal string Counts =>
        $"{_states.Count} states, {_transitions} transitions, {_refusals} refusals, levels "
        + string.Join(' ', _levels.CountBy(level => level).OrderBy(pair => pair.Key).Select(pair => pair.Value));

    /// <summary>
    /// How many steps the shortest trace has that violates or shows a requirement; null when there is none.
    /// </summary>
    internal int? ShortestTraceOf(Requirement requirement) =>
        _shortest.TryGetValue(requirement, out int steps) ? steps : null;

    /// <summary>Whether something puts a requirement to the test; a possibility needs nothing.</summary>
    internal bool IsTested(Requirement requirement) =>
        requirement is StatePossibility or StepPossibility || _tested.Contains(requirement);

    private void Expand(int number)
    {
        State before = _states[number];
        Ledger ledger = _model.Audit(in before);
        var at = new StateView(_model, in before, in ledger);
        foreach (Requirement requirement in _requirements)
        {
            if ((requirement is Invariant invariant && !invariant.Holds(in at))
                || (requirement is StatePossibility possibility && possibility.Shows(in at)))
            {
                Note(requirement, _levels[number]);
            }

            if ((requirement is Invariant test && test.Premise?.Invoke(in at) != false)
                || (requirement is BranchingRequirement branching && branching.Premise?.Invoke(in at) != false))
            {
                _tested.Add(requirement);
            }
        }

        foreach (Operation operation in Instances.Of(_model, in before))
        {
            State after = before;
            Outcome outcome = _model.Apply(in before, in ledger, operation, ref after);
            Ledger ledgerAfter = _model.Audit(in after);
            Judge(new StepView(at, operation, outcome, new StateView(_model, in after, in ledgerAfter)), number);
            if (outcome.IsGranted)
            {
                _transitions++;
                _graph.AddVerticesAndEdge(new(number, NumberOf(after, _levels[number] + 1), operation));
            }
            else
            {
                _refusals++;
            }
        }
    }

    private int NumberOf(State state, int level)
    {
        if (!_numbers.TryGetValue(state, out int number))
        {
            number = _states.Count;
            _numbers.Add(state, number);
            _states.Add(state);
            _levels.Add(level);
        }

        return number;
    }

    private void Judge(in StepView step, int number)
    {
        foreach (StepRequirement must in _musts)
        {
            if (!must.Concerns.Contains(step.Operation.Kind))
            {
                continue;
            }

            if (!must.Holds(in step))
            {
                Note(must, _levels[number] + 1);
            }

            if (must.Premise?.Invoke(in step) ?? step.Outcome.IsGranted)
            {
                _tested.Add(must);
            }
        }

        foreach (StepPossibility can in _cans)
        {
            if (can.Concerns.Contains(step.Operation.Kind) && can.Shows(in step))
            {
                Note(can, _levels[number] + 1);
            }
        }
    }

    private void Judge(BranchingRequirement branching)
    {
        foreach (Goal goal in branching.Goals(_model.Scope))
        {
            var moves = new FilteredVertexListGraph<
                int, STaggedEdge<int, Operation>, IVertexListGraph<int, STaggedEdge<int, Operation>>>(
                _graph, static _ => true, edge => goal.Allows(edge.Tag));
            foreach (int stuck in CondensedGraph.Of(moves).StuckStates(number => IsIn(goal, number)))
            {
                Note(branching, _levels[stuck]);
            }
        }
    }

    private bool IsIn(Goal goal, int number)
    {
        State state = _states[number];
        Ledger ledger = _model.Audit(in state);
        return goal.Reached(new StateView(_model, in state, in ledger));
    }

    private void Note(Requirement requirement, int steps) =>
        _shortest[requirement] = Math.Min(steps, _shortest.GetValueOrDefault(requirement, int.MaxValue));
}
