using System.Collections.Immutable;
using System.Reflection;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>
/// Every policy and requirement there is. They are found by reflection, so a new one is a new file and no other edit;
/// and only here, so that everything else is compiled for the types it runs on.
/// </summary>
public static class Catalog
{
    // Lazy, so that a policy that breaks a rule is reported as what it is wherever the catalog is opened: the failure
    // of a static initialiser would hide it.
    private static readonly Lazy<ImmutableArray<PolicyEntry>> LifetimesFound = Found(typeof(ILifetimePolicy));
    private static readonly Lazy<ImmutableArray<PolicyEntry>> ChargingsFound = Found(typeof(IChargingPolicy));
    private static readonly Lazy<ImmutableArray<PolicyEntry>> PlatformsFound = Found(typeof(IPlatform));
    private static readonly Lazy<ImmutableArray<PolicyEntry>> SealingsFound = Found(typeof(ISealingPolicy));
    private static readonly Lazy<ImmutableDictionary<string, LifetimeTable>> TablesFound =
        new(() => Lifetimes.ToImmutableDictionary(entry => entry.Name, TableOf<LifetimeTable>));

    private static readonly Lazy<ImmutableDictionary<string, SealingTable>> SealingTablesFound =
        new(() => Sealings.ToImmutableDictionary(entry => entry.Name, TableOf<SealingTable>));

    private static readonly Lazy<ImmutableArray<Requirement>> RequirementsFound =
        new(() => RequirementsAmong(typeof(Catalog).Assembly.GetTypes()));

    /// <summary>The lifetime policies.</summary>
    /// <exception cref="PolicyFaultException">One of them breaks a rule.</exception>
    public static ImmutableArray<PolicyEntry> Lifetimes => LifetimesFound.Value;

    /// <summary>The charging policies.</summary>
    /// <exception cref="PolicyFaultException">One of them breaks a rule.</exception>
    public static ImmutableArray<PolicyEntry> Chargings => ChargingsFound.Value;

    /// <summary>The platforms.</summary>
    /// <exception cref="PolicyFaultException">One of them breaks a rule.</exception>
    public static ImmutableArray<PolicyEntry> Platforms => PlatformsFound.Value;

    /// <summary>The sealing policies.</summary>
    /// <exception cref="PolicyFaultException">One of them breaks a rule.</exception>
    public static ImmutableArray<PolicyEntry> Sealings => SealingsFound.Value;

    /// <summary>What each lifetime policy decides, by its name.</summary>
    /// <exception cref="PolicyFaultException">One of the policies breaks a rule.</exception>
    public static ImmutableDictionary<string, LifetimeTable> LifetimeTables => TablesFound.Value;

    /// <summary>What each sealing policy decides, by its name.</summary>
    /// <exception cref="PolicyFaultException">One of the policies breaks a rule.</exception>
    public static ImmutableDictionary<string, SealingTable> SealingTables => SealingTablesFound.Value;

    /// <summary>The requirements: invariants, then those of steps, of the whole graph, and possibilities.</summary>
    /// <exception cref="PolicyFaultException">A group of them breaks a rule.</exception>
    public static ImmutableArray<Requirement> Requirements => RequirementsFound.Value;

    /// <summary>The requirement of that name.</summary>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The requirement, or null.</returns>
    public static Requirement? FindRequirement(string name) =>
        Requirements.FirstOrDefault(requirement => requirement.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The policy of that name in a list.</summary>
    /// <param name="policies">One of the lists above.</param>
    /// <param name="name">The name, in any case.</param>
    /// <returns>The policy, or null.</returns>
    public static PolicyEntry? Find(ImmutableArray<PolicyEntry> policies, string name) =>
        policies.FirstOrDefault(entry => entry.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The meaning of the RAM service under one policy and within one scope.</summary>
    /// <param name="policy">The policy, by names that exist.</param>
    /// <param name="scope">The bounds, without faults.</param>
    /// <returns>The model.</returns>
    public static IModel CreateModel(PolicyName policy, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return CreateModel(Required(Lifetimes, policy.Lifetime).Type, policy, scope);
    }

    /// <summary>The meaning of the RAM service under a lifetime policy that need not be one of the catalog.</summary>
    /// <param name="lifetime">The struct with the lifetime policy's decisions.</param>
    /// <param name="policy">The other policies, by names that exist; its lifetime is not looked at.</param>
    /// <param name="scope">The bounds, without faults.</param>
    /// <returns>The model.</returns>
    public static IModel CreateModel(Type lifetime, PolicyName policy, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(policy);
        Type model = typeof(ReferenceModel<,,,>).MakeGenericType(
            lifetime,
            Required(Chargings, policy.Charging).Type,
            Required(Platforms, policy.Platform).Type,
            Required(Sealings, policy.Sealing).Type);
        return (IModel)Activator.CreateInstance(
            model, BindingFlags.DoNotWrapExceptions, binder: null, args: [scope], culture: null)!;
    }

    /// <summary>The policies of one kind among some types, by name.</summary>
    /// <param name="kind">The interface of the policies.</param>
    /// <param name="types">The types.</param>
    /// <returns>The policies.</returns>
    /// <exception cref="PolicyFaultException">One of them breaks a rule.</exception>
    internal static ImmutableArray<PolicyEntry> PoliciesAmong(Type kind, IEnumerable<Type> types)
    {
        ImmutableArray<PolicyEntry> policies =
        [
            .. types.Where(type => type.IsValueType && type.IsAssignableTo(kind))
                .Select(PolicyEntry.Of)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        string? fault = TwiceAmong(policies.Select(policy => policy.Name)) is { } name
            ? $"two policies are called {name}"
            : kind == typeof(ILifetimePolicy) ? policies.Select(FaultOf).FirstOrDefault(known => known is not null)
            : null;
        return fault is null ? policies : throw new PolicyFaultException(fault);
    }

    /// <summary>The requirements of the groups among some types, by kind.</summary>
    /// <param name="types">The types.</param>
    /// <returns>The requirements.</returns>
    /// <exception cref="PolicyFaultException">A group says nothing, or two requirements have one name.</exception>
    internal static ImmutableArray<Requirement> RequirementsAmong(IEnumerable<Type> types)
    {
        ImmutableArray<Requirement> requirements =
        [
            .. types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IRequirementGroup)))
                .OrderBy(type => type.Name, StringComparer.Ordinal)
                .SelectMany(RequirementsOf)
                .OrderBy(requirement => requirement switch
                {
                    Invariant => 0,
                    StepRequirement => 1,
                    BranchingRequirement => 2,
                    _ => 3,
                }),
        ];
        return TwiceAmong(requirements.Select(requirement => requirement.Name)) is { } name
            ? throw new PolicyFaultException($"two requirements are called {name}")
            : requirements;
    }

    private static PolicyEntry Required(ImmutableArray<PolicyEntry> policies, string name) =>
        Find(policies, name) ?? throw new ArgumentException($"there is no policy {name}", nameof(name));

    private static Lazy<ImmutableArray<PolicyEntry>> Found(Type kind) =>
        new(() => PoliciesAmong(kind, typeof(Catalog).Assembly.GetTypes()));

    private static string? FaultOf(PolicyEntry lifetime) =>
        (string?)typeof(LifetimeRules)
            .GetMethod(nameof(LifetimeRules.FaultOf), genericParameterCount: 1, types: [])!
            .MakeGenericMethod(lifetime.Type)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);

    private static TTable TableOf<TTable>(PolicyEntry policy) =>
        (TTable)typeof(TTable)
            .GetMethod(nameof(LifetimeTable.Of), BindingFlags.Public | BindingFlags.Static)!
            .MakeGenericMethod(policy.Type)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null)!;

    private static IEnumerable<Requirement> RequirementsOf(Type group) =>
        (IEnumerable<Requirement>?)group
            .GetProperty(nameof(IRequirementGroup.Requirements), BindingFlags.Public | BindingFlags.Static)?
            .GetValue(null)
        ?? throw new PolicyFaultException(
            $"{group.Name} has no public static {nameof(IRequirementGroup.Requirements)}");

    private static string? TwiceAmong(IEnumerable<string> names) =>
        names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1)?.Key;
}
