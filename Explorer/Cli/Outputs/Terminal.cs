using Spectre.Console;

namespace ModelCheck.Cli.Outputs;

/// <summary>Standard output as Spectre.Console sees it.</summary>
internal static class Terminal
{
    // Wide enough for the matrix: a file or a pipe has no width of its own.
    private const int WidthOfAPipe = 200;

    /// <summary>Opens standard output.</summary>
    internal static IAnsiConsole Open(StandardStreams streams)
    {
        var settings = new AnsiConsoleSettings
        {
            Out = new ConsoleOutput(streams.Output, streams.IsOutputTerminal),
        };
        if (streams.IsOutputTerminal)
        {
            return AnsiConsole.Create(settings);
        }

        settings.Ansi = AnsiSupport.No;
        settings.ColorSystem = ColorSystemSupport.NoColors;
        IAnsiConsole console = AnsiConsole.Create(settings);
        console.Profile.Width = WidthOfAPipe;
        return console;
    }
}
