using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>The meaning of the RAM service under one policy and within one scope.</summary>
public partial interface IModel
{
    /// <summary>The policy.</summary>
    PolicyName Policy { get; }

    /// <summary>The bounds.</summary>
    Scope Scope { get; }

    /// <summary>Which fields of a state this policy and scope use.</summary>
    StateShape Shape { get; }

    /// <summary>The operations that exist: those that some session may ask for, and Flush where the kernel has
    /// it.</summary>
    OperationKinds Operations { get; }

    /// <summary>Whether the platform removes dead regions by and by, so that to be dead is to be unmapped.</summary>
    bool Flushes { get; }

    /// <summary>What attaching a dataspace would give.</summary>
    /// <param name="state">The state.</param>
    /// <param name="dataspace">A live dataspace.</param>
    /// <returns>The frames reached, and whether they can be written.</returns>
    Grant GrantOf(in State state, DataspaceId dataspace);

    /// <summary>How much may be charged to a session, what was given and received counted.</summary>
    /// <param name="state">The state.</param>
    /// <param name="session">The session.</param>
    /// <returns>In frames.</returns>
    int QuotaOf(in State state, SessionId session);

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

    /// <summary>Works out what follows from a state, and carries out one operation in it, or refuses it.</summary>
    /// <param name="state">The state, and where it leads: after a refusal it is as it was.</param>
    /// <param name="operation">What is asked: something that the scope lets its session ask for.</param>
    /// <returns>Granted or refused.</returns>
    Outcome Step(ref State state, Operation operation);

    /// <summary>Hands the model to a visitor under its own type, so that a search can be compiled for it.</summary>
    /// <typeparam name="TResult">What the visitor returns.</typeparam>
    /// <param name="visitor">The visitor.</param>
    /// <returns>What the visitor returned.</returns>
    TResult Accept<TResult>(IModelVisitor<TResult> visitor);
}
