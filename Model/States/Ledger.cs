using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>
/// What follows from a state and is asked for again and again: which frames are allocated, which are charged to whom,
/// and what each session uses.
/// </summary>
public struct Ledger
{
    private PerSession<FrameBag> _charged;
    private PerSession<int> _used;

    /// <summary>Opens a ledger in which nobody uses anything yet.</summary>
    /// <param name="allocated">The frames that something pins.</param>
    /// <param name="quarantined">Those of them that only dead regions pin.</param>
    public Ledger(FrameSet allocated, FrameSet quarantined = default)
    {
        Allocated = allocated;
        Quarantined = quarantined;
    }

    /// <summary>The frames that something pins; the others are free.</summary>
    public FrameSet Allocated { get; }

    /// <summary>The allocated frames that only dead regions pin: charged to nobody.</summary>
    public FrameSet Quarantined { get; }

    /// <summary>What is charged to a session, its aliases' cost included, in frames.</summary>
    /// <param name="session">The session.</param>
    /// <returns>used(s).</returns>
    public readonly int UsedBy(SessionId session) => _used[session.Index];

    /// <summary>How often each frame is charged to a session.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The charges.</returns>
    public readonly FrameBag ChargedTo(SessionId session) => _charged[session.Index];

    /// <summary>Enters what a session uses.</summary>
    /// <param name="session">The session.</param>
    /// <param name="charged">The frames charged to it.</param>
    /// <param name="aliasCost">What its aliases cost beside that, in frames.</param>
    public void Enter(SessionId session, FrameBag charged, int aliasCost)
    {
        _charged[session.Index] = charged;
        _used[session.Index] = charged.Total + aliasCost;
    }
}
