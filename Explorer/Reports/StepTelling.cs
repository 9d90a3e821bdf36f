using System.Globalization;
using System.Text.RegularExpressions;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>Tells the steps of a trace in words, the sessions by their roles in a scenario.</summary>
/// <param name="roles">The role of each session; roles that several sessions have are told apart by numbers.</param>
internal sealed partial class StepTelling(IReadOnlyList<string> roles)
{
    /// <summary>The name of a session.</summary>
    /// <param name="session">The session.</param>
    /// <returns>Its role and, in brackets, its name in drawings.</returns>
    internal string NameOf(SessionId session)
    {
        string role = roles[session.Index];
        bool isOneOfSeveral = roles.Count(other => other == role) > 1;
        int number = roles.Take(session.Index + 1).Count(other => other == role);
        return Printable.Line(isOneOfSeveral ? Invariant($"{role} {number}") : role) + Invariant($" ({session})");
    }

    /// <summary>What is asked in a step, and what comes of it.</summary>
    /// <param name="step">The step.</param>
    /// <returns>A sentence without its full stop.</returns>
    internal string Tell(TraceStep step) => step.Outcome.IsGranted
        ? $"{Asked(step.Operation)}{Made(step)}"
        : $"{Asked(step.Operation)}, and is refused: {step.Outcome.Refusal}";

    /// <summary>A text in which sessions are named by their roles, too.</summary>
    /// <param name="text">A text that calls them s0, s1 and so on.</param>
    /// <returns>The text.</returns>
    internal string InRoles(string text) => SessionName().Replace(text, match =>
        int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) is var index && index < roles.Count
            ? NameOf(new SessionId(index))
            : match.Value);

    private string Asked(Operation operation) => operation.Kind switch
    {
        OperationKind.Flush => "the kernel removes what is left of dead mappings",
        _ => $"{NameOf(operation.Session)} {Deed(operation)}",
    };

    private string Deed(Operation operation) => operation.Kind switch
    {
        OperationKind.Alloc => $"allocates {Frames(operation.Size)}",
        OperationKind.Alias => Invariant(
            $"makes a {(operation.Writable ? "writable" : "read-only")} alias of {Part(operation)}"),
        OperationKind.Free => $"frees {operation.Dataspace}",
        OperationKind.Revoke => $"revokes all that was made of {operation.Dataspace}",
        OperationKind.Seal => $"seals {operation.Dataspace}",
        OperationKind.Attach => $"maps {operation.Dataspace}",
        OperationKind.Detach => $"unmaps {operation.Region}",
        OperationKind.Share => $"hands {operation.Dataspace} to {NameOf(operation.Receiver)}",
        OperationKind.Drop => $"lets its capability for {operation.Dataspace} go",
        OperationKind.Donate => $"gives quota of {Frames(operation.Size)} to {NameOf(operation.Receiver)}",
        OperationKind.Write => Invariant($"writes to frame {operation.Offset} of {operation.Region}"),
        OperationKind.Close => "closes its session, or dies",
        OperationKind.Flush => throw new InvalidOperationException("Nobody asks for Flush."),
    };

    private static string Part(Operation operation) => operation.Size == 1
        ? Invariant($"frame {operation.Offset} of {operation.Dataspace}")
        : Invariant($"frames {operation.Offset} to {operation.Offset + operation.Size - 1} of {operation.Dataspace}");

    private static string Made(TraceStep step) => step.Outcome.Slot < 0 ? string.Empty : $": {step.OutcomeText}";

    private static string Frames(int count) => count == 1 ? "1 frame" : Invariant($"{count} frames");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bs(\d)\b")]
    private static partial Regex SessionName();
}
