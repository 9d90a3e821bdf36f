using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;
using ModelCheck.Workloads;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck workload</c>: what a use of the service costs, measured on the implementation.</summary>
internal static class WorkloadCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var workload = new Argument<string>("WORKLOAD")
        {
            Description = $"{RamServiceWorkload.Name}: a server hands out the pages of a chunk, each to a client, "
                + "and takes them back.",
            HelpName = "WORKLOAD",
        };
        workload.CompletionSources.Offer(RamServiceWorkload.Name);
        var parts = new Option<string?>("--parts")
        {
            Description = "How many pages the chunk has, one number or several. "
                + $"Default: {string.Join(",", RamServiceWorkload.UsualParts)}.",
            HelpName = "N[,N…]",
        };
        var output = new OutputOptions("results");
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var command = new Command(
            "workload",
            "Measure on the implementation what a use of the RAM service costs: quota and time of handing out parts "
            + "as aliases, and as RM sessions.")
        {
            workload, parts,
        };
        output.AddTo(command);
        command.Options.Add(quiet);
        command.SetAction(arguments => Run(
            surroundings,
            arguments.GetRequiredValue(workload),
            arguments.GetValue(parts),
            arguments.GetValue(quiet),
            () => output.OpenFor(arguments, surroundings)));
        return command;
    }

    private static int Run(
        Surroundings surroundings, string workload, string? parts, bool quiet, Func<OutputSet> open)
    {
        if (workload != RamServiceWorkload.Name)
        {
            throw new BadInputException($"no workload {workload}; there is {RamServiceWorkload.Name}");
        }

        ImmutableArray<int> numbers = parts is null ? RamServiceWorkload.UsualParts : NumbersFrom(parts);
        OutputSet outputs = open();
        var progress = new WorkloadProgress();
        WorkloadResult result = ProgressDisplay.Watch(
            surroundings,
            quiet,
            elapsed => ProgressDisplay.StatusOf(progress, elapsed),
            token => RamServiceWorkload.Run(numbers, progress, token));
        return outputs.Write(
            result.Complete ? ExitCode.Holds : ExitCode.Stopped,
            console => WorkloadReport.Write(console, result),
            () => JsonReport.Write(result));
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
