using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>What a requirement has to know beside states and steps.</summary>
/// <param name="Rules">The policy.</param>
/// <param name="Scope">The bounds.</param>
internal sealed record PlainSetting(PlainRules Rules, Scope Scope)
{
    internal bool IsOneSession => Scope.Sessions == 1;

    internal bool IsDelegated => Scope.Sharing == Sharing.Delegated;

    /// <summary>Whether an operation exists.</summary>
    internal bool Has(OperationKind kind) => kind == OperationKind.Flush
        ? Rules.HasFlush && Has(OperationKind.Attach)
        : Enumerable.Range(0, Scope.Sessions).Any(session => May(session, kind));

    /// <summary>Whether a session may ask for an operation.</summary>
    internal bool May(int session, OperationKind kind) =>
        Scope.OperationsOf(new SessionId(session)).Contains(kind);

    /// <summary>Whether a session counts what another one does to it.</summary>
    internal bool IsForeign(int session, int actor) =>
        session != actor && !Trusts(session, actor);

    /// <summary>Whether a session trusts another one.</summary>
    internal bool Trusts(int session, int other) =>
        Scope.TrustedBy(new SessionId(session)).Contains(new SessionId(other));
}
