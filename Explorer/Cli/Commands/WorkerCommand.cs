using System.CommandLine;
using System.Net;
using System.Runtime.CompilerServices;

using ModelCheck.Cli.Outputs;
using ModelCheck.Cluster.Silos;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck worker</c>: one worker of a cluster, until it is interrupted.</summary>
internal static class WorkerCommand
{
    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var cluster = new ClusterOptions();
        var listen = new Option<string?>("--listen")
        {
            Description = "The address at which other workers, and whoever drives them, reach this one. Whoever "
                + "reaches it can use its processors and memory, unless connections are secured. Default: the "
                + "loopback address, so nobody else.",
            HelpName = "ADDRESS",
        };
        Option<int> port = PortOption("--port", "The port for other workers, 0 for any that is free.");
        Option<int> gateway = PortOption("--gateway-port", "The port for whoever drives them, 0 for any that is free.");
        var workers = new Option<int>("--workers")
        {
            Description = "How many threads explore at a time.",
            DefaultValueFactory = _ => Environment.ProcessorCount,
            HelpName = "N",
        };
        Option<string?> memory = CommonOptions.MemoryOption();
        var shared = new Option<string?>("--shared")
        {
            Description = "A directory that all workers share: what they hold is saved there now and then, so that "
                + "an exploration goes on where it was when one of them is lost. Without it, it begins anew.",
            HelpName = "DIR",
        };
        var interval = new Option<double>("--save-every")
        {
            Description = "How many seconds an exploration goes on between two times that it is saved, 0 to 86,400: "
                + "at the end of the next level.",
            DefaultValueFactory = _ => WorkerSettings.UsualSaveInterval.TotalSeconds,
            HelpName = "SECONDS",
        };
        var command = new Command("worker", "Be a worker of a cluster that explores, until it is interrupted.");
        cluster.AddTo(command);
        command.Options.Add(listen);
        command.Options.Add(port);
        command.Options.Add(gateway);
        command.Options.Add(workers);
        command.Options.Add(memory);
        command.Options.Add(shared);
        command.Options.Add(interval);
        command.SetAction(arguments =>
        {
            if (arguments.GetValue(shared) is { } directory)
            {
                OutputDirectory.Prepare(directory, "what workers hold");
            }

            NamedCluster named = cluster.From(arguments);
            return Serve(surroundings, new WorkerSettings(named.Place)
            {
                Address = ListenOption.AddressFrom(arguments.GetValue(listen)),
                Port = ListenOption.PortFrom(port.Name, arguments.GetValue(port)),
                GatewayPort = ListenOption.PortFrom(gateway.Name, arguments.GetValue(gateway)),
                Workers = CommonOptions.WorkersFrom(arguments.GetValue(workers)),
                MaximalBytes = CommonOptions.TableBytesFrom(arguments.GetValue(memory)),
                SharedDirectory = arguments.GetValue(shared),
                SaveInterval = IntervalFrom(arguments.GetValue(interval)),
                Security = named.Security,
                IsVerbose = named.IsVerbose,
            });
        });
        return command;
    }

    private static Option<int> PortOption(string name, string description) => new(name)
    {
        Description = description,
        DefaultValueFactory = _ => 0,
        HelpName = "N",
    };

    private static TimeSpan IntervalFrom(double seconds) => seconds is >= 0 and <= 86_400
        ? TimeSpan.FromSeconds(seconds)
        : throw new BadInputException(
            FormattableString.Invariant($"--save-every must be 0 to 86,400 seconds, not {seconds}"));

    // Nothing of a cluster is loaded before it is asked for: not inlined into what every command passes through.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Serve(Surroundings surroundings, WorkerSettings settings) =>
        surroundings.Interrupt.Run(
            () => Serve(surroundings, settings, surroundings.Interrupt.Token).GetAwaiter().GetResult());

    private static async Task<int> Serve(
        Surroundings surroundings, WorkerSettings settings, CancellationToken stop)
    {
        WorkerHost worker;
        try
        {
            worker = await WorkerHost.Start(settings, stop).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was interrupted before it was one.
            return ExitCode.Holds;
        }

        await using (worker.ConfigureAwait(false))
        {
            await surroundings.Streams.Output.WriteLineAsync(
                $"Worker {worker.Settings.Name} of cluster {settings.Place.Cluster}: "
                + $"{Wording.Number(settings.Workers)} threads, {Wording.Bytes(settings.MaximalBytes)}; "
                + "Ctrl-C ends it.").ConfigureAwait(false);
            await surroundings.Streams.Output.FlushAsync(CancellationToken.None).ConfigureAwait(false);
            if (await worker.Serve(stop).ConfigureAwait(false) is not { } reason)
            {
                return ExitCode.Holds;
            }

            if (!worker.IsGivenUp)
            {
                throw new BadInputException(reason);
            }

            surroundings.Streams.Complain(Printable.Line(reason));
            return ExitCode.Stopped;
        }
    }
}
