using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;
using ModelCheck.Workloads;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck workload</c>: what a use of the service costs, measured on the implementation.</summary>
internal static class WorkloadCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create()
    {
        var workload = new Argument<string>("WORKLOAD")
        {
            Description = $"{RamServiceWorkload.Name}: a server hands out the pages of a chunk, each to a client, "
                + "and takes them back.",
        };
        var parts = new Option<string?>("--parts")
        {
            Description = "How many pages the chunk has, one number or several. "
                + $"Default: {string.Join(",", RamServiceWorkload.UsualParts)}.",
            HelpName = "N[,N…]",
        };
        var json = new Option<string?>("--json")
        {
            Description = "Write the results to a file as JSON; - for standard output, instead of the tables.",
            HelpName = "FILE|-",
        };
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var command = new Command(
            "workload",
            "Measure on the implementation what a use of the RAM service costs: quota and time of handing out parts "
            + "as aliases, and as RM sessions.")
        {
            workload, parts, json, quiet,
        };
        command.SetAction(arguments => Run(
            arguments.GetRequiredValue(workload),
            arguments.GetValue(parts),
            arguments.GetValue(json),
            arguments.GetValue(quiet)));
        return command;
    }

    private static int Run(string workload, string? parts, string? json, bool quiet)
    {
        if (workload != RamServiceWorkload.Name)
        {
            throw new BadInputException($"no workload {workload}; there is {RamServiceWorkload.Name}");
        }

        ImmutableArray<int> numbers = parts is null ? RamServiceWorkload.UsualParts : NumbersFrom(parts);
        using OutputFile? file = OutputFile.Open(json);
        using var interrupt = new Interrupt();
        var progress = new WorkloadProgress();
        WorkloadResult result = ProgressDisplay.Watch(
            quiet,
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            () => RamServiceWorkload.Run(numbers, progress, interrupt.Token));

        file?.Write(JsonReport.Write(result));
        if (json == "-")
        {
            Console.Out.Write(JsonReport.Write(result));
        }
        else
        {
            WorkloadReport.Write(Terminal.Open(), result);
        }

        return result.Complete ? ExitCode.Holds : ExitCode.Stopped;
    }

    private static ImmutableArray<int> NumbersFrom(string text)
    {
        ImmutableArray<int> numbers =
        [
            .. text.Split(',').Select(part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
                    && number is >= 1 and <= RamServiceWorkload.MaximalParts
                    ? number
                    : throw new BadInputException(
                        $"--parts must be numbers of 1 to {RamServiceWorkload.MaximalParts}, not {text}")),
        ];
        return numbers.Distinct().Count() == numbers.Length
            ? numbers
            : throw new BadInputException($"--parts must name each number once, not {text}");
    }
}
