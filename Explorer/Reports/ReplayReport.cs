using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange.Traces;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What came of replaying a recorded trace, on a console.</summary>
public static class ReplayReport
{
    /// <summary>Writes the result of <c>modelcheck replay</c>.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="recorded">The trace.</param>
    /// <param name="replayed">What the model says of it.</param>
    /// <param name="against">What was asked beside the model; null for the model alone.</param>
    /// <param name="divergence">Where that parts from the model; null where it does not.</param>
    public static void Write(
        IAnsiConsole console, RecordedTrace recorded, Replayed replayed, string? against, Divergence? divergence)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(recorded);
        ArgumentNullException.ThrowIfNull(replayed);
        Scope scope = recorded.Setting.Scope;
        console.WriteLine($"{recorded.Setting.Policy}; {Wording.Bounds(scope)}");
        if (recorded.Requirement is { } requirement)
        {
            console.WriteLine(Printable.Line($"said to be a trace about {requirement}"));
        }

        Trace asked = divergence?.Trace ?? replayed.Trace;
        foreach ((int index, TraceStep step) in asked.Steps.Index())
        {
            console.WriteLine($"{Wording.Number(index + 1),3}  {step}");
        }

        if (divergence is not null)
        {
            console.WriteLine(
                $"line {Wording.Number(recorded.LineOf(asked.Steps.Length))}: {against} differs: "
                + divergence.Difference);
            ConformanceReport.WriteViews(console, scope, divergence);
        }
        else if (replayed.Difference is { } difference)
        {
            console.WriteLine($"line {Wording.Number(recorded.LineOf(asked.Steps.Length))}: {difference}");
        }
        else
        {
            console.WriteLine(
                $"{Wording.Number(recorded.Length)} steps, answered by the model "
                + (against is null ? "as the trace says" : $"and by {against} as the trace says"));
            if (recorded.Requirement is { } name
                && Catalog.FindRequirement(name) is { } known
                && Blame.Of(recorded.Model, known, replayed.Trace) is { } failing)
            {
                console.WriteLine($"then {known.Name} is violated: {failing.Text}");
            }
        }
    }
}
