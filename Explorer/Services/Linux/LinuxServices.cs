using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Linux;

/// <summary>Services whose memory the kernel of this machine keeps; each has processes of its own.</summary>
/// <param name="session">The program that is to be a session, and its arguments.</param>
public sealed class LinuxServices(ImmutableArray<string> session) : IServices
{
    /// <summary>
    /// Of so many Closes one ends the session's process by SIGKILL; to start another takes longer than hundreds of
    /// operations.
    /// </summary>
    public const int ClosesForEachKill = 256;

    private readonly Lock _lock = new();
    private readonly Stack<SessionProcess> _idle = new();
    private readonly List<SessionProcess> _all = [];
    private readonly KernelTally _tally = new();
    private int _closes;

    /// <summary>What those services asked of the kernel that are in use no more.</summary>
    public KernelCounts Counts
    {
        get
        {
            lock (_lock)
            {
                return _tally.Counts;
            }
        }
    }

    /// <summary>Why this machine cannot keep such a service.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <returns>The reason, for one line; null when there is none.</returns>
    public static string? WhyNot(PolicyName policy, ServiceBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bounds);
        return !FaultingAccess.IsSupported ? "it needs Linux on x86-64: its loads and stores are machine code"
            : policy.Platform is not ("BaseLinux" or "SealedMemfd" or "Native")
            ? $"it stands for BaseLinux, SealedMemfd and Native, not {policy.Platform}"
            : policy.Platform != "Native" && policy.Sealing is "Immediate" or "Subtree"
            ? $"sealing {policy.Sealing} takes rights from mappings of other processes, which no call of the kernel can"
            : bounds.Frames > LinuxService.MaximalFrames
            ? $"it has room for {LinuxService.MaximalFrames} frames, not {bounds.Frames}"
            : null;
    }

    /// <inheritdoc/>
    /// <exception cref="KernelException">The kernel refuses what is needed.</exception>
    public IRamService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        ArgumentNullException.ThrowIfNull(memory);
        if (WhyNot(policy, bounds) is { } reason)
        {
            throw new KernelException(reason);
        }

        return new LinuxService(this, policy, bounds, memory);
    }

    /// <inheritdoc/>
    /// <exception cref="KernelException">The kernel refuses what is needed.</exception>
    public void Probe(PolicyName policy, ServiceBounds bounds)
    {
        using var service = (LinuxService)Create(policy, bounds, new NoMemory());
        if (service.Alloc(new SessionId(0), 1, out DataspaceCapability made) == Refusal.None)
        {
            _ = service.Attach(new SessionId(0), made, out _);
        }

        _ = service.FreeFrames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SessionProcess process in _all)
        {
            process.Dispose();
        }
    }

    internal SessionProcess[] Take(int sessions) => [.. Enumerable.Range(0, sessions).Select(_ => TakeOne())];

    internal SessionProcess TakeOne()
    {
        lock (_lock)
        {
            if (_idle.TryPop(out SessionProcess? idle))
            {
                return idle;
            }

            var started = SessionProcess.Start(session);
            _all.Add(started);
            _tally.Processes++;
            return started;
        }
    }

    internal void Return(IEnumerable<SessionProcess> processes, KernelTally tally)
    {
        lock (_lock)
        {
            foreach (SessionProcess process in processes.Where(process => !process.IsEnded))
            {
                _idle.Push(process);
            }

            _tally.Add(tally);
        }
    }

    internal bool IsToKill() => Interlocked.Increment(ref _closes) % ClosesForEachKill == 0;
}
