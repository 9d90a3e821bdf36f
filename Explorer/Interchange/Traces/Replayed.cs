using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Traces;

/// <summary>A recorded trace beside what the model says of it.</summary>
/// <param name="Trace">What was asked, with what the model answers, up to the first difference.</param>
/// <param name="Difference">
/// Where the last step parts from what was recorded, in words; null where nothing does.
/// </param>
public sealed record Replayed(Trace Trace, string? Difference)
{
    /// <summary>
    /// Asks the model for each step, and compares its outcome and the state after it with what the trace says of them.
    /// </summary>
    /// <param name="recorded">The trace.</param>
    /// <returns>What the model answers, up to the first difference.</returns>
    public static Replayed Of(RecordedTrace recorded)
    {
        ArgumentNullException.ThrowIfNull(recorded);
        IModel model = recorded.Model;
        var steps = ImmutableArray.CreateBuilder<TraceStep>(recorded.Length);
        State state = default;
        string? difference = DifferenceIn(recorded.States[0], model, in state);
        foreach (RecordedState next in recorded.States.Skip(1))
        {
            if (difference is not null)
            {
                break;
            }

            Operation operation = next.Operation!.Value;
            var step = new TraceStep(operation, model.Step(ref state, operation));
            steps.Add(step);
            difference = next.Outcome is { } outcome && outcome != step.OutcomeText
                ? $"outcome: the trace says {outcome}, the model {step.OutcomeText}"
                : DifferenceIn(next, model, in state);
        }

        return new Replayed(new Trace(steps.ToImmutable()), difference);
    }

    private static string? DifferenceIn(RecordedState recorded, IModel model, in State state)
    {
        if (recorded.Variables.IsEmpty)
        {
            return null;
        }

        ImmutableArray<(string Name, ItfValue Value)> variables = ItfState.Of(model, in state);
        return recorded.Variables
            .Select(variable => variables.First(own => own.Name == variable.Name).Value
                .DifferenceIn(variable.Value, variable.Name))
            .FirstOrDefault(difference => difference is not null);
    }
}
