using System.Diagnostics;
using System.Numerics;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Lockstep;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Linux;

/// <summary>
/// A RAM service whose memory the Linux kernel keeps: each allocation is a file, each dataspace a descriptor of it,
/// each session a process, each region a mapping. Names, owners and quota are those of the model; what a region shows,
/// whether it can be written, what a frame contains, whether it is free, and whether a seal is refused is found out
/// from the kernel, by loads, stores and calls.
/// </summary>
/// <remarks>
/// On BaseLinux and SealedMemfd the kernel can take nothing from a process: who serves the sessions closes its own
/// descriptors and has theirs closed, and that is all. On Native a session's process plays the part of core and the
/// MMU, too: it maps and unmaps what it is told to, and what is compared is that pages and rights are those and no
/// others.
/// </remarks>
internal sealed class LinuxService : ModelledService, IMemoryBackedService, IDisposable
{
    /// <summary>How many frames it can manage: as many as there are bits for the pages of a region.</summary>
    internal const int MaximalFrames = 30;

    private const int SlotOfAllMemory = 0;

    // How long the start of a process may take.
    private static readonly TimeSpan LongestStart = TimeSpan.FromSeconds(1);

    private readonly LinuxServices _origin;
    private readonly SessionProcess[] _processes;
    private readonly int _queue;
    private readonly Dictionary<int, MemoryFile> _watched = [];
    private readonly List<MemoryFile> _held = [];
    private readonly MemoryFile?[] _fileOf;
    private readonly SessionSet[] _namers;
    private readonly int[][] _seen;
    private readonly bool _isNative;
    private readonly bool _isSealable;
    private readonly bool _refusesToSeal;
    private readonly KernelTally _tally = new();
    private MemoryFile? _allMemory;
    private bool _isSeen;
    private bool _isHeard;
    private bool _isDisposed;

    /// <summary>Makes one.</summary>
    /// <param name="origin">Where its processes come from and go back to.</param>
    /// <param name="policy">A policy that <see cref="LinuxServices.WhyNot"/> has nothing against.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is to be told of zeroed frames.</param>
    internal LinuxService(LinuxServices origin, PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : base(policy, bounds, memory)
    {
        _origin = origin;
        _isNative = policy.Platform == "Native";
        _isSealable = policy.Platform == "SealedMemfd";
        _refusesToSeal = _isSealable && policy.Sealing == "Refusing";
        _fileOf = new MemoryFile?[bounds.Dataspaces];
        _namers = new SessionSet[bounds.Dataspaces];
        int sessions = bounds.Quotas.Length;
        int words = bounds.Regions * SessionProgram.WordsOfLook(bounds.Frames + 2);
        _seen = [.. Enumerable.Range(0, sessions).Select(_ => new int[words])];
        _processes = origin.Take(sessions);
        _queue = Libc.Queue();
        foreach (SessionProcess process in _processes)
        {
            Begin(process);
        }

        if (_isNative)
        {
            _allMemory = MemoryFile.Sealable(_queue, number: 1, first: 0, bounds.Frames);
            foreach (SessionProcess process in _processes)
            {
                GiveAllMemory(process);
            }
        }
    }

    /// <inheritdoc/>
    public override int FreeFrames => Enumerable.Range(0, Bounds.Frames).Count(IsFree);

    /// <inheritdoc/>
    /// <remarks>A frame is taken as long as the kernel keeps a file that it lies in.</remarks>
    public override bool IsFree(int frame)
    {
        if (_isNative)
        {
            return base.IsFree(frame);
        }

        Listen();
        return HeldAt(frame) is null;
    }

    /// <inheritdoc/>
    /// <remarks>What its session's process could load from and store to, and which pages they were.</remarks>
    public override RegionStatus RegionAt(int slot)
    {
        Look();
        RegionStatus books = base.RegionAt(slot);
        RegionStatus? seen = null;
        for (int session = 0; session < _seen.Length; session++)
        {
            if (SeenBy(session, slot) is { Length: > 0 } part)
            {
                seen = seen is null
                    ? part with { DataspacePlusOne = books.DataspacePlusOne }
                    : throw new InvalidOperationException($"two sessions have a region {new RegionId(slot)}");
            }
        }

        return seen ?? default;
    }

    /// <inheritdoc/>
    public Refusal Write(SessionId session, RegionCapability region, int index)
    {
        if (RegionCapabilityAt(region.Slot) != region || index > MaximalFrames)
        {
            return Refusal.InvalidRegion;
        }

        _tally.Stores++;
        ReadOnlySpan<int> answer = AskOf(session, new SessionRequest(
            SessionRequestKind.Write, Region: region.Slot, First: index, Count: session.Index + 1));
        bool isLoaded = answer[0] != 0;
        bool isStored = answer[1] != 0;
        return isStored ? Refusal.None
            : isLoaded ? Refusal.PermissionDenied
            : SeenBy(session.Index, region.Slot).Length == 0 ? Refusal.InvalidRegion
            : SeenBy(session.Index, region.Slot).Writable ? Refusal.InvalidRange
            : Refusal.PermissionDenied;
    }

    /// <inheritdoc/>
    public int WriterOf(int frame)
    {
        if (_isNative)
        {
            return _allMemory!.TagOf(frame).Writer;
        }

        return HeldAt(frame) is not { } file ? 0
            : file.IsKept ? file.TagOf(frame - file.First).Writer
            : WriterSeen(file, frame - file.First);
    }

    /// <summary>Asks a session's process for something that no operation stands for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">A request that is answered.</param>
    /// <returns>The answer, valid until the next.</returns>
    internal ReadOnlySpan<int> AskOf(SessionId session, in SessionRequest request)
    {
        Tell(session, in request);
        return _processes[session.Index].Answer();
    }

    /// <summary>Tells a session's process something that no operation stands for.</summary>
    /// <param name="session">The session.</param>
    /// <param name="request">A request that is not answered.</param>
    /// <param name="descriptor">What is sent with it; negative for nothing.</param>
    internal void Tell(SessionId session, in SessionRequest request, int descriptor = -1)
    {
        LookAgain();
        _processes[session.Index].Send(in request, descriptor);
    }

    /// <summary>Ends a session's process, which is not to be used again; the session gets another one.</summary>
    /// <param name="session">The session.</param>
    internal void EndProcess(SessionId session)
    {
        _processes[session.Index].Dispose();
        _processes[session.Index] = _origin.TakeOne();
    }

    /// <summary>Ends a session's process as somebody else could, without a word to whoever serves it.</summary>
    /// <param name="session">The session.</param>
    internal void KillProcess(SessionId session) => _ = Libc.kill(_processes[session.Index].Id, Libc.Kill);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        foreach (MemoryFile file in _held)
        {
            file.GiveUp();
        }

        _allMemory?.GiveUp();
        _ = Libc.close(_queue);
        _origin.Return(_processes, _tally);
    }

    /// <inheritdoc/>
    protected override Outcome Ask(Operation operation)
    {
        State before = State;
        Outcome outcome = operation.Kind == OperationKind.Seal && _refusesToSeal
            ? AskToSeal(operation)
            : base.Ask(operation);
        if (outcome.IsGranted)
        {
            CarryOut(operation, outcome, in before);
        }

        return outcome;
    }

    // The kernel is asked first: what keeps it from sealing the file is what the model says is in the way of a seal,
    // but for aliases through which a region could be made, of which the kernel knows nothing.
    private Outcome AskToSeal(Operation operation)
    {
        State asked = State;
        Outcome expected = Model.Step(ref asked, operation);
        if (!expected.IsGranted && expected.Refusal != Refusal.Busy)
        {
            return expected;
        }

        DataspaceSet descendants = State.DescendantsOf(DataspaceSet.Of(operation.Dataspace));
        if (!((descendants & State.Live & State.Writable) - State.Sealed).IsEmpty)
        {
            return Outcome.Refused(Refusal.Busy);
        }

        MemoryFile? file = _fileOf[operation.Dataspace.Index];
        int error = file is null ? 0 : Seal(file, Libc.SealWrite);
        if (error == ErrorName.DeviceBusy)
        {
            _tally.SealsRefused++;
            return Outcome.Refused(Refusal.Busy);
        }

        return error != 0 ? throw KernelException.Of("F_ADD_SEALS of F_SEAL_WRITE", error)
            : expected.IsGranted ? base.Ask(operation)
            : Outcome.Granted;
    }

    private void CarryOut(Operation operation, Outcome outcome, in State before)
    {
        switch (operation.Kind)
        {
            case OperationKind.Alloc:
                Allocate(outcome.Slot);
                break;
            case OperationKind.Alias:
                _fileOf[outcome.Slot] = _fileOf[operation.Dataspace.Index];
                _namers[outcome.Slot] = default;
                break;
            case OperationKind.Seal when _isSealable && !_refusesToSeal:
                if (_fileOf[operation.Dataspace.Index] is { } file)
                {
                    int error = Seal(file, Libc.SealFutureWrite);
                    if (error != 0)
                    {
                        throw KernelException.Of("F_ADD_SEALS of F_SEAL_FUTURE_WRITE", error);
                    }
                }

                break;
            case OperationKind.Close:
                CloseSession(operation.Session);
                break;
        }

        PassDescriptors();
        switch (operation.Kind)
        {
            case OperationKind.Attach:
                Attach(operation, outcome.Slot, in before);
                break;
            case OperationKind.Detach:
                Unmap(operation.Session, operation.Region);
                break;

            // With its process a session has lost its own already.
            default:
                TakeRegionsAway(
                    in before, operation.Kind == OperationKind.Close ? before.RegionsOf(operation.Session) : default);
                break;
        }
    }

    private void Allocate(int slot)
    {
        Extent extent = State.ExtentOf(new DataspaceId(slot));
        if (_isNative)
        {
            for (int page = extent.Base; page < extent.Base + extent.Length; page++)
            {
                _allMemory!.Mark(page);
            }

            return;
        }

        int number = ++_tally.Files;
        MemoryFile made = _isSealable
            ? MemoryFile.Sealable(_queue, number, extent.Base, extent.Length)
            : MemoryFile.Unlinked(_queue, number, extent.Base, extent.Length);
        _watched.Add(made.Watch, made);
        _held.Add(made);
        _fileOf[slot] = made;
        _namers[slot] = default;
    }

    // A session's process dies, which is all that takes its regions and descriptors from it; so that this does not take
    // most of the time, it gives everything up itself all but once in so many times.
    private void CloseSession(SessionId session)
    {
        _tally.Closes++;
        if (_origin.IsToKill())
        {
            _tally.Kills++;
            EndProcess(session);
        }

        SessionProcess process = _processes[session.Index];
        Begin(process);
        LookAgain();
        if (_isNative)
        {
            GiveAllMemory(process);
        }

        for (int slot = 0; slot < _namers.Length; slot++)
        {
            _namers[slot] -= session;
        }
    }

    // Who can name a dataspace has a descriptor of its file, and nobody else.
    private void PassDescriptors()
    {
        if (_isNative)
        {
            return;
        }

        for (int index = 0; index < _fileOf.Length; index++)
        {
            var slot = new DataspaceId(index);
            SessionSet namers = default;
            bool isBacked = (State.Live | State.Zombies).Contains(slot);
            if (State.Live.Contains(slot))
            {
                namers = Bounds.Sharing == Sharing.Open
                    ? SessionSet.First(Bounds.Quotas.Length)
                    : State.HoldersOf(slot);
            }

            foreach (SessionId session in _namers[index] - namers)
            {
                Tell(session, new SessionRequest(SessionRequestKind.GiveUp, index));
            }

            if (!isBacked)
            {
                _fileOf[index] = null;
            }

            foreach (SessionId session in namers - _namers[index])
            {
                MemoryFile file = _fileOf[index]!;
                bool isWritable = State.Writable.Contains(slot);
                _tally.Descriptors++;
                Tell(
                    session,
                    new SessionRequest(SessionRequestKind.Receive, index),
                    isWritable ? file.Descriptor : file.ReadOnlyDescriptor());
            }

            _namers[index] = namers;
        }

        foreach (MemoryFile file in _held)
        {
            if (file.IsKept && !_fileOf.Contains(file))
            {
                file.GiveUp();
                LookAgain();
            }
        }
    }

    private void Attach(Operation operation, int region, in State before)
    {
        _tally.Mappings++;
        if (_isNative)
        {
            Grant grant = Model.GrantOf(in before, operation.Dataspace);
            int refused = AskOf(operation.Session, new SessionRequest(
                SessionRequestKind.Map,
                SlotOfAllMemory,
                region,
                grant.Extent.Base,
                grant.Writable ? grant.Extent.Length : -grant.Extent.Length))[0];
            if (refused != 0)
            {
                throw KernelException.Of("mmap", refused);
            }

            return;
        }

        ReadOnlySpan<int> answer = AskOf(operation.Session, new SessionRequest(
            SessionRequestKind.Attach, operation.Dataspace.Index, region));
        if (answer[0] != 0)
        {
            throw KernelException.Of("mmap", answer[0]);
        }

        _tally.Reopened += answer[1] == (int)AttachWay.Reopened ? 1 : 0;
        _tally.ReadOnly += answer[1] == (int)AttachWay.ReadOnly ? 1 : 0;
    }

    private void Unmap(SessionId session, RegionId region) =>
        Tell(session, new SessionRequest(SessionRequestKind.Unmap, Region: region.Index));

    // What core does where there is a core: regions that are gone are unmapped, and rights that are gone are taken.
    private void TakeRegionsAway(in State before, RegionSet lost)
    {
        if (!_isNative)
        {
            return;
        }

        foreach (RegionId region in before.Regions - State.Regions - lost)
        {
            Unmap(before.SessionOf(region), region);
        }

        foreach (RegionId region in (before.WritableRegions & State.Regions) - State.WritableRegions)
        {
            Tell(
                before.SessionOf(region),
                new SessionRequest(
                    SessionRequestKind.Protect, Region: region.Index, Count: before.ExtentOf(region).Length));
        }
    }

    private int Seal(MemoryFile file, int seal)
    {
        LookAgain();
        _tally.Seals++;
        return file.Seal(seal);
    }

    private void Begin(SessionProcess process)
    {
        if (process.Ask(new SessionRequest(
            SessionRequestKind.Begin, First: Bounds.Frames, Count: Bounds.Regions))[0] != 0)
        {
            throw new KernelException("a session's process has no room for its regions");
        }
    }

    private void GiveAllMemory(SessionProcess process) => process.Send(
        new SessionRequest(SessionRequestKind.Receive, SlotOfAllMemory), _allMemory!.Descriptor);

    // Whatever is asked of the kernel, or of who could ask it, is a reason to.
    private void LookAgain()
    {
        _isSeen = false;
        _isHeard = false;
    }

    private MemoryFile? HeldAt(int frame) =>
        _held.Find(file => frame >= file.First && frame < file.First + file.Pages);

    // Every process looks at all that it could have, at once.
    private void Look()
    {
        if (_isSeen)
        {
            return;
        }

        foreach (SessionProcess process in _processes)
        {
            process.Send(new SessionRequest(SessionRequestKind.Look));
        }

        for (int session = 0; session < _processes.Length; session++)
        {
            _processes[session].Answer()[.._seen[session].Length].CopyTo(_seen[session]);
            _tally.Looks++;
        }

        _isSeen = true;
    }

    // What the kernel says of the ends of files. It says it when all processes have done what they were asked.
    private void Listen()
    {
        Look();
        if (_isHeard)
        {
            return;
        }

        _isHeard = true;
        Hear();

        // A process that somebody starts here in the meantime has a copy of every descriptor until it executes its
        // program, so that a file may outlive all that is known to refer to it by as long. Only then is it waited for.
        long asked = Stopwatch.GetTimestamp();
        while (_held.Exists(file => !file.IsKept && !IsReached(file))
            && Stopwatch.GetElapsedTime(asked) < LongestStart)
        {
            Thread.Sleep(1);
            Hear();
        }
    }

    private void Hear()
    {
        foreach ((int watch, uint mask) in Libc.Notices(_queue))
        {
            if ((mask & Libc.WatchDeletion) != 0 && _watched.Remove(watch, out MemoryFile? gone))
            {
                _held.Remove(gone);
                _tally.FilesGone++;
            }
        }
    }

    // Whether a session has it in its address space.
    private bool IsReached(MemoryFile file) => TagsSeen().Any(tag => tag.File == file.Number);

    private IEnumerable<PageTag> TagsSeen() => Enumerable.Range(0, _seen.Length).SelectMany(session =>
        Enumerable.Range(0, Bounds.Regions).SelectMany(region => TagsOf(session, region)));

    // What stands on the pages of a region that could be loaded from.
    private IEnumerable<PageTag> TagsOf(int session, int region)
    {
        int pages = Bounds.Frames + 2;
        int begin = region * SessionProgram.WordsOfLook(pages);
        uint loaded = (uint)_seen[session][begin];
        return Enumerable.Range(0, pages)
            .Where(page => (loaded >> page & 1) != 0)
            .Select(page => PageTag.ReadFrom(_seen[session].AsSpan(begin + 2 + (3 * page))));
    }

    private RegionStatus SeenBy(int session, int region)
    {
        Look();
        int pages = Bounds.Frames + 2;
        ReadOnlySpan<int> seen = _seen[session].AsSpan(
            region * SessionProgram.WordsOfLook(pages), SessionProgram.WordsOfLook(pages));
        uint loaded = (uint)seen[0];
        uint stored = (uint)seen[1];
        if (loaded == 0)
        {
            return default;
        }

        int first = BitOperations.TrailingZeroCount(loaded);
        int length = BitOperations.TrailingZeroCount(~(loaded >> first));
        if (loaded >> first >> length != 0 || (stored != 0 && stored != loaded) || first != 1)
        {
            throw new InvalidOperationException(
                $"{new RegionId(region)} of {new SessionId(session)} has pages {loaded:x}, writable {stored:x}");
        }

        PageTag begin = PageTag.ReadFrom(seen[(2 + (3 * first))..]);
        for (int page = 1; page < length; page++)
        {
            PageTag tag = PageTag.ReadFrom(seen[(2 + (3 * (first + page)))..]);
            if (tag.File != begin.File || tag.Page != begin.Page + page)
            {
                throw new InvalidOperationException(
                    $"{new RegionId(region)} of {new SessionId(session)} shows page {tag.Page} of file {tag.File}");
            }
        }

        int origin = _isNative ? 0
            : _held.FirstOrDefault(file => file.Number == begin.File) is { } file ? file.First
            : throw new InvalidOperationException(
                $"{new RegionId(region)} shows file {begin.File}, which the kernel said is gone");
        return new RegionStatus(new SessionId(session), 0, origin + begin.Page, length, stored != 0);
    }

    private int WriterSeen(MemoryFile file, int page)
    {
        Look();
        foreach (PageTag tag in TagsSeen())
        {
            if (tag.File == file.Number && tag.Page == page)
            {
                return tag.Writer;
            }
        }

        throw new InvalidOperationException($"file {file.Number} is kept, and nobody reaches its page {page}");
    }
}
