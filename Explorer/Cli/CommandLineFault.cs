using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Parsing;
using System.Globalization;

using ModelCheck.Cli.Commands;

namespace ModelCheck.Cli;

/// <summary>What is wrong with a command line, before any command looks at it.</summary>
internal static class CommandLineFault
{
    /// <summary>The first thing that is wrong, in one line; null if nothing is.</summary>
    /// <param name="parsed">What the parser made of the arguments.</param>
    /// <param name="arguments">The arguments.</param>
    internal static string? Of(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        Command command = parsed.CommandResult.Command;
        if (IsUnfinished(parsed))
        {
            return null;
        }

        string help = command is RootCommand ? "modelcheck --help" : $"modelcheck {command.Name} --help";

        // Before what the parser says: to it an unknown option is one argument too many, and so is its value.
        return UnknownOption(parsed, arguments) is { } unknown
                ? $"{InsteadOf(unknown, command) ?? $"no such option {unknown}"} ({help})"
            : parsed.Errors.Count == 0 ? null
            : parsed.Errors.Select(MisreadValue).FirstOrDefault(fault => fault is not null)
                ?? $"{parsed.Errors[^1].Message} ({help})";
    }

    // A shell asks what could come next in a line that is being typed.
    private static bool IsUnfinished(ParseResult parsed) =>
        parsed.RootCommandResult.Command is RootCommand root
        && root.Directives.OfType<SuggestDirective>().Any(directive => parsed.GetResult(directive) is not null);

    // Where a name or a path is asked for, none begins with a minus; a path that does can be written as ./-path.
    private static string? UnknownOption(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        string[] names =
        [
            .. parsed.UnmatchedTokens,
            .. parsed.CommandResult.Children.OfType<ArgumentResult>()
                .SelectMany(argument => argument.Tokens).Select(token => token.Value),
        ];
        return arguments.FirstOrDefault(argument => argument is ['-', _, ..] && names.Contains(argument));
    }

    // What has another name, or is nothing that an option could say.
    private static string? InsteadOf(string unknown, Command command) => unknown.Split('=', ':')[0] switch
    {
        "--operations" when command.Options.Any(option => option.Name == ScopeOptions.KindsName) =>
            $"--operations is called {ScopeOptions.KindsName}",
        "--sessions" when command.Arguments.Any(argument => argument.Name == ScenarioOptions.ArgumentName) =>
            "--sessions: the sessions of a scenario come with their roles, so only its file says how many there are",
        _ => null,
    };

    // The parser's own words name types of the language that it is written in.
    private static string? MisreadValue(ParseError error)
    {
        OptionResult? option = error.SymbolResult as OptionResult ?? error.SymbolResult?.Parent as OptionResult;
        if (option is not { Tokens: [{ Value: { } value }] })
        {
            return null;
        }

        Type type = Nullable.GetUnderlyingType(option.Option.ValueType) ?? option.Option.ValueType;
        return type == typeof(int) && !int.TryParse(value, CultureInfo.InvariantCulture, out _)
                ? $"{option.Option.Name} must be a whole number of at most {int.MaxValue}, not {value}"
            : type == typeof(long) && !long.TryParse(value, CultureInfo.InvariantCulture, out _)
                ? $"{option.Option.Name} must be a whole number of at most {long.MaxValue}, not {value}"
            : null;
    }
}
