using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>The meaning of the RAM service under one policy and within one scope.</summary>
public interface IModel
{
    /// <summary>The policy.</summary>
    PolicyName Policy { get; }

    /// <summary>The bounds.</summary>
    Scope Scope { get; }

    /// <summary>Which fields of a state this policy and scope use.</summary>
    StateShape Shape { get; }

    /// <summary>The policy to which names of some kind mean something.</summary>
    /// <param name="names">The kind of names.</param>
    /// <returns>The policy, with what it is a policy of, or null when there is none.</returns>
    string? TellerOf(Distinctions names);

    /// <summary>Works out what follows from a state.</summary>
    /// <param name="state">The state.</param>
    /// <returns>Allocated frames, charges and used quota.</returns>
    Ledger Audit(in State state);

    /// <summary>Works out what follows from a state, and writes it where it is to be.</summary>
    /// <param name="state">The state.</param>
    /// <param name="ledger">What <see cref="Audit(in State)"/> returns.</param>
    void Audit(in State state, out Ledger ledger);

    /// <summary>The dataspaces that cover frames of their own.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The dataspaces.</returns>
    DataspaceSet Covering(in State state);

    /// <summary>Carries out one operation, or refuses it.</summary>
    /// <param name="before">The state it is asked in.</param>
    /// <param name="ledger">What <see cref="Audit(in State)"/> says of that state.</param>
    /// <param name="operation">What is asked: something that the scope lets its session ask for.</param>
    /// <param name="after">The state it leads to; untouched by a refusal, which leads nowhere.</param>
    /// <returns>Granted or refused.</returns>
    Outcome Apply(in State before, in Ledger ledger, Operation operation, ref State after);

    /// <summary>
    /// What may be granted to a session: nothing outside is. It may be more than what is granted, never less.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <param name="ledger">What <see cref="Audit(in State)"/> says of it.</param>
    /// <param name="session">The session that asks.</param>
    /// <returns>The prospects.</returns>
    Prospects ProspectsOf(in State state, in Ledger ledger, SessionId session);

    /// <summary>Hands the model to a visitor under its own type, so that a search can be compiled for it.</summary>
    /// <typeparam name="TResult">What the visitor returns.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <returns>What the visitor returned.</returns>
    TResult Accept<TResult>(IModelVisitor<TResult> visitor);
}
