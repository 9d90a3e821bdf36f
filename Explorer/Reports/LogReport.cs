using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;
using ModelCheck.Interchange.Logs;
using ModelCheck.Model.States;

using Spectre.Console;

namespace ModelCheck.Reports;

/// <summary>What came of checking a log, on a console.</summary>
public static class LogReport
{
    private const int ShownSteps = 100;

    /// <summary>Writes the result of <c>modelcheck check-log</c>.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="log">The log.</param>
    /// <param name="check">What came of it.</param>
    public static void Write(IAnsiConsole console, OperationLog log, LogCheck check)
    {
        ArgumentNullException.ThrowIfNull(console);
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(check);
        console.WriteLine($"{log.Setting.Policy}; {Wording.Bounds(log.Setting.Scope)}");
        console.WriteLine(Conclusion(log, check));
        if (check.At is { } entry && check.Verdict == LogVerdict.Rejected)
        {
            console.WriteLine($"  the log says      {entry}");
            foreach (LogAnswer answer in check.Answers)
            {
                string states = check.States == 1
                    ? string.Empty
                    : $"  (in {Wording.Share(answer.States, check.States)} states)";
                console.WriteLine($"  the model answers {answer.Text}{states}");
            }

            if (check.Answers.IsEmpty)
            {
                console.WriteLine("  the model knows no such operation");
            }
        }

        console.WriteLine();
        WriteExplanation(console, log, check);
        foreach (State state in check.Ends)
        {
            console.WriteLine($"  then {StateText.Of(in state)}");
        }

        if (check.States > check.Ends.Length)
        {
            console.WriteLine($"  or one of {Wording.Number(check.States - check.Ends.Length)} other states");
        }
    }

    /// <summary>The verdict in one line.</summary>
    internal static string Conclusion(OperationLog log, LogCheck check)
    {
        string where = check.At is { } entry ? $"{log.Name}:{entry.Line}: " : $"{log.Name}: ";
        return Exploration.Scenarios.Printable.Line(where + check.Verdict switch
        {
            LogVerdict.Accepted =>
                $"accepted; operations: {Wording.Number(check.Explained)}, explanations: {Explanations(check)}, "
                + $"states that the system may be in at the end: {Wording.Number(check.States)}",
            LogVerdict.Rejected =>
                "rejected: the model explains what is before this operation "
                + $"({Wording.Number(check.Explained)}), and not this one",
            LogVerdict.Stopped =>
                "stopped: after this operation the system may be in too many states; what is before it "
                + $"({Wording.Number(check.Explained)}) is explained",
        });
    }

    private static string Explanations(LogCheck check) => check.Explanations == ulong.MaxValue
        ? FormattableString.Invariant($"{ulong.MaxValue:N0} or more")
        : FormattableString.Invariant($"{check.Explanations:N0}");

    private static void WriteExplanation(IAnsiConsole console, OperationLog log, LogCheck check)
    {
        ImmutableArray<TraceStep> steps = check.Explanation.Steps;
        if (steps.IsEmpty)
        {
            return;
        }

        console.WriteLine(check.Verdict == LogVerdict.Accepted
            ? "One explanation, by lines of the log:"
            : "The longest part that the model explains, in one way, by lines of the log:");
        int from = Math.Max(0, steps.Length - ShownSteps);
        if (from > 0)
        {
            console.WriteLine($"  … ({Wording.Number(from)} left out)");
        }

        for (int index = from; index < steps.Length; index++)
        {
            console.WriteLine($"{Wording.Number(log.Entries[index].Line),6}  {steps[index]}");
        }
    }
}
