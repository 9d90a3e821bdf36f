using System.CommandLine;
using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Designing;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck space</c>: every policy that the rules allow, most without a name.</summary>
internal static class SpaceCommand
{
    private const long UsualStates = 1 << 20;

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = ScenarioOptions.WithDefault();
        PolicyOption sealing = PolicyOption.Sealing("Only these sealing policies, of ", isList: true);
        var everyFate = new Option<bool>("--every-fate")
        {
            Description = "Let the fates of regions and of capabilities vary freely, too, where there are any: many "
                + "thousands of policies more. Default: they are as some lifetime with a name has them.",
        };
        var time = new TimeOption();
        var output = new OutputOptions("space");
        var common = new CommonOptions("Each policy", UsualStates);
        var command = new Command(
            "space",
            "Judge every policy that the rules allow on a scenario, named or not: all fates of aliases, own and "
            + "foreign, at Free and at Close, with every charging and sealing policy. Tells how many behave "
            + "differently, what can be kept together, and whether one without a name does better than all that have "
            + "one (exit 10 if it does).");
        scenario.AddArgumentTo(command);
        command.Options.Add(sealing.Option);
        command.Options.Add(everyFate);
        command.Options.Add(time.Option);
        scenario.AddTo(command);
        output.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            var space = new PolicySpace(
                scenario.ScenarioFrom(arguments), sealing.NamesFrom(arguments), arguments.GetValue(everyFate));
            TimeSpan? left = time.TimeFrom(arguments);
            SearchLimits limits = common.LimitsFrom(arguments);
            OutputSet outputs = AskedComparison.Open(
                output,
                arguments,
                surroundings,
                scenario.FileFrom(arguments),
                "the scenario whose policies are judged");
            var progress = new ComparisonProgress();
            long started = Stopwatch.GetTimestamp();
            JudgedSpace judged = ProgressDisplay.Watch(
                surroundings,
                common.IsQuiet(arguments),
                elapsed => ProgressDisplay.StatusOf(progress, elapsed),
                token =>
                {
                    using CancellationTokenSource stop = TimeOption.StopAfter(left, token);
                    return SpaceSearch.Judge(space, limits, SpaceSearch.UsualFirstBound, progress, stop.Token);
                });
            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            return outputs.Write(
                judged.BetterUnnamed is not null ? ExitCode.Violated
                : judged.Complete ? ExitCode.Holds
                : ExitCode.Stopped,
                console => SpaceReport.Write(console, judged, seconds),
                () => JsonReport.Write(judged));
        });
        return command;
    }
}
