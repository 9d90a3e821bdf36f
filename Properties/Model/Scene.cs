using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// Asks requirements about states and steps made by hand, reachable or not: what no model does must still be noticed.
/// </summary>
internal sealed class Scene
{
    private readonly IModel _model;

    internal Scene(Scope scope, string charging = "Holder") =>
        _model = Catalog.CreateModel(new PolicyName("FirstClass", charging, "Native"), scope);

    /// <summary>Why the requirement does not apply here, if it does not.</summary>
    internal string? ObstacleTo(string requirement) => Find(requirement).Obstacle(_model);

    /// <summary>Whether an invariant holds in a state, or a possibility is shown by it.</summary>
    internal bool Judge(string requirement, State state)
    {
        Ledger ledger = _model.Audit(in state);
        var view = new StateView(_model, in state, in ledger);
        return Find(requirement) switch
        {
            Invariant invariant => invariant.Holds(in view),
            StatePossibility possibility => possibility.Shows(in view),
            _ => throw new ArgumentException("does not speak of states", nameof(requirement)),
        };
    }

    /// <summary>Whether a step requirement holds for a step, or a possibility is shown by it.</summary>
    internal bool Judge(string requirement, State before, Operation operation, Outcome outcome, State after)
    {
        Ledger ledgerBefore = _model.Audit(in before);
        Ledger ledgerAfter = _model.Audit(in after);
        var step = new StepView(
            new StateView(_model, in before, in ledgerBefore),
            operation,
            outcome,
            new StateView(_model, in after, in ledgerAfter));
        Requirement found = Find(requirement);
        OperationKinds concerns = found is StepRequirement concerned
            ? concerned.Concerns
            : ((StepPossibility)found).Concerns;
        Assert.True(concerns.Contains(operation.Kind), $"{requirement} is never asked about {operation}");
        return found is StepRequirement rule ? rule.Holds(in step) : ((StepPossibility)found).Shows(in step);
    }

    /// <summary>Whether each goal of a branching requirement is reached in a state.</summary>
    internal bool[] Reached(string requirement, State state)
    {
        Ledger ledger = _model.Audit(in state);
        var reached = new List<bool>();
        foreach (Goal goal in ((BranchingRequirement)Find(requirement)).Goals(_model.Scope))
        {
            reached.Add(goal.Reached(new StateView(_model, in state, in ledger)));
        }

        return [.. reached];
    }

    /// <summary>Whether each goal of a branching requirement may be approached by an operation.</summary>
    internal bool[] Allowed(string requirement, Operation operation) =>
        [.. ((BranchingRequirement)Find(requirement)).Goals(_model.Scope).Select(goal => goal.Allows(operation))];

    private static Requirement Find(string name) =>
        Catalog.FindRequirement(name) ?? throw new ArgumentException($"there is no requirement {name}", nameof(name));
}
