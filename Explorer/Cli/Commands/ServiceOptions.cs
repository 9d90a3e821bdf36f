using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Watching;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// The options that name a service of somebody else. It runs in a process of its own, so that its end is not that of
/// the program; a journal in a file says what it was doing.
/// </summary>
internal sealed class ServiceOptions
{
    private const double LongestPatience = 86_400;

    private readonly Option<string?> _service = new("--service")
    {
        Description = "Compare a service of your own: a public class that implements IRamService, with a public "
            + "constructor (ServiceBounds, IFrameMemory). --lifetime and --charging say which policy it follows.",
        HelpName = "FILE.dll[:TYPE]",
    };

    private readonly Option<string?> _against = new("--against")
    {
        Description = "Compare another program that answers line by line (docs/protocol.md), or the memory of this "
            + "machine's kernel (docs/base-linux.md). --lifetime and --charging say which policy it follows.",
        HelpName = $"{NamedServices.Kernel}|'PROGRAM ARGS'",
    };

    private readonly Option<double> _timeout = new("--timeout")
    {
        Description = "How many seconds one call of your own service may take; what takes longer hangs (exit 11).",
        HelpName = "SECONDS",
        DefaultValueFactory = _ => ServiceWatch.UsualPatience.TotalSeconds,
    };

    // Said by the program to itself: the process that runs the service.
    private readonly Option<string?> _journal = new("--journal") { Hidden = true };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_service);
        command.Options.Add(_against);
        command.Options.Add(_timeout);
        command.Options.Add(_journal);
    }

    /// <summary>The service named; null for the project's own.</summary>
    internal string? ServiceFrom(ParseResult arguments) => arguments.GetValue(_service);

    /// <summary>Whether a program is named that answers line by line.</summary>
    internal bool IsAgainst(ParseResult arguments) => arguments.GetValue(_against) is not null;

    /// <summary>The services of the program or kernel named, which has answered once.</summary>
    /// <exception cref="BadInputException">It cannot be started, or does not do what is needed.</exception>
    internal IServices ServicesFrom(ParseResult arguments, PolicyName policy, Scope scope) => NamedServices.Open(
        _against.Name, arguments.GetValue(_against)!, Patience(arguments), policy, scope);

    /// <summary>Whether this process is to run the service and not to start one that does.</summary>
    internal bool RunsHere(ParseResult arguments) => arguments.GetValue(_journal) is not null;

    /// <summary>The arguments for the process that runs the service.</summary>
    internal ImmutableArray<string> ArgumentsOf(ParseResult arguments, string journal) =>
        [.. arguments.Tokens.Select(token => token.Value), _journal.Name, journal];

    /// <summary>Makes sure that what is named can be used, as far as that is seen without loading it.</summary>
    internal void Check(ParseResult arguments, bool all)
    {
        if (ServiceFrom(arguments) is null && !IsAgainst(arguments))
        {
            return;
        }

        if (ServiceFrom(arguments) is not null && IsAgainst(arguments))
        {
            throw new BadInputException($"{_service.Name} and {_against.Name} name two services; one is compared");
        }

        if (all)
        {
            throw new BadInputException(
                $"{NameIn(arguments)} follows one policy, which --lifetime and --charging name, not --all-policies");
        }

        Patience(arguments);
    }

    /// <summary>Makes sure that it is to follow one policy.</summary>
    internal void Check(ParseResult arguments, ImmutableArray<PolicyName> policies)
    {
        if ((ServiceFrom(arguments) is not null || IsAgainst(arguments)) && policies.Length > 1)
        {
            throw new BadInputException(
                $"{NameIn(arguments)} follows one policy; {policies.Length} are named, {policies[0]} and {policies[1]}"
                + (policies.Length > 2 ? " among them" : string.Empty));
        }
    }

    private string NameIn(ParseResult arguments) => IsAgainst(arguments) ? _against.Name : _service.Name;

    /// <summary>How long a call may take.</summary>
    internal TimeSpan Patience(ParseResult arguments) => Patience(_timeout.Name, arguments.GetValue(_timeout));

    /// <summary>A time that an answer may take.</summary>
    /// <param name="option">The option that gives it.</param>
    /// <param name="seconds">What it gives.</param>
    internal static TimeSpan Patience(string option, double seconds) => seconds is > 0 and <= LongestPatience
        ? TimeSpan.FromSeconds(seconds)
        : throw new BadInputException(
            $"{option} must be above 0 and at most "
            + FormattableString.Invariant($"{LongestPatience}, not {seconds}"));

    /// <summary>The journal that the program that started this one reads.</summary>
    internal CallJournal JournalFrom(ParseResult arguments)
    {
        try
        {
            return CallJournal.In(arguments.GetValue(_journal)!);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{_journal.Name}: {exception.Message}", exception);
        }
    }

    /// <summary>Loads the service.</summary>
    internal ServiceFactory Load(ParseResult arguments)
    {
        try
        {
            return ServiceAssembly.Load(ServiceFrom(arguments)!);
        }
        catch (ServiceAssemblyException exception)
        {
            throw new BadInputException($"{_service.Name}: {exception.Message}", exception);
        }
    }
}
