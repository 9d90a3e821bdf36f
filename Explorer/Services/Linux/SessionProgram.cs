using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>
/// A session as a process of its own. It maps what descriptors it was given, as much of it and with as much right as
/// the kernel lets it: nothing here keeps to the range or the right that a dataspace has. What it is asked for comes
/// through the socket that is its standard input; it ends when that closes.
/// </summary>
public static unsafe class SessionProgram
{
    /// <summary>The program's only argument when it is to be a session.</summary>
    public const string Word = "--linux-session";

    /// <summary>The slot of what a session hoards of dataspace slot n is this + n.</summary>
    internal const int Hoarded = 64;

    /// <summary>How many words <see cref="SessionRequestKind.Look"/> answers with for each region.</summary>
    internal static int WordsOfLook(int pages) => 2 + (3 * pages);

    /// <summary>Runs it until the socket closes.</summary>
    /// <returns>The exit code.</returns>
    public static int Run()
    {
        Span<byte> room = stackalloc byte[Marshal.SizeOf<SessionRequest>()];
        var session = new Session();
        while (Libc.Receive(0, room, out int descriptor) == room.Length)
        {
            ReadOnlySpan<int> answer = session.Answer(MemoryMarshal.Read<SessionRequest>(room), descriptor);
            if (!answer.IsEmpty && !Libc.Send(0, MemoryMarshal.AsBytes(answer), -1))
            {
                break;
            }
        }

        return 0;
    }

    /// <summary>What a session's process knows.</summary>
    private sealed class Session
    {
        private readonly Dictionary<int, int> _descriptors = [];
        private readonly FaultingAccess _access = FaultingAccess.Here;
        private int[] _answer = [];
        private byte*[] _windows = [];

        // The pages of each region that could be loaded from when it was looked at last; all, when it has changed
        // since.
        private uint[] _reached = [];

        // A page before and a page after what a region can have at most, so that what lies beyond is looked at, too.
        private int _pages;

        internal ReadOnlySpan<int> Answer(SessionRequest request, int descriptor)
        {
            switch (request.Kind)
            {
                case SessionRequestKind.Begin:
                    Begin(request.First, request.Count);
                    return Said(0);
                case SessionRequestKind.Receive:
                    GiveUp(request.Slot);
                    _descriptors[request.Slot] = descriptor;
                    return [];
                case SessionRequestKind.GiveUp:
                    GiveUp(request.Slot);
                    return [];
                case SessionRequestKind.Hoard:
                    _descriptors[Hoarded + request.Slot] = Libc.dup(_descriptors[request.Slot]);
                    return [];
                case SessionRequestKind.Attach:
                    return Attach(request);
                case SessionRequestKind.Map:
                    return Said(Map(request, _descriptors[request.Slot], request.Count > 0, Math.Abs(request.Count)));
                case SessionRequestKind.Unmap:
                    Unmap(request.Region);
                    return [];
                case SessionRequestKind.Protect:
                    _ = Protect(request, Libc.ProtRead);
                    return [];
                case SessionRequestKind.Upgrade:
                    _ = Protect(request, Libc.ProtNone);
                    int upgraded = Protect(request, Libc.ProtRead | Libc.ProtWrite);
                    if (upgraded != 0)
                    {
                        _ = Protect(request, Libc.ProtRead);
                    }

                    return Said(upgraded);
                case SessionRequestKind.Write:
                    byte* frame = _windows[request.Region] + ((request.First + 1) * Libc.PageBytes);
                    return Said(
                        _access.Load(frame, out _) ? 1 : 0,
                        _access.Store(frame + PageTag.WriterAt, (ulong)request.Count) ? 1 : 0);
                case SessionRequestKind.WriteFile:
                    ulong word = 0;
                    nint written = Libc.pwrite(
                        _descriptors[request.Slot], &word, sizeof(ulong), PageTag.ScratchAt);
                    return Said(written < 0 ? Marshal.GetLastPInvokeError() : 0);
                case SessionRequestKind.Status:
                    (long bytes, long blocks) = Libc.Status(_descriptors[request.Slot]);
                    return Said((int)(bytes / Libc.PageBytes), (int)(blocks * 512 / Libc.PageBytes));
                case SessionRequestKind.BecomeUser:
                    return Said(Libc.setuid((uint)request.First) < 0 ? Marshal.GetLastPInvokeError() : 0);
                case SessionRequestKind.Look:
                    return Look();
                default:
                    throw new ArgumentOutOfRangeException(nameof(request));
            }
        }

        private void Begin(int frames, int regions)
        {
            foreach (int slot in _descriptors.Keys.ToImmutableArray())
            {
                GiveUp(slot);
            }

            if (_pages != frames + 2 || _windows.Length != regions)
            {
                _pages = frames + 2;
                _windows = new byte*[regions];
                _reached = new uint[regions];
                _answer = new int[Math.Max(4, regions * WordsOfLook(_pages))];
                for (int region = 0; region < regions; region++)
                {
                    _windows[region] = Reserve(null);
                }
            }

            for (int region = 0; region < regions; region++)
            {
                Unmap(region);
            }
        }

        // As much as there is, with as much right as can be had; also a page more than there is, where a load is to
        // fault.
        private ReadOnlySpan<int> Attach(SessionRequest request)
        {
            int descriptor = _descriptors[request.Slot];
            int pages = (int)(Libc.Status(descriptor).Bytes / Libc.PageBytes);
            int refused = Map(request with { First = 0 }, descriptor, writes: true, pages + 1);
            if (refused == 0)
            {
                return Said(0, (int)AttachWay.AsGiven, 0);
            }

            if (refused == ErrorName.AccessDenied)
            {
                int second = Reopen(descriptor);
                int again = second < 0
                    ? Marshal.GetLastPInvokeError()
                    : Map(request with { First = 0 }, second, writes: true, pages + 1);
                _ = second < 0 ? 0 : Libc.close(second);
                if (again == 0)
                {
                    return Said(0, (int)AttachWay.Reopened, refused);
                }

                refused = again;
            }

            int seen = Map(request with { First = 0 }, descriptor, writes: false, pages + 1);
            return Said(seen, (int)AttachWay.ReadOnly, refused);
        }

        private static int Reopen(int descriptor) => Libc.open(
            string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}"),
            Libc.ReadWrite | Libc.CloseOnExec,
            0);

        // The part that begins at page First of the file.
        private int Map(SessionRequest request, int descriptor, bool writes, int pages)
        {
            _reached[request.Region] = uint.MaxValue;
            void* mapped = Libc.mmap(
                _windows[request.Region] + Libc.PageBytes,
                (nuint)(Math.Min(pages, _pages - 1) * Libc.PageBytes),
                writes ? Libc.ProtRead | Libc.ProtWrite : Libc.ProtRead,
                Libc.MapShared | Libc.MapFixed,
                descriptor,
                (long)request.First * Libc.PageBytes);
            return (nint)mapped == -1 ? Marshal.GetLastPInvokeError() : 0;
        }

        private int Protect(SessionRequest request, int protection) => Libc.mprotect(
            _windows[request.Region] + (Libc.PageBytes * (1 + request.First)),
            (nuint)(Libc.PageBytes * request.Count),
            protection) < 0
            ? Marshal.GetLastPInvokeError()
            : 0;

        private void Unmap(int region)
        {
            _reached[region] = uint.MaxValue;
            Reserve(_windows[region]);
        }

        private byte* Reserve(byte* window)
        {
            void* reserved = Libc.mmap(
                window,
                (nuint)(_pages * Libc.PageBytes),
                Libc.ProtNone,
                Libc.MapPrivate | Libc.MapAnonymous | (window == null ? 0 : Libc.MapFixed),
                -1,
                0);
            return (nint)reserved == -1 ? throw KernelException.OfLast("mmap of a window") : (byte*)reserved;
        }

        private void GiveUp(int slot)
        {
            if (_descriptors.Remove(slot, out int descriptor))
            {
                _ = Libc.close(descriptor);
            }
        }

        // For each region which pages can be loaded from, which can be stored to, and what is written on them. What
        // could not be reached is tried again when this process has changed something there: nobody else can.
        private ReadOnlySpan<int> Look()
        {
            int words = WordsOfLook(_pages);
            for (int region = 0; region < _windows.Length; region++)
            {
                Span<int> seen = _answer.AsSpan(region * words, words);
                seen.Clear();
                for (int page = 0; page < _pages; page++)
                {
                    byte* at = _windows[region] + (page * Libc.PageBytes);
                    if ((_reached[region] >> Math.Min(page, 31) & 1) == 0 || !_access.Load(at, out ulong tag))
                    {
                        continue;
                    }

                    _ = _access.Load(at + PageTag.WriterAt, out ulong writer);
                    Set(seen, 0, page);
                    PageTag.Of(tag, writer).WriteTo(seen[(2 + (3 * page))..]);
                    if (_access.Store(at + PageTag.ScratchAt, 1))
                    {
                        Set(seen, 1, page);
                    }
                }

                _reached[region] = (uint)seen[0];
            }

            return _answer.AsSpan(0, _windows.Length * words);
        }

        private static void Set(Span<int> seen, int word, int page) => seen[word] |= 1 << page;

        private ReadOnlySpan<int> Said(params ReadOnlySpan<int> numbers)
        {
            if (_answer.Length < numbers.Length)
            {
                _answer = new int[numbers.Length];
            }

            numbers.CopyTo(_answer);
            return _answer.AsSpan(0, numbers.Length);
        }
    }
}
