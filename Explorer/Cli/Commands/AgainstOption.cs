using System.CommandLine;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Watching;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary>The option that says what a trace is replayed against.</summary>
internal sealed class AgainstOption
{
    private const string Model = "model";

    private const string Implementation = "implementation";

    private static readonly string[] Known = [Model, Implementation, NamedServices.Kernel];

    private readonly Option<string> _against = new("--against")
    {
        Description = "What is asked: the model, the implementation, the memory of this machine's kernel "
            + "(docs/base-linux.md), or a program that answers line by line (docs/protocol.md).",
        HelpName = $"{string.Join('|', Known)}|'PROGRAM ARGS'",
        DefaultValueFactory = _ => Model,
    };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How many seconds the program may take to answer; what takes longer hangs (exit 11).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => ServiceWatch.UsualPatience.TotalSeconds,
    };

    internal AgainstOption() => _against.CompletionSources.Offer(Known);

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_against);
        command.Options.Add(_timeout);
    }

    /// <summary>What is asked beside the model, in words; null for the model alone.</summary>
    internal string? NameIn(ParseResult arguments) =>
        arguments.GetRequiredValue(_against) is var name && name == Model ? null
        : name == Implementation ? "the implementation"
        : name == NamedServices.Kernel ? "the kernel"
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
        if (name == Implementation)
        {
            return OptimisedService.Supports(policy)
                ? work(OptimisedService.Create)
                : throw new BadInputException($"{_against.Name}: the implementation does not stand for {policy}");
        }

        using IServices services = NamedServices.Open(_against.Name, name, patience, policy, scope);
        return work(services.Create);
    }
}
