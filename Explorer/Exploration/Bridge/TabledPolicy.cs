using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>A policy whose lifetime is a table, named or not.</summary>
/// <param name="Name">What it is called; its lifetime is the name that the table goes by.</param>
/// <param name="Table">What its lifetime decides.</param>
public sealed record TabledPolicy(PolicyName Name, LifetimeTable Table)
{
    /// <summary>Whether its lifetime is one of the catalog.</summary>
    public bool HasName => Catalog.Find(Catalog.Lifetimes, Name.Lifetime) is not null;

    /// <summary>A policy of the catalog by the table of its lifetime.</summary>
    /// <param name="policy">The policy, by names that exist.</param>
    /// <returns>The same policy.</returns>
    public static TabledPolicy Of(PolicyName policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new TabledPolicy(policy, Catalog.LifetimeTables[policy.Lifetime]);
    }

    /// <summary>Does something with its model on this thread.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="scope">The bounds.</param>
    /// <param name="work">The work, which stays on this thread.</param>
    /// <returns>What came of it.</returns>
    public TResult With<TResult>(Scope scope, Func<IModel, TResult> work) => Tabled.During(
        Name.Lifetime, Table, () => work(Catalog.CreateModel(typeof(Tabled), Name, scope)));
}
