using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using System.Runtime.CompilerServices;

using ModelCheck.Cluster.Driving;
using ModelCheck.Engine;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Web;
using ModelCheck.Web.Addresses;
using ModelCheck.Web.Clusters;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck serve</c>: step through states, and explore them, in a browser.</summary>
internal static class ServeCommand
{
    private const string UsualLifetime = "FirstClass";
    private const string UsualScenario = "peers";

    // What addresses call a scenario that does not come along.
    private const string Given = "given";

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        var scenario = new Argument<string?>(ScenarioOptions.ArgumentName)
        {
            Description = $"{ScenarioOptions.Choice} Without one: {UsualScenario}, or where bounds are given a scope "
                + "of its own, of which nothing is asked.",
            HelpName = ScenarioOptions.ArgumentName,
            Arity = ArgumentArity.ZeroOrOne,
        };
        scenario.CompletionSources.Offer(ScenarioFile.Bundled);
        var scope = new ScopeOptions(isLifetimeRequired: false, ScopeDefaults.Explored, UsualLifetime);
        var port = new Option<int>("--port")
        {
            Description = "The port, 0 for any that is free.",
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
        var cluster = ClusterOptions.ToBeShown();
        var command = new Command(
            "serve", "Serve pages to step through states and explore them in a browser, until it is interrupted.");
        command.Arguments.Add(scenario);
        command.Options.Add(port);
        command.Options.Add(listen);
        scope.AddTo(command);
        common.AddTo(command);
        cluster.AddTo(command);
        command.SetAction(arguments =>
        {
            string? named = arguments.GetValue(scenario) ?? (scope.GivesBounds(arguments) ? null : UsualScenario);
            Scenario asked = named is null ? OfScope(scope, arguments) : InScope(named, scope, arguments);
            return Serve(
                surroundings,
                named,
                asked,
                scope.PolicyFrom(arguments, asked),
                common.LimitsFrom(arguments),
                new Place(
                    ListenOption.AddressFrom(arguments.GetValue(listen)),
                    ListenOption.PortFrom(port.Name, arguments.GetValue(port))),
                cluster.IsNamed(arguments) ? cluster.From(arguments) : null);
        });
        return command;
    }

    // A scope without a story: nobody has a role, and nothing is asked for.
    private static Scenario OfScope(ScopeOptions options, ParseResult arguments)
    {
        Scope scope = options.ScopeFrom(arguments);
        PolicyName policy = options.PolicyFrom(arguments);
        return new Scenario(
            Given,
            "the command line",
            "Bounds of one's own, of which nothing is asked.",
            policy.Platform,
            scope,
            [.. Enumerable.Repeat("session", scope.Sessions)],
            [])
        {
            Sealing = policy.Sealing,
        };
    }

    private static Scenario InScope(string name, ScopeOptions options, ParseResult arguments)
    {
        Scenario written = ScenarioFile.Load(name);
        PolicyName policy = options.PolicyFrom(arguments, written);
        Scenario asked = written with
        {
            Scope = options.ScopeFrom(arguments, written),
            Platform = policy.Platform,
            Sealing = policy.Sealing,
        };
        return asked == written ? written : asked with { Original = written };
    }

    // What serves pages is not loaded before it is asked for: not inlined into what every command passes through.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Serve(
        Surroundings surroundings,
        string? name,
        Scenario scenario,
        PolicyName policy,
        SearchLimits limits,
        Place place,
        NamedCluster? cluster)
    {
        // Only names are told by addresses, and no file.
        bool isBundled = name is not null && scenario.Original is null
            && ScenarioFile.Bundled.Contains(name, StringComparer.Ordinal);
        var served = new Served(isBundled ? name! : Given, scenario, policy, limits);
        surroundings.Interrupt.Run(() => cluster is null
            ? Listen(surroundings, served, place)
            : ListenBeside(surroundings, served, place, cluster));
        return ExitCode.Holds;
    }

    // Nothing of a cluster is loaded where none is named.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ListenBeside(Surroundings surroundings, Served served, Place place, NamedCluster cluster)
    {
        CancellationToken stop = surroundings.Interrupt.Token;
        ClusterConnection connection;
        try
        {
            connection = cluster.Open(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was interrupted before it began.
            return ExitCode.Holds;
        }

        try
        {
            return Listen(
                surroundings,
                served with
                {
                    Cluster = new ServedCluster(cluster.Place.Cluster, token => connection.Show().WaitAsync(token)),
                },
                place);
        }
        finally
        {
            connection.DisposeAsync().AsTask().GetAwaiter().GetResult();
        }
    }

    private static int Listen(Surroundings surroundings, Served served, Place place)
    {
        CancellationToken stop = surroundings.Interrupt.Token;
        WebServer server;
        try
        {
            server = WebServer.Start(served, new Listening(place.Address, place.Port), stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // It was interrupted before it began.
            return ExitCode.Holds;
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw new BadInputException($"--listen {place.Address}: {exception.Message}");
        }
        catch (Exception exception) when (exception is IOException or SocketException)
        {
            throw new BadInputException($"--port {place.Port}: {exception.Message}");
        }

        surroundings.Streams.Output.WriteLine($"Open {server.Address} in a browser; Ctrl-C ends it.");
        surroundings.Streams.Output.Flush();
        try
        {
            server.WarmUp(stop).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants to see a page any more.
        }

        stop.WaitHandle.WaitOne();
        server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return ExitCode.Holds;
    }

    private sealed record Place(IPAddress Address, int Port);
}
