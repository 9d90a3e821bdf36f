using System.CommandLine;
using System.Net;
using System.Runtime.CompilerServices;

using ModelCheck.Engine;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Web;
using ModelCheck.Web.Addresses;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck serve</c>: step through states, and explore them, in a browser.</summary>
internal static class ServeCommand
{
    private const string UsualLifetime = "FirstClass";
    private const string UsualCharging = "Holder";

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = ScenarioOptions.WithDefault();
        PolicyOption lifetime = PolicyOption.Lifetime("The lifetime to begin with: ", isList: false)
            .WithDefault(UsualLifetime);
        PolicyOption charging = PolicyOption.Charging("Who pays, to begin with: ", isList: false)
            .WithDefault(UsualCharging);
        var port = new Option<int>("--port")
        {
            Description = $"The port, 0 for any that is free. Default: {Listening.UsualPort}.",
            DefaultValueFactory = _ => Listening.UsualPort,
            HelpName = "N",
        };
        var listen = new Option<string?>("--listen")
        {
            Description = "The address to listen on. Whoever reaches it can use this machine's processors and memory. "
                + "Default: the loopback address, so nobody else.",
            HelpName = "ADDRESS",
        };
        var common = new CommonOptions();
        var command = new Command(
            "serve", "Serve pages to step through states and explore them in a browser, until it is interrupted.");
        scenario.AddArgumentTo(command);
        command.Options.Add(lifetime.Option);
        command.Options.Add(charging.Option);
        command.Options.Add(port);
        command.Options.Add(listen);
        scenario.AddTo(command);
        common.AddTo(command);
        command.SetAction(arguments =>
        {
            Scenario asked = scenario.ScenarioFrom(arguments);
            return Serve(
                surroundings,
                scenario.FileFrom(arguments),
                asked,
                new PolicyName(
                    lifetime.NameFrom(arguments), charging.NameFrom(arguments), asked.Platform, asked.Sealing),
                common.LimitsFrom(arguments),
                new Place(AddressFrom(arguments.GetValue(listen)), PortFrom(arguments.GetValue(port))));
        });
        return command;
    }

    private static IPAddress AddressFrom(string? text) => text is null ? IPAddress.Loopback
        : IPAddress.TryParse(text, out IPAddress? address) ? address
        : throw new BadInputException($"--listen must be an address of this machine, like 127.0.0.1, not {text}");

    private static int PortFrom(int port) => port is >= 0 and <= IPEndPoint.MaxPort
        ? port
        : throw new BadInputException($"--port must be 0 to {IPEndPoint.MaxPort}, not {port}");

    // What serves pages is not loaded before it is asked for: not inlined into what every command passes through.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Serve(
        Surroundings surroundings,
        string name,
        Scenario scenario,
        PolicyName policy,
        SearchLimits limits,
        Place place)
    {
        // Only names are told by addresses, and no file.
        bool isBundled = ScenarioFile.Bundled.Contains(name, StringComparer.Ordinal) && scenario.Original is null;
        var served = new Served(isBundled ? name : "given", scenario, policy, limits);
        surroundings.Interrupt.Run(() => Listen(surroundings, served, place));
        return ExitCode.Holds;
    }

    private static int Listen(Surroundings surroundings, Served served, Place place)
    {
        CancellationToken stop = surroundings.Interrupt.Token;
        WebServer server;
        try
        {
            server = WebServer.Start(served, new Listening(place.Address, place.Port), stop).GetAwaiter().GetResult();
            server.WarmUp(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return ExitCode.Holds;
        }
        catch (IOException exception)
        {
            throw new BadInputException($"--port {place.Port}: {exception.Message}");
        }

        surroundings.Streams.Output.WriteLine($"Open {server.Address} in a browser; Ctrl-C ends it.");
        surroundings.Streams.Output.Flush();
        stop.WaitHandle.WaitOne();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return ExitCode.Holds;
    }

    private sealed record Place(IPAddress Address, int Port);
}
