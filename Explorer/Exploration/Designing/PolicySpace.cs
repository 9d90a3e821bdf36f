using System.Collections.Immutable;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Designing;

/// <summary>
/// Every policy that the rules of lifetimes allow on a scenario, most of them without a name: each table of fates with
/// each charging and some sealing policies.
/// </summary>
public sealed class PolicySpace
{
    private readonly ImmutableDictionary<LifetimeTable, ImmutableArray<string>> _named;
    private readonly ILookup<SealingTable, string> _sealings;

    /// <summary>Lays the space out.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <param name="sealings">The names of the sealing policies.</param>
    /// <param name="everyFate">
    /// Whether the fates of regions and of capabilities are free, too, where there are any; else they are together one
    /// of the ways that a lifetime with a name has.
    /// </param>
    public PolicySpace(Scenario scenario, IEnumerable<string> sealings, bool everyFate)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        Scenario = scenario;
        _sealings = sealings.ToLookup(name => Catalog.SealingTables[name].Within(scenario.Scope));
        LifetimeTable[] known = [.. Catalog.Lifetimes.Select(entry => Catalog.LifetimeTables[entry.Name])];
        LifetimeTable[] allowed =
        [
            .. (everyFate ? AllUses() : known.Select(UsesIn).Distinct())
                .SelectMany(AllWith)
                .Where(table => LifetimeRules.FaultOf(table.Notation, table) is null),
        ];
        _named = Catalog.Lifetimes
            .GroupBy(entry => Catalog.LifetimeTables[entry.Name].Within(scenario.Scope))
            .ToImmutableDictionary(alike => alike.Key, alike => alike.Select(entry => entry.Name).ToImmutableArray());
        Allowed = (long)allowed.Select(AliasesIn(scenario.Scope)).Distinct().Count()
            * Catalog.Chargings.Length * _sealings.Sum(alike => alike.Count());

        // What has a name comes first, so that a space that is not gone through to its end has that at least.
        Tables =
        [
            .. allowed.Select(table => table.Within(scenario.Scope)).Distinct()
                .OrderByDescending(_named.ContainsKey),
        ];
    }

    /// <summary>The scenario.</summary>
    public Scenario Scenario { get; }

    /// <summary>The sealing policies of which no two are the same within the scope, by name.</summary>
    public ImmutableArray<string> Sealings => [.. _sealings.Select(alike => alike.First())];

    /// <summary>How many policies there are that differ in a decision that is about something in the scope.</summary>
    public long Allowed { get; }

    /// <summary>The tables of which no two are the same within the scope, those with a name first.</summary>
    public ImmutableArray<LifetimeTable> Tables { get; }

    /// <summary>How many policies are judged: each table with each charging and each sealing policy.</summary>
    public int Count => Tables.Length * Catalog.Chargings.Length * Sealings.Length;

    /// <summary>What the scenario asks for; every requirement, if it asks for nothing.</summary>
    internal ImmutableArray<Requirement> AskedFor => Scenario.Demands.IsEmpty
        ? Catalog.Requirements
        : [.. Scenario.Demands.Select(demand => demand.Requirement)];

    /// <summary>The lifetimes with a name that decide as a table does.</summary>
    /// <param name="table">One of <see cref="Tables"/>.</param>
    /// <returns>The names; none for most.</returns>
    public ImmutableArray<string> NamesOf(LifetimeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return _named.GetValueOrDefault(table, []);
    }

    /// <summary>The policies with a name that decide as a policy does.</summary>
    /// <param name="policy">One of those that are judged.</param>
    /// <returns>The names; none for most.</returns>
    internal IEnumerable<PolicyName> NamesOf(TabledPolicy policy) =>
        from lifetime in NamesOf(policy.Table)
        from sealing in _sealings[Catalog.SealingTables[policy.Name.Sealing].Within(Scenario.Scope)]
        select policy.Name with { Lifetime = lifetime, Sealing = sealing };

    /// <summary>The policies with one charging policy.</summary>
    /// <param name="charging">Its name.</param>
    /// <param name="named">Whether those whose lifetime has a name, or the others.</param>
    /// <returns>The policies, by sealing policy and then by table.</returns>
    internal IEnumerable<TabledPolicy> With(string charging, bool named) =>
        from sealing in Sealings
        from table in Tables
        where _named.ContainsKey(table) == named
        select new TabledPolicy(
            new PolicyName(
                NamesOf(table) is [var name, ..] ? name : table.Notation, charging, Scenario.Platform, sealing),
            table);

    // Replacement has no aliases, and yet decides about them: those decisions are counted.
    private static Func<LifetimeTable, LifetimeTable> AliasesIn(Scope scope) =>
        table => table.Within(scope) with { OnFree = table.OnFree, OnClose = table.OnClose };

    private static LifetimeTable UsesIn(LifetimeTable table) => table with
    {
        Form = default,
        OnFree = default,
        OnClose = default,
    };

    private static IEnumerable<LifetimeTable> AllUses() =>
        from mappingOnFree in Pairs<MappingFate>()
        from mappingOnClose in Pairs<MappingFate>()
        from capabilityOnFree in Enum.GetValues<CapabilityFate>()
        from capabilityOnClose in Enum.GetValues<CapabilityFate>()
        select new LifetimeTable(
            default, default, default, mappingOnFree, mappingOnClose, capabilityOnFree, capabilityOnClose);

    private static IEnumerable<LifetimeTable> AllWith(LifetimeTable uses) =>
        from form in Enum.GetValues<AliasForm>()
        from onClose in Pairs<AliasFate>()
        from onFree in Pairs<AliasFate>()
        select uses with { Form = form, OnFree = onFree, OnClose = onClose };

    private static IEnumerable<Fates<TFate>> Pairs<TFate>()
        where TFate : struct, Enum =>
        from own in Enum.GetValues<TFate>()
        from foreign in Enum.GetValues<TFate>()
        select new Fates<TFate>(own, foreign);
}
