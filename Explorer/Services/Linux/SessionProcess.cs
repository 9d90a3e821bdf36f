using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>A session's process, as the one who serves it sees it.</summary>
internal sealed unsafe class SessionProcess : IDisposable
{
    // More than any structure of that kind is known to have.
    private const int OpaqueBytes = 1024;
    private const short NewSession = 0x80;

    private readonly int _socket;
    private readonly int[] _answer = new int[1 << 12];
    private bool _isGone;

    private SessionProcess(int process, int socket)
    {
        Id = process;
        _socket = socket;
    }

    /// <summary>Whether it was seen to have ended.</summary>
    internal bool IsEnded { get; private set; }

    /// <summary>The number of the process.</summary>
    internal int Id { get; }

    /// <summary>Starts one.</summary>
    /// <param name="words">The program and its arguments: one that runs <see cref="SessionProgram"/>.</param>
    internal static SessionProcess Start(ImmutableArray<string> words)
    {
        (int ours, int theirs) = Libc.Pair();
        byte* actions = stackalloc byte[OpaqueBytes];
        byte* attributes = stackalloc byte[OpaqueBytes];
        _ = Libc.posix_spawn_file_actions_init(actions);
        _ = Libc.posix_spawnattr_init(attributes);
        try
        {
            // In a session of its own, so that Ctrl-C in a terminal does not reach it. A descriptor that is made a
            // standard one is closed no more when the program is executed; all others of ours are.
            _ = Libc.posix_spawn_file_actions_adddup2(actions, theirs, 0);
            _ = Libc.posix_spawnattr_setflags(attributes, NewSession);
            using var arguments = new Strings(words);
            using var environment = new Strings(Environment.GetEnvironmentVariables()
                .Cast<DictionaryEntry>()
                .Select(variable => $"{variable.Key}={variable.Value}"));
            int process = 0;
            int error = Libc.posix_spawnp(
                &process, words[0], actions, attributes, arguments.Pointers, environment.Pointers);
            if (error != 0)
            {
                _ = Libc.close(ours);
                throw KernelException.Of($"to start {words[0]}", error);
            }

            return new SessionProcess(process, ours);
        }
        finally
        {
            _ = Libc.posix_spawn_file_actions_destroy(actions);
            _ = Libc.posix_spawnattr_destroy(attributes);
            _ = Libc.close(theirs);
        }
    }

    /// <summary>Sends a request, and with it perhaps a descriptor.</summary>
    /// <exception cref="KernelException">The process has ended.</exception>
    internal void Send(in SessionRequest request, int descriptor = -1)
    {
        ReadOnlySpan<byte> message = MemoryMarshal.AsBytes(MemoryMarshal.CreateReadOnlySpan(in request, 1));
        if (!Libc.Send(_socket, message, descriptor))
        {
            throw Ended();
        }
    }

    /// <summary>Waits for the answer to a request that has one.</summary>
    /// <returns>The answer, valid until the next.</returns>
    /// <exception cref="KernelException">The process has ended.</exception>
    internal ReadOnlySpan<int> Answer()
    {
        int bytes = Libc.Receive(_socket, MemoryMarshal.AsBytes(_answer.AsSpan()), out _);
        return bytes > 0
            ? _answer.AsSpan(0, bytes / sizeof(int))
            : throw Ended();
    }

    /// <summary>Sends a request and waits for its answer.</summary>
    internal ReadOnlySpan<int> Ask(in SessionRequest request)
    {
        Send(in request);
        return Answer();
    }

    /// <summary>Ends the process by SIGKILL and waits until the kernel has taken everything from it.</summary>
    public void Dispose()
    {
        if (_isGone)
        {
            return;
        }

        _isGone = true;
        IsEnded = true;
        _ = Libc.kill(Id, Libc.Kill);
        _ = Libc.Calling(() => Libc.waitpid(Id, null, 0));
        _ = Libc.close(_socket);
    }

    private KernelException Ended()
    {
        IsEnded = true;
        return new KernelException(string.Create(
            CultureInfo.InvariantCulture, $"the process {Id} of a session has ended"));
    }

    /// <summary>Strings as the kernel takes them, with a null at the end.</summary>
    private sealed class Strings : IDisposable
    {
        private readonly nint[] _pointers;
        private GCHandle _pinned;

        internal Strings(IEnumerable<string> strings)
        {
            _pointers = [.. strings.Select(Marshal.StringToCoTaskMemUTF8), 0];
            _pinned = GCHandle.Alloc(_pointers, GCHandleType.Pinned);
        }

        internal byte** Pointers => (byte**)_pinned.AddrOfPinnedObject();

        public void Dispose()
        {
            _pinned.Free();
            foreach (nint pointer in _pointers)
            {
                Marshal.FreeCoTaskMem(pointer);
            }
        }
    }
}
