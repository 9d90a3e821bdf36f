using System.Collections.Immutable;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages.Pictures;
using ModelCheck.Services;
using ModelCheck.Web.Addresses;

namespace ModelCheck.Web.Views;

/// <summary>How things stand under one policy at a place.</summary>
public sealed class Standing
{
    /// <summary>Goes there.</summary>
    /// <param name="place">The place.</param>
    /// <param name="policy">One of its policies.</param>
    internal Standing(Place place, PolicyName policy)
    {
        Policy = policy;
        Model = place.ModelOf(policy);
        Trace = place.TraceUnder(Model);
        ImmutableArray<State> states = Trace.States(Model);
        State = states[^1];
        Violated =
        [
            .. Catalog.Requirements
                .Where(requirement => requirement is Invariant or StepRequirement
                    && requirement.Obstacle(Model) is null)
                .OrderBy(requirement => place.Scenario.LevelOf(requirement) is { } level ? (int)level : int.MaxValue)
                .Select(requirement => (Requirement: requirement, Blame: Blame.Of(Model, requirement, Trace)))
                .Where(entry => entry.Blame is not null)
                .Select(entry => (entry.Requirement, entry.Blame!)),
        ];
        Blame? asked = Violated
            .Where(entry => place.Scenario.LevelOf(entry.Requirement) is not null)
            .Select(entry => entry.Blame)
            .FirstOrDefault();
        Picture = StatePicture.Of(
            Model, State, states.Length > 1 ? StatePicture.Of(Model, states[^2]) : null, asked);
        var asking = new Asking(Model, State);
        new OperationSpace(Model).Visit(in asking.State, ref asking);
        Asked = [.. asking.Answers];
        Views = OptimisedService.Supports(policy)
            ? BothViews.After(Model, OptimisedService.Create, Trace)
            : null;
    }

    /// <summary>The policy.</summary>
    public PolicyName Policy { get; }

    /// <summary>The policy in short.</summary>
    public string Name => $"{Policy.Title}/{Policy.Charging}";

    /// <summary>The policy within the place's bounds.</summary>
    public IModel Model { get; }

    /// <summary>What led here.</summary>
    public Trace Trace { get; }

    /// <summary>The state.</summary>
    public State State { get; }

    /// <summary>The same to be drawn, with what the last step has changed.</summary>
    public StatePicture Picture { get; }

    /// <summary>What the state or the last step violates, what the scenario asks for first.</summary>
    public ImmutableArray<(Requirement Requirement, Blame Blame)> Violated { get; }

    /// <summary>All that is asked here, and what would come of it.</summary>
    public ImmutableArray<TraceStep> Asked { get; }

    /// <summary>The implementation beside the model; null where it does not stand for the policy.</summary>
    public BothViews? Views { get; }

    private struct Asking(IModel model, State state) : IOperationVisitor
    {
        private readonly Ledger _ledger = model.Audit(in state);

        internal State State = state;

        internal List<TraceStep> Answers { get; } = [];

        public readonly bool Satisfied => false;

        public readonly void Visit(Operation operation)
        {
            State after = default;
            Answers.Add(new TraceStep(operation, model.Apply(in State, in _ledger, operation, ref after)));
        }
    }
}
