using System.ComponentModel;
using System.Diagnostics;
using System.Text;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Services.Piped;

/// <summary>
/// A program that answers a line with a line, on its standard input and output. Nothing that it writes is trusted: an
/// answer that does not come in time, is too long, or comes unasked ends it.
/// </summary>
internal sealed class ServiceProgram : IDisposable
{
    /// <summary>How many bytes an answer may have.</summary>
    internal const int LongestAnswer = 1 << 20;

    private const int FirstBuffer = 1 << 14;
    private const int LongestQuote = 80;

    // How long an end that has begun may take.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private static readonly bool HasSetsid = OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(directory => File.Exists(Path.Combine(directory, "setsid")));

    private readonly Process _process;
    private readonly Stream _output;
    private readonly Stream _input;
    private readonly Timer _watch;
    private readonly TimeSpan _patience;
    private byte[] _buffer = new byte[FirstBuffer];
    private int _begin;
    private int _end;
    // Set when nothing more comes on standard error.
    private readonly TaskCompletionSource _complained = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile bool _isLate;
    private volatile bool _isOver;
    private volatile string _lastComplaint = string.Empty;

    private ServiceProgram(Process process, TimeSpan patience)
    {
        _process = process;
        _patience = patience;
        _output = process.StandardOutput.BaseStream;
        _input = process.StandardInput.BaseStream;
        _watch = new Timer(_ => End(isLate: true));
        process.ErrorDataReceived += (_, line) =>
        {
            if (line.Data is null)
            {
                _complained.TrySetResult();
            }
            else if (!string.IsNullOrWhiteSpace(line.Data))
            {
                _lastComplaint = line.Data;
            }
        };
        process.BeginErrorReadLine();
    }

    /// <summary>Whether it can be asked for something, as far as is known.</summary>
    internal bool IsUsable => !_isOver;

    /// <summary>Starts a program.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <param name="patience">How long an answer may take.</param>
    /// <exception cref="ProtocolException">It cannot be started.</exception>
    internal static ServiceProgram Start(IReadOnlyList<string> words, TimeSpan patience)
    {
        // In a session of its own, so that Ctrl-C in a terminal reaches who asks, and not who is asked: a program that
        // is ended that way would look like one that dies.
        string[] all = HasSetsid ? ["setsid", .. words] : [.. words];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(all[0], all.Skip(1))
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
        };
        try
        {
            process.Start();
            return new ServiceProgram(process, patience);
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException)
        {
            process.Dispose();
            throw new ProtocolException($"{words[0]} cannot be started: {exception.Message}", exception);
        }
    }

    /// <summary>Asks for something.</summary>
    /// <param name="line">The question, without a line feed.</param>
    /// <param name="what">What it is in short, for whoever reads of a fault.</param>
    /// <returns>The answer, valid until the next question.</returns>
    /// <exception cref="ProtocolException">There is none.</exception>
    internal ReadOnlyMemory<byte> Ask(ReadOnlySpan<byte> line, string what)
    {
        Send(line, what);
        return Answer(what);
    }

    /// <summary>Asks for something without waiting for the answer.</summary>
    /// <param name="lines">
    /// The question, or several with line feeds between them: no more than a pipe has room for, so that the program can
    /// take them before it has got rid of its answers.
    /// </param>
    /// <param name="what">What it is in short, for whoever reads of a fault.</param>
    /// <exception cref="ProtocolException">It cannot be asked.</exception>
    internal void Send(ReadOnlySpan<byte> lines, string what)
    {
        if (_begin < _end)
        {
            ReadOnlySpan<byte> rest = _buffer.AsSpan(_begin, _end - _begin);
            throw Fault($"said more than it was asked for, before {what}: {Quoted(rest)}");
        }

        Watched(what, lines, static (program, _, bytes) =>
        {
            program._input.Write(bytes);
            program._input.WriteByte((byte)'\n');
            program._input.Flush();
            return default;
        });
    }

    /// <summary>Waits for the next answer.</summary>
    /// <param name="what">What was asked in short, for whoever reads of a fault.</param>
    /// <returns>The answer, valid until the next.</returns>
    /// <exception cref="ProtocolException">There is none.</exception>
    internal ReadOnlyMemory<byte> Answer(string what)
    {
        int feed = _buffer.AsSpan(_begin, _end - _begin).IndexOf((byte)'\n');
        return feed >= 0
            ? Taken(feed)
            : Watched(what, default, static (program, asked, _) => program.ReadLine(asked));
    }

    /// <summary>A fault of the program, after which it is asked no more.</summary>
    /// <param name="what">What it did.</param>
    internal ProtocolException Fault(string what)
    {
        End(isLate: false);
        return new ProtocolException($"the program {what}");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End(isLate: false);
        _watch.Dispose();
        _process.Dispose();
    }

    /// <summary>What somebody wrote, so that it can be read: short, and without signs that a terminal obeys.</summary>
    internal static string Quoted(ReadOnlySpan<byte> text)
    {
        string whole = Encoding.UTF8.GetString(text.Length > LongestQuote ? text[..LongestQuote] : text);
        return Printable.Line(whole) + (text.Length > LongestQuote ? "…" : string.Empty);
    }

    private ReadOnlyMemory<byte> Watched(
        string what,
        ReadOnlySpan<byte> bytes,
        Func<ServiceProgram, string, ReadOnlySpan<byte>, ReadOnlyMemory<byte>> doing)
    {
        _watch.Change(_patience, Timeout.InfiniteTimeSpan);
        try
        {
            return doing(this, what, bytes);
        }
        catch (IOException exception)
        {
            throw Gone(what, exception);
        }
        finally
        {
            _watch.Change(Timeout.Infinite, Timeout.Infinite);
        }
    }

    private ReadOnlyMemory<byte> ReadLine(string what)
    {
        // What has come of the line so far is moved to the front.
        _buffer.AsSpan(_begin, _end - _begin).CopyTo(_buffer);
        _end -= _begin;
        _begin = 0;
        while (true)
        {
            if (_end == _buffer.Length)
            {
                if (_buffer.Length >= LongestAnswer)
                {
                    throw Fault(FormattableString.Invariant(
                        $"answers {what} with more than {LongestAnswer:N0} bytes"));
                }

                Array.Resize(ref _buffer, _buffer.Length * 2);
            }

            int read = _output.Read(_buffer, _end, _buffer.Length - _end);
            if (read == 0)
            {
                throw Gone(what, null);
            }

            int feed = _buffer.AsSpan(_end, read).IndexOf((byte)'\n');
            int from = _end;
            _end += read;
            if (feed >= 0)
            {
                return Taken(from + feed);
            }
        }
    }

    // The line that ends so far from where what is not taken begins.
    private ReadOnlyMemory<byte> Taken(int length)
    {
        ReadOnlyMemory<byte> line = _buffer.AsMemory(_begin, length);
        _begin += length + 1;
        return line;
    }

    private ProtocolException Gone(string what, Exception? cause)
    {
        bool wasLate = _isLate;
        _process.WaitForExit(LastWords);
        _complained.Task.Wait(LastWords);
        string code = wasLate || !_process.HasExited
            ? string.Empty
            : FormattableString.Invariant($" with exit code {_process.ExitCode}");
        End(isLate: wasLate);
        string complaint = _lastComplaint.Length == 0
            ? string.Empty
            : $"; the last that it wrote to standard error: {Quoted(Encoding.UTF8.GetBytes(_lastComplaint))}";
        return new ProtocolException(
            wasLate
                ? FormattableString.Invariant(
                    $"the program hangs: no answer to {what} within {_patience.TotalSeconds} s")
                : $"the program ended{code} when it was asked for {what}{complaint}",
            cause!);
    }

    private void End(bool isLate)
    {
        _isLate |= isLate;
        _isOver = true;
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception exception) when (exception is InvalidOperationException or Win32Exception)
        {
            // It has ended already.
        }
    }
}
