using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>What a search asks beside the meaning.</content>
public partial interface IModel
{
    /// <summary>The policy to which names of some kind mean something.</summary>
    /// <param name="names">The kind of names.</param>
    /// <returns>The policy, with what it is a policy of, or null when there is none.</returns>
    string? TellerOf(Distinctions names);

    /// <summary>
    /// What may be granted to a session: nothing outside is. It may be more than what is granted, never less.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="ledger">What <see cref="Audit(in State)"/> says of it.</param>
    /// <param name="session">The session that asks.</param>
    /// <returns>The prospects.</returns>
    Prospects ProspectsOf(in State state, in Ledger ledger, SessionId session);
}
