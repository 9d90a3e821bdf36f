using System.CommandLine;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Outputs;

/// <summary>The options that say where the results of a command are written.</summary>
internal sealed class OutputOptions
{
    /// <summary>What stands for standard output.</summary>
    internal const string StandardOutput = "-";

    private readonly Option<string?> _json;
    private readonly Option<string?>? _markdown;

    /// <summary>Makes the options.</summary>
    /// <param name="results">What is written, for the help.</param>
    /// <param name="hasMarkdown">Whether it can be written as Markdown, too.</param>
    internal OutputOptions(string results, bool hasMarkdown = false)
    {
        _json = new Option<string?>("--json")
        {
            Description = $"Write the {results} to a file as JSON; - for standard output, instead of the tables.",
            HelpName = "FILE|-",
        };
        _markdown = hasMarkdown
            ? new Option<string?>("--markdown")
            {
                Description = "Write the comparison to a file as Markdown, with the traces of every policy; "
                    + "- as with --json.",
                HelpName = "FILE|-",
            }
            : null;
    }

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_json);
        if (_markdown is not null)
        {
            command.Options.Add(_markdown);
        }
    }

    /// <summary>Makes sure that what the options name can be written, and that nothing is lost by it.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="surroundings">Where standard output is.</param>
    /// <param name="inputs">The files that the command reads, or keeps itself, and what each is.</param>
    internal OutputSet OpenFor(
        ParseResult arguments, Surroundings surroundings, params (string Path, string What)[] inputs)
    {
        string? json = arguments.GetValue(_json);
        string? markdown = _markdown is null ? null : arguments.GetValue(_markdown);
        if (json is not null && json == markdown)
        {
            throw new BadInputException($"{_json.Name} and {_markdown!.Name} cannot both be written to {json}");
        }

        return new OutputSet(
            surroundings, Destination.Of(_json.Name, json), Destination.Of("--markdown", markdown), inputs);
    }
}
