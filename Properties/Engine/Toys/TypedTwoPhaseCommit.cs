using System.Numerics;

using ModelCheck.Engine.Specifications;

using static ModelCheck.Properties.Engine.Toys.TwoPhaseStep;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>
/// A state: sets of resource managers, a bit each, of which those in none of the first three are working; and what the
/// transaction manager has told to all.
/// </summary>
internal record struct Votes
{
    public uint Prepared, Committed, Aborted, Sent, Received;
    public bool CommitTold, AbortTold;
}

/// <summary>The two-phase commit as somebody writes it who does not care about codes.</summary>
internal class TypedTwoPhaseCommit : Specification<Votes, (TwoPhaseStep Step, int Manager)>
{
    private readonly int _managers;
    private readonly int _quorum;

    internal TypedTwoPhaseCommit(int managers, bool impatient = false)
    {
        _managers = managers;
        _quorum = impatient ? managers - 1 : managers;
        uint all = (1u << managers) - 1;
        Always("Consistent", votes => votes.Committed == 0 || votes.Aborted == 0);
        Sometimes("AllCommit", votes => votes.Committed == all);
        AlwaysOnSteps("NoPreparedManagerAborts", (before, _, after) => (before.Prepared & after.Aborted) == 0);
        AlwaysReachable("AllFinishInTheEnd", votes => (votes.Committed | votes.Aborted) == all);
    }

    protected override IEnumerable<Votes> Initial => [default];

    protected override void Next(Votes state, Steps<Votes, (TwoPhaseStep Step, int Manager)> steps)
    {
        bool undecided = !state.CommitTold && !state.AbortTold;
        steps.When(undecided, (TMAbort, 0), state with { AbortTold = true });
        bool enough = BitOperations.PopCount(state.Received) >= _quorum;
        steps.When(undecided && enough, (TMCommit, 0), state with { CommitTold = true });
        for (int manager = 0; manager < _managers; manager++)
        {
            uint its = 1u << manager;
            bool working = ((state.Prepared | state.Committed | state.Aborted) & its) == 0;
            Votes prepared = state with { Prepared = state.Prepared | its, Sent = state.Sent | its };
            Votes received = state with { Received = state.Received | its };
            Votes others = state with { Prepared = state.Prepared & ~its, Committed = state.Committed & ~its };
            Votes committed = others with { Committed = others.Committed | its, Aborted = state.Aborted & ~its };
            Votes aborted = others with { Aborted = state.Aborted | its };
            steps.When(undecided && (state.Sent & its) != 0, (TMRcvPrepared, manager), received);
            steps.When(working, (RMPrepare, manager), prepared);
            steps.When(working, (RMChooseToAbort, manager), aborted);
            steps.When(state.CommitTold, (RMRcvCommitMsg, manager), committed);
            steps.When(state.AbortTold, (RMRcvAbortMsg, manager), aborted);
        }
    }
}
