using System.Text;

using Spectre.Console;

namespace ModelCheck.Cli.Outputs;

/// <summary>
/// A writer as Spectre.Console sees it, which by itself knows what is a terminal only of the writers of
/// <see cref="Console"/>.
/// </summary>
/// <param name="writer">The writer.</param>
/// <param name="isTerminal">Whether it writes to the terminal.</param>
internal sealed class ConsoleOutput(TextWriter writer, bool isTerminal) : IAnsiConsoleOutput
{
    private readonly AnsiConsoleOutput _usual = new(writer);

    /// <inheritdoc/>
    public TextWriter Writer => writer;

    /// <inheritdoc/>
    public bool IsTerminal => isTerminal;

    /// <inheritdoc/>
    public int Width => _usual.Width;

    /// <inheritdoc/>
    public int Height => _usual.Height;

    /// <inheritdoc/>
    public void SetEncoding(Encoding encoding)
    {
        // It is UTF-8, whatever the library thinks of it.
    }
}
