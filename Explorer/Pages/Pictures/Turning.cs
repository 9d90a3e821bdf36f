using System.Globalization;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Pictures;

/// <summary>
/// From where on a trace was lost, in words: of a requirement that asks for a way back the point of no return, of any
/// other one from where on the session that breaks it needs nobody else.
/// </summary>
/// <param name="Summary">A sentence about the whole trace; null where there is nothing to say.</param>
/// <param name="Notes">What is to be said of the state after each step; null for nothing.</param>
public sealed record Turning(string? Summary, IReadOnlyList<string?> Notes)
{
    /// <summary>How many states are looked at, at most, from one state of a trace.</summary>
    public const int Bound = 1 << 13;

    /// <summary>Nothing to say of a trace.</summary>
    /// <param name="steps">How many steps it has.</param>
    /// <returns>No summary and no notes.</returns>
    public static Turning None(int steps) => new(null, new string?[steps]);

    /// <summary>Looks for it.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirement">What the trace violates.</param>
    /// <param name="trace">The trace.</param>
    /// <param name="telling">Says what happens in a step.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What is to be said.</returns>
    internal static Turning Of(
        IModel model, Requirement requirement, Trace trace, StepTelling telling, CancellationToken cancellation) =>
        requirement is BranchingRequirement branching
            ? OfGoals(model, branching, trace, telling, cancellation)
            : OfThreat(model, requirement, trace, telling, cancellation);

    private static Turning OfGoals(
        IModel model,
        BranchingRequirement requirement,
        Trace trace,
        StepTelling telling,
        CancellationToken cancellation)
    {
        int steps = trace.Steps.Length;
        WayBack? lost = WayBack.Of(model, requirement, trace, Bound, cancellation)
            .Where(way => way.Distances[^1].Reach != Reach.Reached)
            .OrderBy(way => way.Distances[^1].Reach == Reach.Never ? 0 : 1)
            .FirstOrDefault();
        if (lost is null)
        {
            return None(steps);
        }

        string goal = lost.Goal.Session is { } session
            ? $"{telling.NameOf(session)} can still bring its charge to nothing by itself"
            : "there is still a way back to the beginning";
        string?[] notes = new string?[steps];
        for (int step = 1; step <= steps; step++)
        {
            notes[step - 1] = lost.Distances[step] switch
            {
                { Reach: Reach.Reached, Length: 0 } => null,
                { Reach: Reach.Reached, Length: var length } => $"{Capital(goal)}: {Wording.Steps(length)}.",
                { Reach: Reach.NotSettled } => Invariant(
                    $"Whether there is a way back from here was not settled within {Bound:N0} states."),
                _ when lost.PointOfNoReturn == step => "The point of no return: from here on there is no way back.",
                _ => "No way back.",
            };
        }

        string lastWay = lost.LastWay.IsEmpty
            ? string.Empty
            : $" Just before, {string.Join(", then ", lost.LastWay.Select(step => step.Operation))} "
                + "would still have done it.";
        return new Turning(
            lost.PointOfNoReturn is { } point
                ? Invariant($"The point of no return is step {point}: {telling.Tell(trace.Steps[point - 1])}.{lastWay}")
                : "It is not settled which step is the point of no return.",
            notes);
    }

    private static Turning OfThreat(
        IModel model, Requirement requirement, Trace trace, StepTelling telling, CancellationToken cancellation)
    {
        var nothing = None(trace.Steps.Length);
        if (Threat.Of(model, requirement, trace, Bound, cancellation) is not { FromStep: { } from } threat)
        {
            return nothing;
        }

        string who = threat.Session is { } session ? $"{telling.NameOf(session)} alone" : "the kernel alone";
        if (from == 0)
        {
            return nothing with { Summary = $"From the beginning {who} can bring this about, without anybody else." };
        }

        string?[] notes = new string?[trace.Steps.Length];
        notes[from - 1] = $"From here on it lies in the hands of {who}: {Wording.Steps(threat.Steps[from]!.Value)}.";
        return new Turning(
            Invariant($"From step {from} on it lies in the hands of {who}; others might still avert it."), notes);
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
