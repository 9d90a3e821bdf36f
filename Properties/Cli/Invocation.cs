using System.Diagnostics;
using System.Text;

using ModelCheck.Cli;
using ModelCheck.Cli.Outputs;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// The program: within this process, or, where that is the point, as a process of its own with its streams redirected
/// as in a script.
/// </summary>
internal sealed class Invocation : IDisposable
{
    // Far more than anything here takes, so that a program that hangs fails a test instead of the whole run; and than
    // it takes where others keep the machine so busy that five states take six seconds.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly TaskCompletionSource<string> _firstLine =
        new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Invocation(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        _process = Process.Start(start)!;
        _output = OnOwnThread(ReadOutput);
    }

    /// <summary>Runs a command to its end within this process.</summary>
    internal static Finished Run(params IEnumerable<string> arguments)
    {
        using var interrupt = new Interrupt();
        return Run(interrupt, arguments);
    }

    /// <summary>Runs a command within this process that may have been interrupted.</summary>
    internal static Finished Run(Interrupt interrupt, params IEnumerable<string> arguments)
    {
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        using var streams = new StandardStreams(output, error);
        int exitCode = Program.Run([.. arguments], new Surroundings(streams, interrupt));
        return new Finished(exitCode, TextIn(output), TextIn(error));
    }

    /// <summary>Runs the program to its end as a process.</summary>
    internal static Finished RunProcess(params IEnumerable<string> arguments)
    {
        using var invocation = new Invocation("dotnet", [ProgramFile(), .. arguments]);
        return invocation.Finish();
    }

    /// <summary>
    /// Runs a script in which <c>$modelcheck</c> is the program as a process, with <c>$1</c> and so on as given.
    /// </summary>
    internal static Finished RunScript(string script, params IEnumerable<string> arguments)
    {
        using var invocation = new Invocation(
            "sh", ["-c", $"modelcheck=\"dotnet {ProgramFile()}\"; {script}", "sh", .. arguments]);
        return invocation.Finish();
    }

    /// <summary>Starts the program, to send it signals.</summary>
    internal static Invocation Start(params IEnumerable<string> arguments) => StartFrom(ProgramFile(), arguments);

    /// <summary>Starts a copy of the program, to send it signals.</summary>
    /// <param name="program">The file that dotnet(1) runs.</param>
    /// <param name="arguments">What it is told.</param>
    internal static Invocation StartFrom(string program, params IEnumerable<string> arguments) =>
        // A shell has what it starts in the background ignore SIGINT, and nohup(1) SIGHUP, and so what that starts in
        // turn, these tests and the program among it. Of all that can undo this, env(1) of the GNU coreutils is the
        // least.
        new("env", ["--default-signal=INT,HUP", "dotnet", program, .. arguments]);

    /// <summary>Waits for the first line on standard output.</summary>
    /// <returns>The line; what there is where it ends without one.</returns>
    internal string AwaitOutputLine()
    {
        KillUnless(_firstLine.Task.Wait(Patience), "says nothing");
        return _firstLine.Task.GetAwaiter().GetResult();
    }

    /// <summary>Waits for a line on standard error.</summary>
    internal string AwaitErrorLine()
    {
        Task<string?> line = OnOwnThread(_process.StandardError.ReadLine);
        KillUnless(line.Wait(Patience), "says nothing");
        return line.GetAwaiter().GetResult() ?? string.Empty;
    }

    /// <summary>Sends a signal by its name, once or several times at once.</summary>
    internal void Signal(string name, int times)
    {
        // The shell's own kill: a program of that name is not on every machine.
        string command = string.Join(
            " && ", Enumerable.Repeat(FormattableString.Invariant($"kill -{name} {_process.Id}"), times));
        using var kill = Process.Start("sh", ["-c", command]);
        kill.WaitForExit();
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end and looks at the program's memory meanwhile.</summary>
    /// <returns>The most that it was seen to have, in bytes.</returns>
    internal long PeakMemory()
    {
        long peak = 0;
        var patience = Stopwatch.StartNew();
        while (!_process.WaitForExit(TimeSpan.FromMilliseconds(5)))
        {
            Assert.True(patience.Elapsed < Patience, "modelcheck does not end");
            _process.Refresh();
            peak = Math.Max(peak, _process.HasExited ? 0 : _process.PeakWorkingSet64);
        }

        return peak;
    }

    /// <summary>Ends the program at once, as SIGKILL does, unless it has ended by itself within a time.</summary>
    /// <returns>Whether it had to be killed.</returns>
    internal bool KillAfter(TimeSpan time)
    {
        if (_process.WaitForExit(time))
        {
            return false;
        }

        _process.Kill();
        _process.WaitForExit();
        return true;
    }

    /// <summary>Waits for the end.</summary>
    internal Finished Finish()
    {
        Task<string> error = OnOwnThread(_process.StandardError.ReadToEnd);
        KillUnless(_process.WaitForExit(Patience), "is still running");
        KillUnless(Task.WaitAll([_output, error], Patience), "has ended, and its streams have not");
        return new Finished(_process.ExitCode, _output.GetAwaiter().GetResult(), error.GetAwaiter().GetResult());
    }

    /// <summary>Ends the program where a test has failed before its end.</summary>
    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>The file of the program, which dotnet(1) runs.</summary>
    internal static string ProgramFile()
    {
        string program = Path.Combine(AppContext.BaseDirectory, "modelcheck.dll");
        Assert.True(File.Exists(program), $"{program} is not beside the tests");
        Assert.True(
            File.Exists(Path.ChangeExtension(program, ".runtimeconfig.json")), $"{program} cannot be run by itself");
        return program;
    }

    // The thread pool's threads may all be busy with what other tests explore, and a pipe has to be emptied all the
    // same.
    private static Task<T> OnOwnThread<T>(Func<T> read) => Task.Factory.StartNew(
        read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private string ReadOutput()
    {
        var output = new StringBuilder();
        char[] buffer = new char[1 << 12];
        while (_process.StandardOutput.Read(buffer) is > 0 and int count)
        {
            output.Append(buffer, 0, count);
            if (!_firstLine.Task.IsCompleted && buffer.AsSpan(..count).Contains('\n'))
            {
                _firstLine.SetResult(output.ToString().Split('\n')[0]);
            }
        }

        _firstLine.TrySetResult(output.ToString());
        return output.ToString();
    }

    private void KillUnless(bool isDone, string what)
    {
        if (!isDone)
        {
            string threads = ThreadsOf(_process.Id);
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"after {Patience} modelcheck {what}{threads}");
        }
    }

    // What the operating system says of each thread: whether it runs, and else where it waits.
    private static string ThreadsOf(int process)
    {
        string tasks = $"/proc/{process}/task";
        return !Directory.Exists(tasks)
            ? string.Empty
            : string.Concat(Directory.EnumerateDirectories(tasks).Select(task =>
                $"\n{Read(task, "comm")} {Read(task, "stat").Split(") ")[^1]} {Read(task, "wchan")}"));

        static string Read(string task, string name)
        {
            try
            {
                return File.ReadAllText(Path.Combine(task, name)).Trim();
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The thread has ended meanwhile, or it is not for everybody to see.
                return "?";
            }
        }
    }

    private static string TextIn(MemoryStream stream) => Encoding.UTF8.GetString(stream.ToArray());
}
