using System.Collections.Frozen;
using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Parsing;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Watching;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;
using ModelCheck.Services.Piped;

namespace ModelCheck.Cli.Commands;

/// <summary>The option that says what a trace is replayed against.</summary>
internal sealed class AgainstOption
{
    private const string Model = "model";

    // What comes along, by name. Whatever has no name here is a program.
    private static readonly FrozenDictionary<string, (ServiceFactory Create, Func<PolicyName, string?> FaultOf)> Known =
        new Dictionary<string, (ServiceFactory Create, Func<PolicyName, string?> FaultOf)>
        {
            ["implementation"] = (OptimisedService.Create, FaultOfImplementation),
        }.ToFrozenDictionary();

    private readonly Option<string> _against = new("--against")
    {
        Description = $"What is asked: {string.Join(", ", Known.Keys.Prepend(Model))}, or a program that answers "
            + "line by line (docs/protocol.md).",
        HelpName = $"{string.Join('|', Known.Keys.Prepend(Model))}|'PROGRAM ARGS'",
        DefaultValueFactory = _ => Model,
    };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How many seconds the program may take to answer; what takes longer hangs (exit 11).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => ServiceWatch.UsualPatience.TotalSeconds,
    };

    internal AgainstOption() => _against.CompletionSources.Offer(Known.Keys.Prepend(Model));

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_against);
        command.Options.Add(_timeout);
    }

    /// <summary>What is asked beside the model, in words; null for the model alone.</summary>
    internal string? NameIn(ParseResult arguments) =>
        arguments.GetRequiredValue(_against) is var name && name == Model ? null
        : Known.ContainsKey(name) ? $"the {name}"
        : "the program";

    /// <summary>Does a work with what makes the service.</summary>
    /// <param name="arguments">The command line, which names a service and not the model.</param>
    /// <param name="policy">The policy that it is to follow.</param>
    /// <param name="scope">What it is to manage.</param>
    /// <param name="work">The work, at whose end a program that was started is ended.</param>
    /// <exception cref="BadInputException">
    /// The service does not follow the policy, or cannot be started, or the time is none.
    /// </exception>
    internal T With<T>(ParseResult arguments, PolicyName policy, Scope scope, Func<ServiceFactory, T> work)
    {
        string name = arguments.GetRequiredValue(_against);
        TimeSpan patience = ServiceOptions.Patience(_timeout.Name, arguments.GetValue(_timeout));
        if (Known.TryGetValue(name, out (ServiceFactory Create, Func<PolicyName, string?> FaultOf) known))
        {
            return known.FaultOf(policy) is { } fault
                ? throw new BadInputException($"{_against.Name}: {fault}")
                : work(known.Create);
        }

        ImmutableArray<string> words = [.. CommandLineParser.SplitCommandLine(name)];
        if (words.IsEmpty)
        {
            throw new BadInputException($"{_against.Name} names no program");
        }

        using var services = new PipedServices(words, patience);
        try
        {
            services.Probe(policy, ServiceBounds.Of(scope));
        }
        catch (ProtocolException exception)
        {
            throw new BadInputException($"{_against.Name}: {exception.Message}", exception);
        }

        return work(services.Create);
    }

    private static string? FaultOfImplementation(PolicyName policy) => OptimisedService.Supports(policy)
        ? null
        : $"the implementation does not stand for {policy}";
}
