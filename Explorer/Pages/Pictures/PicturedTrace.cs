using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Pictures;

/// <summary>A trace as a strip of pictures.</summary>
/// <param name="Steps">Its steps.</param>
/// <param name="Blame">What is wrong at its end; null where nothing is.</param>
public sealed record PicturedTrace(ImmutableArray<PicturedStep> Steps, Blame? Blame)
{
    /// <summary>From where on it was lost; null where there is nothing to say.</summary>
    public string? Turning { get; init; }

    /// <summary>Draws a trace.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="telling">Says what happens in a step.</param>
    /// <param name="requirement">What it violates; null for nothing.</param>
    /// <param name="cancellation">Once it is cancelled, nothing is looked for any more.</param>
    /// <returns>The pictures.</returns>
    internal static PicturedTrace Of(
        IModel model,
        Trace trace,
        StepTelling telling,
        Requirement? requirement = null,
        CancellationToken cancellation = default)
    {
        Blame? blame = requirement is null
            ? null
            : Blame.Of(model, requirement, trace, cancellation: CancellationToken.None);

        // What is looked for is looked for in few states, so that it is enough to look at no more once it is late.
        Turning turning = requirement is null || cancellation.IsCancellationRequested
            ? Pictures.Turning.None(trace.Steps.Length)
            : Pictures.Turning.Of(model, requirement, trace, telling, CancellationToken.None);
        ImmutableArray<State> states = trace.States(model);
        var steps = ImmutableArray.CreateBuilder<PicturedStep>(trace.Steps.Length);
        var before = StatePicture.Of(model, states[0]);
        for (int index = 0; index < trace.Steps.Length; index++)
        {
            TraceStep step = trace.Steps[index];
            bool isLast = index + 1 == trace.Steps.Length;
            var picture = StatePicture.Of(model, states[index + 1], before, isLast ? blame : null);
            steps.Add(new PicturedStep(index + 1, telling.Tell(step), step, picture)
            {
                Note = turning.Notes[index],
                IsEnd = isLast && blame is not null,
            });
            before = picture;
        }

        return new PicturedTrace(steps.MoveToImmutable(), blame) { Turning = turning.Summary };
    }
}

/// <summary>One step of it.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Told">What happens, in words.</param>
/// <param name="Step">The same as the model has it.</param>
/// <param name="Picture">The state afterwards.</param>
public sealed record PicturedStep(int Number, string Told, TraceStep Step, StatePicture Picture)
{
    /// <summary>What is to be said of the state afterwards; null for nothing.</summary>
    public string? Note { get; init; }

    /// <summary>Whether this is where it goes wrong.</summary>
    public bool IsEnd { get; init; }
}
