using System.Collections.Immutable;

using ModelCheck.Cli.Commands;
using ModelCheck.Exploration.Scenarios;

using Spectre.Console;

namespace ModelCheck.Cli.Outputs;

/// <summary>
/// Everything that a run is to write in the end. What cannot be written costs nothing else: all the rest is written,
/// and the exit code says so.
/// </summary>
internal sealed class OutputSet
{
    private static readonly (string Path, string What)[] StandardPlaces =
    [
        ("/proc/self/fd/1", "where standard output goes"), ("/proc/self/fd/2", "where standard error goes"),
    ];

    private readonly Surroundings _surroundings;
    private readonly ImmutableArray<Destination> _given;
    private readonly List<(string Fault, string Text)> _lost = [];
    private string? _unprinted;

    /// <summary>Makes sure that outputs take neither each other's place nor that of what is read.</summary>
    /// <param name="surroundings">The standard streams, and the signals that must not cut a file off.</param>
    /// <param name="given">Where the results go, a place for each form that is asked for.</param>
    /// <param name="inputs">The files that are read, or kept by the run itself, and what each is.</param>
    internal OutputSet(
        Surroundings surroundings,
        ImmutableArray<Destination> given,
        IEnumerable<(string Path, string What)> inputs)
    {
        _surroundings = surroundings;
        _given = given;
        foreach ((int index, Destination one) in given.Index())
        {
            foreach (Destination other in given.Skip(index + 1))
            {
                if (one.IsStandardOutput && other.IsStandardOutput)
                {
                    throw new BadInputException(
                        $"{one.Option} {one.Name} and {other.Option} {other.Name} are both standard output");
                }

                if (IsFile(one) && IsFile(other) && one.File!.Place == other.File!.Place)
                {
                    throw new BadInputException(
                        $"{one.Option} {one.Name} and {other.Option} {other.Name} are one file");
                }
            }
        }

        (string Path, string What)[] taken = OperatingSystem.IsLinux()
            ? [.. inputs, .. StandardPlaces]
            : [.. inputs];
        foreach (Destination destination in given.Where(IsFile))
        {
            if (Array.Find(taken, input => FilePlace.Of(input.Path) == destination.File!.Place).What is { } what)
            {
                throw new BadInputException($"{destination.Option} {destination.Name} cannot be written: it is {what}");
            }
        }

        surroundings.Streams.HasDocument = given.Any(destination => destination.IsStandardOutput);
    }

    /// <summary>Writes the one document that a command makes.</summary>
    /// <param name="exitCode">What the exit code is when it can be written.</param>
    /// <param name="document">The document.</param>
    /// <returns>The exit code.</returns>
    internal int WriteDocument(int exitCode, string document) =>
        Write(exitCode, static _ => { }, () => document);

    /// <summary>Writes everything: files first, since what goes wrong elsewhere must not cost them.</summary>
    /// <param name="exitCode">What the exit code is when everything can be written.</param>
    /// <param name="tables">Prints the results, unless a document goes to standard output.</param>
    /// <param name="json">The results as JSON.</param>
    /// <param name="markdown">The results as Markdown, where the command has that form.</param>
    /// <param name="html">The results as a page, where the command has that form.</param>
    /// <returns>The exit code.</returns>
    internal int Write(
        int exitCode,
        Action<IAnsiConsole> tables,
        Func<string> json,
        Func<string>? markdown = null,
        Func<string>? html = null)
    {
        (Destination Destination, Func<string> Text)[] documents =
        [
            .. _given.Select(destination => (destination, destination.Option switch
            {
                OutputOptions.Json or OutputOptions.Document => json,
                OutputOptions.Markdown => markdown!,
                OutputOptions.Html => html!,
                _ => throw new InvalidOperationException($"No form belongs to {destination.Option}."),
            })),
        ];
        foreach ((Destination destination, Func<string> text) in documents.Where(one => IsFile(one.Destination)))
        {
            WriteFile(destination.File!, text());
        }

        _surroundings.Interrupt.FilesAreWritten();
        foreach ((Destination destination, Func<string> text) in documents.Where(one => !IsFile(one.Destination)))
        {
            if (destination.IsStandardError)
            {
                _surroundings.Streams.Error.Write(text());
            }
            else if (!destination.IsStandardOutput)
            {
                WriteFile(destination.File!, text());
            }
        }

        Print(output =>
        {
            if (Array.Find(documents, one => one.Destination.IsStandardOutput) is { Text: { } text })
            {
                output.Write(text());
            }
            else
            {
                tables(Terminal.Open(_surroundings.Streams));
            }
        });
        return Complain() ? ExitCode.BadInput : exitCode;
    }

    private static bool IsFile(Destination destination) => destination.File is { IsRegular: true };

    private void WriteFile(OutputFile file, string text)
    {
        try
        {
            file.Write(text);
        }
        catch (OutputException exception)
        {
            _lost.Add((exception.Message, text));
        }
    }

    private bool Print(Action<TextWriter> print)
    {
        StreamWriter output = _surroundings.Streams.Output;
        try
        {
            print(output);
            output.Flush();
            return true;
        }
        catch (OutputException exception)
        {
            // A terminal that is gone has no reader who could miss anything.
            _unprinted ??= _surroundings.Interrupt.HasHungUp ? null : exception.Message;
            return false;
        }
    }

    // What a file cannot take goes to standard output, so that it is not lost.
    private bool Complain()
    {
        List<string> faults =
        [
            .. _lost.Select(lost => Print(output => output.Write(lost.Text))
                ? $"{lost.Fault}; its content is on standard output"
                : lost.Fault),
        ];
        if (_unprinted is not null)
        {
            faults.Add(_unprinted);
        }

        faults.ForEach(_surroundings.Streams.Complain);
        return faults.Count > 0;
    }
}
