using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Outputs;

/// <summary>The options that say where the results of a command are written.</summary>
internal sealed class OutputOptions
{
    /// <summary>What stands for standard output.</summary>
    internal const string StandardOutput = "-";

    /// <summary>The option for results that programs read.</summary>
    internal const string Json = "--json";

    /// <summary>The option for a comparison as a text.</summary>
    internal const string Markdown = "--markdown";

    /// <summary>The option for a page.</summary>
    internal const string Html = "--html";

    /// <summary>The option for a document that is all that a command writes.</summary>
    internal const string Document = "--output";

    private readonly ImmutableArray<Option<string?>> _options;

    /// <summary>Makes the options.</summary>
    /// <param name="results">What is written, for the help.</param>
    /// <param name="hasMarkdown">Whether it can be written as Markdown, too.</param>
    /// <param name="hasHtml">Whether it can be written as a page, too.</param>
    internal OutputOptions(string results, bool hasMarkdown = false, bool hasHtml = false) => _options =
    [
        Form(Json, $"Write the {results} to a file as JSON; - for standard output, instead of the tables."),
        .. hasMarkdown
            ? (Option<string?>[])
            [
                Form(
                    Markdown,
                    "Write the comparison to a file as Markdown, with the traces of every policy; - as with --json."),
            ]
            : [],
        .. hasHtml
            ? (Option<string?>[])
            [
                Form(
                    Html,
                    $"Write the {results} to a file as one page that needs no other, with pictures; - as with --json."),
            ]
            : [],
    ];

    /// <summary>Whether a page is asked for.</summary>
    internal bool HasHtml(ParseResult arguments) =>
        _options.FirstOrDefault(option => option.Name == Html) is { } html && arguments.GetValue(html) is not null;

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option<string?> option in _options)
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Makes sure that what the options name can be written, and that nothing is lost by it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="surroundings">Where standard output is.</param>
    /// <param name="inputs">The files that the command reads, or keeps itself, and what each is.</param>
    internal OutputSet OpenFor(
        ParseResult arguments, Surroundings surroundings, params (string Path, string What)[] inputs)
    {
        (string Option, string Path)[] given =
        [
            .. _options.Select(option => (option.Name, Path: arguments.GetValue(option)))
                .Where(one => one.Path is not null)
                .Select(one => (one.Name, one.Path!)),
        ];
        foreach (IGrouping<string, string> alike in given.GroupBy(one => one.Path, one => one.Option))
        {
            if (alike.Skip(1).FirstOrDefault() is { } other)
            {
                throw new BadInputException($"{alike.First()} and {other} cannot both be written to {alike.Key}");
            }
        }

        return new OutputSet(
            surroundings, [.. given.Select(one => Destination.Of(one.Option, one.Path)!)], inputs);
    }

    private static Option<string?> Form(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "FILE|-",
    };
}
