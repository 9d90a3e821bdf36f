using System.Numerics;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// The two-phase commit of Gray and Lamport's "Consensus on Transaction Commit", after its TLA+ specification. How many
/// states it has is known from other checkers: 288, 8,832 and 296,448 for 3, 5 and 7 resource managers.
/// </summary>
/// <typeparam name="TCode">The code of a state: if it has several words, the first and the last are used.</typeparam>
/// <param name="resourceManagers">How many resource managers.</param>
/// <param name="impatient">Whether the transaction manager commits when one preparation is still missing.</param>
internal readonly struct TwoPhaseCommit<TCode>(int resourceManagers, bool impatient = false) : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    internal const string Consistent = nameof(Consistent);
    internal const string NobodyAborts = nameof(NobodyAborts);
    internal const string AllCommit = nameof(AllCommit);
    internal const string SomeCommitAndSomeAbort = nameof(SomeCommitAndSomeAbort);
    internal const string NoPreparedManagerAborts = nameof(NoPreparedManagerAborts);
    internal const string TheTransactionManagerCommits = nameof(TheTransactionManagerCommits);
    internal const string AllFinishInTheEnd = nameof(AllFinishInTheEnd);
    internal const string AllCommitInTheEnd = nameof(AllCommitInTheEnd);
    internal const string AllFinishWithoutTheTransactionManager = nameof(AllFinishWithoutTheTransactionManager);

    private const ulong Working = 0;
    private const ulong Prepared = 1;
    private const ulong Committed = 2;
    private const ulong Aborted = 3;

    private static readonly IReadOnlyList<Property> _properties =
    [
        new(Consistent, PropertyKind.Invariant),
        new(NobodyAborts, PropertyKind.Invariant),
        new(AllCommit, PropertyKind.Reachable),
        new(SomeCommitAndSomeAbort, PropertyKind.Reachable),
        new(NoPreparedManagerAborts, PropertyKind.TransitionInvariant),
        new(TheTransactionManagerCommits, PropertyKind.ReachableTransition),
        new(AllFinishInTheEnd, PropertyKind.AlwaysReachable),
        new(AllCommitInTheEnd, PropertyKind.AlwaysReachable),
        new(AllFinishWithoutTheTransactionManager, PropertyKind.AlwaysReachable),
    ];

    private readonly int _count = resourceManagers;
    private readonly bool _impatient = impatient;

    /// <inheritdoc/>
    public TCode Initial => Encode(default);

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => _properties;

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        State state = Decode(in code);
        sink.State(FlagsOf(in state), 1);
        ExpandTransactionManager(in state, ref sink);
        for (int manager = 0; manager < _count; manager++)
        {
            ExpandResourceManager(in state, manager, ref sink);
        }
    }

    internal static uint Label(TwoPhaseStep step, int manager = 0) => ((uint)step << 8) | (uint)manager;

    private void ExpandTransactionManager<TSink>(in State state, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        if (state.TransactionManager != Working)
        {
            sink.Disabled(Label(TwoPhaseStep.TMCommit), 0);
            sink.Disabled(Label(TwoPhaseStep.TMAbort), 0);
            return;
        }

        for (int manager = 0; manager < _count; manager++)
        {
            if ((state.PreparedMessages >> manager & 1) != 0)
            {
                State received = state with { Received = state.Received | (1ul << manager) };
                Follow(ref sink, Label(TwoPhaseStep.TMRcvPrepared, manager), in received, Moves(byManager: false));
            }
        }

        if (BitOperations.PopCount(state.Received) >= (_impatient ? _count - 1 : _count))
        {
            State committed = state with { TransactionManager = Committed, CommitMessage = true };
            Follow(ref sink, Label(TwoPhaseStep.TMCommit), in committed, Moves(byManager: false) | Flag(5));
        }

        State aborted = state with { TransactionManager = Aborted, AbortMessage = true };
        Follow(ref sink, Label(TwoPhaseStep.TMAbort), in aborted, Moves(byManager: false));
    }

    private static void ExpandResourceManager<TSink>(in State state, int manager, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        ulong own = state.ResourceManager(manager);
        if (own == Working)
        {
            State prepared = state.With(manager, Prepared);
            prepared.PreparedMessages |= 1ul << manager;
            Follow(ref sink, Label(TwoPhaseStep.RMPrepare, manager), in prepared, Moves(byManager: true));
            State aborted = state.With(manager, Aborted);
            Follow(ref sink, Label(TwoPhaseStep.RMChooseToAbort, manager), in aborted, Moves(byManager: true));
        }

        if (state.CommitMessage)
        {
            State committed = state.With(manager, Committed);
            Follow(ref sink, Label(TwoPhaseStep.RMRcvCommitMsg, manager), in committed, Moves(byManager: true));
        }

        if (state.AbortMessage)
        {
            State aborted = state.With(manager, Aborted);
            ulong raised = own == Prepared ? Flag(4) : 0;
            Follow(ref sink, Label(TwoPhaseStep.RMRcvAbortMsg, manager), in aborted, Moves(byManager: true) | raised);
        }
    }

    private static void Follow<TSink>(ref TSink sink, uint label, in State successor, ulong flags)
        where TSink : struct, ITransitionSink<TCode>
    {
        TCode code = Encode(in successor);
        sink.Transition(label, in code, flags);
    }

    private static ulong Flag(int bit) => 1ul << bit;

    private static ulong Moves(bool byManager) => Flag(6) | Flag(7) | (byManager ? Flag(8) : 0);

    private ulong FlagsOf(in State state)
    {
        int committed = 0;
        int aborted = 0;
        for (int manager = 0; manager < _count; manager++)
        {
            committed += state.ResourceManager(manager) == Committed ? 1 : 0;
            aborted += state.ResourceManager(manager) == Aborted ? 1 : 0;
        }

        return (committed > 0 && aborted > 0 ? Flag(0) | Flag(3) : 0)
            | (aborted > 0 ? Flag(1) : 0)
            | (committed == _count ? Flag(2) | Flag(7) : 0)
            | (committed + aborted == _count ? Flag(6) | Flag(8) : 0);
    }

    private static TCode Encode(in State state)
    {
        ulong others = state.TransactionManager
            | (state.CommitMessage ? 1ul << 2 : 0)
            | (state.AbortMessage ? 1ul << 3 : 0)
            | (state.Received << 4)
            | (state.PreparedMessages << 12);
        Span<ulong> words = stackalloc ulong[TCode.Words];
        words.Clear();
        words[0] = others;
        words[^1] |= state.ResourceManagers << 32;
        return TCode.FromWords(words);
    }

    private static State Decode(in TCode code)
    {
        Span<ulong> words = stackalloc ulong[TCode.Words];
        code.CopyTo(words);
        ulong others = words[0];
        return new State
        {
            TransactionManager = others & 3,
            CommitMessage = (others >> 2 & 1) != 0,
            AbortMessage = (others >> 3 & 1) != 0,
            Received = others >> 4 & 0xff,
            PreparedMessages = others >> 12 & 0xff,
            ResourceManagers = words[^1] >> 32,
        };
    }

    private record struct State
    {
        public ulong TransactionManager { get; set; }

        public ulong Received { get; set; }

        public ulong PreparedMessages { get; set; }

        public bool CommitMessage { get; set; }

        public bool AbortMessage { get; set; }

        public ulong ResourceManagers { get; set; }

        public readonly ulong ResourceManager(int manager) => ResourceManagers >> (2 * manager) & 3;

        public readonly State With(int manager, ulong its) =>
            this with { ResourceManagers = (ResourceManagers & ~(3ul << (2 * manager))) | (its << (2 * manager)) };
    }
}
