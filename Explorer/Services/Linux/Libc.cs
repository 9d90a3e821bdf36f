using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>
/// What is asked of the Linux kernel, by the names of its manual pages. The structures are those of x86-64.
/// </summary>
internal static unsafe partial class Libc
{
    internal const int PageBytes = 4096;

    internal const int ReadOnly = 0;
    internal const int ReadWrite = 2;
    internal const int CloseOnExec = 0x80000;
    internal const int CreateAnew = 0x40 | 0x80;

    internal const int ProtNone = 0;
    internal const int ProtRead = 1;
    internal const int ProtWrite = 2;
    internal const int ProtExecute = 4;
    internal const int MapShared = 1;
    internal const int MapPrivate = 2;
    internal const int MapFixed = 0x10;
    internal const int MapAnonymous = 0x20;

    internal const int AddSeals = 1033;
    internal const int SealWrite = 8;
    internal const int SealFutureWrite = 16;
    internal const uint AllowSealing = 2;

    internal const uint WatchDeletion = 0x400;

    internal const int SegmentationFault = 11;
    internal const int BusError = 7;
    internal const int Kill = 9;

    private const int AddressFamilyUnix = 1;
    private const int SequencedPackets = 5;
    private const int CloseOnExecSocket = 0x80000;
    private const int SocketLevel = 1;
    private const int Rights = 1;
    private const int CloseOnExecRights = 0x40000000;
    private const int NonBlocking = 0x800;
    private const int Interrupted = 4;
    private const int TryAgain = 11;
    private const int BrokenPipe = 32;
    private const int ConnectionReset = 104;
    private const int NoSignal = 0x4000;
    private const int HeaderBytes = 16;
    private const int ControlBytes = 24;

    /// <summary>Calls again what a signal has interrupted.</summary>
    internal static int Calling(Func<int> call)
    {
        int result;
        do
        {
            result = call();
        }
        while (result < 0 && Marshal.GetLastPInvokeError() == Interrupted);

        return result;
    }

    /// <summary>The result of a call, unless it failed.</summary>
    /// <exception cref="KernelException">It failed.</exception>
    internal static int Checked(int result, string call) =>
        result < 0 ? throw KernelException.OfLast(call) : result;

    /// <summary>Two ends of a socket that keeps messages apart; both are closed when a program is executed.</summary>
    internal static (int Ours, int Theirs) Pair()
    {
        int* ends = stackalloc int[2];
        Checked(socketpair(AddressFamilyUnix, SequencedPackets | CloseOnExecSocket, 0, ends), "socketpair");
        return (ends[0], ends[1]);
    }

    /// <summary>Sends a message, and with it perhaps a descriptor.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="message">At least one byte.</param>
    /// <param name="descriptor">The descriptor; negative for none.</param>
    /// <returns>Whether there is somebody at the other end.</returns>
    internal static bool Send(int socket, ReadOnlySpan<byte> message, int descriptor)
    {
        byte* control = stackalloc byte[ControlBytes];
        fixed (byte* bytes = message)
        {
            var piece = new Piece { Base = bytes, Length = (nuint)message.Length };
            var header = new MessageHeader { Pieces = &piece, PieceCount = 1 };
            if (descriptor >= 0)
            {
                *(nuint*)control = HeaderBytes + sizeof(int);
                *(int*)(control + 8) = SocketLevel;
                *(int*)(control + 12) = Rights;
                *(int*)(control + HeaderBytes) = descriptor;
                header.Control = control;
                header.ControlLength = ControlBytes;
            }

            nint sent;
            do
            {
                sent = sendmsg(socket, &header, NoSignal);
            }
            while (sent < 0 && Marshal.GetLastPInvokeError() == Interrupted);

            return sent == message.Length
                || (Marshal.GetLastPInvokeError() is BrokenPipe or ConnectionReset
                    ? false
                    : throw KernelException.OfLast("sendmsg"));
        }
    }

    /// <summary>Waits for a message.</summary>
    /// <param name="socket">The socket.</param>
    /// <param name="room">Where it goes to; a longer one is cut.</param>
    /// <param name="descriptor">The descriptor that came with it; negative for none.</param>
    /// <returns>Its length; 0 when the other end is closed.</returns>
    internal static int Receive(int socket, Span<byte> room, out int descriptor)
    {
        byte* control = stackalloc byte[ControlBytes];
        fixed (byte* bytes = room)
        {
            var piece = new Piece { Base = bytes, Length = (nuint)room.Length };
            var header = new MessageHeader
            {
                Pieces = &piece,
                PieceCount = 1,
                Control = control,
                ControlLength = ControlBytes,
            };
            nint received;
            do
            {
                received = recvmsg(socket, &header, CloseOnExecRights);
            }
            while (received < 0 && Marshal.GetLastPInvokeError() == Interrupted);

            if (received < 0)
            {
                descriptor = -1;
                return Marshal.GetLastPInvokeError() == ConnectionReset
                    ? 0
                    : throw KernelException.OfLast("recvmsg");
            }

            descriptor = header.ControlLength >= HeaderBytes + sizeof(int)
                && *(int*)(control + 8) == SocketLevel && *(int*)(control + 12) == Rights
                ? *(int*)(control + HeaderBytes)
                : -1;
            return (int)received;
        }
    }

    /// <summary>How long a file is and what the kernel holds of it.</summary>
    /// <returns>Its length in bytes, and its blocks of 512 bytes.</returns>
    internal static (long Bytes, long Blocks) Status(int file)
    {
        var status = default(FileStatus);
        Checked(fstat(file, &status), "fstat");
        return (status.Size, status.Blocks);
    }

    /// <summary>The next notice of a watched file, if there is one.</summary>
    /// <returns>The watch and what happened.</returns>
    internal static List<(int Watch, uint Mask)> Notices(int queue)
    {
        List<(int, uint)> notices = [];
        const int Room = 4096;
        byte* bytes = stackalloc byte[Room];
        while (true)
        {
            nint got = read(queue, bytes, Room);
            if (got < 0)
            {
                int error = Marshal.GetLastPInvokeError();
                if (error == Interrupted)
                {
                    continue;
                }

                return error == TryAgain ? notices : throw KernelException.OfLast("read of inotify");
            }

            for (nint at = 0; at < got; at += 16 + *(int*)(bytes + at + 12))
            {
                notices.Add((*(int*)(bytes + at), *(uint*)(bytes + at + 4)));
            }
        }
    }

    /// <summary>A queue of notices that is never waited for.</summary>
    internal static int Queue() => Checked(inotify_init1(NonBlocking | CloseOnExec), "inotify_init1");

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int mprotect(void* address, nuint length, int protection);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int close(int file);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int dup(int file);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int open(string path, int flags, int mode);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int unlink(string path);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int ftruncate(int file, long length);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int fchmod(int file, int mode);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint pwrite(int file, void* bytes, nuint length, long offset);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial nint pread(int file, void* bytes, nuint length, long offset);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int fcntl(int file, int command, int argument);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int memfd_create(string name, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int inotify_add_watch(int queue, string path, uint mask);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int sigaction(int signal, void* action, void* former);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int kill(int process, int signal);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int waitpid(int process, int* status, int options);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int setuid(uint user);

    // These three return their error.
    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawnp(
        int* process, string program, void* actions, void* attributes, byte** arguments, byte** environment);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawn_file_actions_init(void* actions);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawn_file_actions_adddup2(void* actions, int from, int to);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawn_file_actions_destroy(void* actions);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawnattr_init(void* attributes);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawnattr_setflags(void* attributes, short flags);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    internal static partial int posix_spawnattr_destroy(void* attributes);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int socketpair(int family, int type, int protocol, int* ends);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint sendmsg(int socket, MessageHeader* header, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint recvmsg(int socket, MessageHeader* header, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fstat(int file, FileStatus* status);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int inotify_init1(int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint read(int file, void* bytes, nuint length);

    [StructLayout(LayoutKind.Sequential)]
    private struct Piece
    {
        internal void* Base;
        internal nuint Length;
    }

    [StructLayout(LayoutKind.Explicit, Size = 56)]
    private struct MessageHeader
    {
        [FieldOffset(16)]
        internal Piece* Pieces;

        [FieldOffset(24)]
        internal nuint PieceCount;

        [FieldOffset(32)]
        internal byte* Control;

        [FieldOffset(40)]
        internal nuint ControlLength;
    }

    [StructLayout(LayoutKind.Explicit, Size = 144)]
    private struct FileStatus
    {
        [FieldOffset(48)]
        internal long Size;

        [FieldOffset(64)]
        internal long Blocks;
    }
}
