using System.CommandLine;
using System.Runtime.CompilerServices;

using ModelCheck.Cli.Outputs;
using ModelCheck.Cluster.Driving;
using ModelCheck.Exploration.Results;
using ModelCheck.Reports;

using Spectre.Console;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck cluster</c>: what there is in a cluster, and how far its explorations are.</summary>
internal static class ClusterCommand
{
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(1);

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var cluster = new ClusterOptions();
        var follow = new Option<bool>("--follow") { Description = "Again each second, until it is interrupted." };
        var output = new OutputOptions("view");
        var command = new Command(
            "cluster", "Show the workers of a cluster, and the partitions of what they explore.");
        cluster.AddTo(command);
        command.Options.Add(follow);
        output.AddTo(command);
        command.SetAction(arguments =>
        {
            OutputSet outputs = output.OpenFor(arguments, surroundings);
            return Show(
                surroundings,
                outputs,
                cluster.From(arguments),
                arguments.GetValue(follow));
        });
        return command;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Show(
        Surroundings surroundings,
        OutputSet outputs,
        NamedCluster cluster,
        bool isFollowed)
    {
        ClusterView view = surroundings.Interrupt.Run(() =>
            Look(surroundings, cluster, isFollowed, surroundings.Interrupt.Token).GetAwaiter().GetResult());
        return outputs.Write(
            ExitCode.Holds, console => ClusterReport.Write(console, view), () => JsonReport.Write(view));
    }

    private static async Task<ClusterView> Look(
        Surroundings surroundings,
        NamedCluster cluster,
        bool isFollowed,
        CancellationToken stop)
    {
        ClusterConnection connection = await cluster.Open(stop).ConfigureAwait(false);
        await using (connection.ConfigureAwait(false))
        {
            ClusterView view = await connection.Show().ConfigureAwait(false);
            IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
            {
                Out = new ConsoleOutput(surroundings.Streams.Error, surroundings.Streams.IsErrorTerminal),
            });
            while (isFollowed && !stop.IsCancellationRequested)
            {
                if (surroundings.Streams.IsErrorTerminal)
                {
                    console.Clear();
                }

                ClusterReport.Write(console, view);
                await Task.WhenAny(Task.Delay(_interval, stop)).ConfigureAwait(false);
                view = await connection.Show().ConfigureAwait(false);
            }

            return view;
        }
    }
}
