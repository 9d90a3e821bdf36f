using System.Diagnostics;
using System.Text;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// The real program on a pseudo-terminal of its own, which script(1) opens: it belongs to what every Linux has
/// (Debian: bsdutils, elsewhere util-linux).
/// </summary>
internal static class PseudoTerminal
{
    /// <summary>Prints some lines and runs the program; what it writes, as the terminal gets it.</summary>
    internal static string Run(int width, IEnumerable<string> earlier, string command)
    {
        string printed = string.Join(' ', earlier.Select(line => $"'{line}'"));
        (int exitCode, string output) = RunScript(
            Environment.CurrentDirectory,
            width,
            $"printf '%s\\n' {printed}; dotnet '{Invocation.ProgramFile()}' {command}");
        Assert.True(exitCode is 0 or 3, output);
        return output;
    }

    /// <summary>Runs the program in a folder.</summary>
    /// <returns>Its exit code, and what can be read on the terminal at the end.</returns>
    internal static (int ExitCode, IReadOnlyList<string> Lines) RunIn(string folder, int width, string command)
    {
        (int exitCode, string output) = RunScript(folder, width, $"dotnet '{Invocation.ProgramFile()}' {command}");
        return (exitCode, new Screen(width).Write(output).Lines);
    }

    private static (int ExitCode, string Output) RunScript(string folder, int width, string script)
    {
        Assert.True(
            File.Exists("/usr/bin/script"), "script(1) is not there: install bsdutils (Debian) or util-linux");
        string program = $"stty cols {width} rows 50; {script}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-q", "-e", "-c", program, "/dev/null"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["TERM"] = "xterm-256color" },
        };
        using var terminal = Process.Start(start)!;
        Task<string> error = terminal.StandardError.ReadToEndAsync();
        string output = terminal.StandardOutput.ReadToEnd();
        terminal.WaitForExit();
        Assert.Equal(string.Empty, error.GetAwaiter().GetResult());
        return (terminal.ExitCode, output);
    }
}
