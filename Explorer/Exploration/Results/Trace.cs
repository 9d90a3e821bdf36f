using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>A path from the initial state, as plain data: what was asked and what came of it.</summary>
/// <param name="Steps">The steps; the last may be a refusal.</param>
public sealed record Trace(ImmutableArray<TraceStep> Steps)
{
    /// <summary>Asks a model for operations, one after the other from its initial state.</summary>
    /// <param name="model">The model.</param>
    /// <param name="operations">The packed operations.</param>
    /// <returns>The trace.</returns>
    public static Trace Replay(IModel model, IEnumerable<uint> operations)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(operations);
        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        State state = default;
        foreach (uint code in operations)
        {
            var operation = new Operation(code);
            steps.Add(new TraceStep(operation, model.Step(ref state, operation)));
        }

        return new Trace(steps.ToImmutable());
    }

    /// <summary>The states that the trace leads through under a model.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The initial state, then the one after each step.</returns>
    public ImmutableArray<State> States(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var states = ImmutableArray.CreateBuilder<State>(Steps.Length + 1);
        State state = default;
        states.Add(state);
        foreach (TraceStep step in Steps)
        {
            model.Step(ref state, step.Operation);
            states.Add(state);
        }

        return states.MoveToImmutable();
    }
}

/// <summary>One step of a trace.</summary>
/// <param name="Operation">What was asked.</param>
/// <param name="Outcome">What came of it.</param>
public readonly record struct TraceStep(Operation Operation, Outcome Outcome)
{
    /// <summary>What came of it, as a word: the new object, granted, or the refusal.</summary>
    public string OutcomeText => Outcome switch
    {
        { IsGranted: false } => Outcome.Refusal.ToString(),
        { Slot: < 0 } => "granted",
        _ => Operation.Kind == OperationKind.Attach ? $"r{Outcome.Slot}" : $"d{Outcome.Slot}",
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Operation} -> {OutcomeText}";
}
