namespace ModelCheck.Properties.Engine.Toys;

/// <summary>The actions of the two-phase commit, by their names in the TLA+ specification.</summary>
internal enum TwoPhaseStep
{
    TMRcvPrepared,
    TMCommit,
    TMAbort,
    RMPrepare,
    RMChooseToAbort,
    RMRcvCommitMsg,
    RMRcvAbortMsg,
}
