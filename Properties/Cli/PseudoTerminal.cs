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
        Assert.True(
            File.Exists("/usr/bin/script"), "script(1) is not there: install bsdutils (Debian) or util-linux");
        string printed = string.Join(' ', earlier.Select(line => $"'{line}'"));
        string program =
            $"stty cols {width} rows 50; printf '%s\\n' {printed}; dotnet '{Invocation.ProgramFile()}' {command}";
        var start = new ProcessStartInfo("/usr/bin/script", ["-q", "-e", "-c", program, "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            Environment = { ["TERM"] = "xterm-256color" },
        };
        using var script = Process.Start(start)!;
        Task<string> error = script.StandardError.ReadToEndAsync();
        string output = script.StandardOutput.ReadToEnd();
        script.WaitForExit();
        Assert.Equal(string.Empty, error.GetAwaiter().GetResult());
        Assert.True(script.ExitCode is 0 or 3, output);
        return output;
    }
}
