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
    /// <summary>The lifetime policies.</summary>
    public static ImmutableArray<PolicyEntry> Lifetimes { get; } = PoliciesOf(typeof(ILifetimePolicy));

    /// <summary>The charging policies.</summary>
    public static ImmutableArray<PolicyEntry> Chargings { get; } = PoliciesOf(typeof(IChargingPolicy));

    /// <summary>The platforms.</summary>
    public static ImmutableArray<PolicyEntry> Platforms { get; } = PoliciesOf(typeof(IPlatform));

    /// <summary>The requirements: invariants, then those of steps, of the whole graph, and possibilities.</summary>
    public static ImmutableArray<Requirement> Requirements { get; } = FindRequirements();

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
        Type model = typeof(ReferenceModel<,,>).MakeGenericType(
            Required(Lifetimes, policy.Lifetime).Type,
            Required(Chargings, policy.Charging).Type,
            Required(Platforms, policy.Platform).Type);
        return (IModel)Activator.CreateInstance(
            model, BindingFlags.DoNotWrapExceptions, binder: null, args: [scope], culture: null)!;
    }

    private static PolicyEntry Required(ImmutableArray<PolicyEntry> policies, string name) =>
        Find(policies, name) ?? throw new ArgumentException($"there is no policy {name}", nameof(name));

    private static ImmutableArray<PolicyEntry> PoliciesOf(Type kind)
    {
        ImmutableArray<PolicyEntry> policies =
        [
            .. typeof(Catalog).Assembly.GetTypes()
                .Where(type => type.IsValueType && type.IsAssignableTo(kind))
                .Select(PolicyEntry.Of)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal),
        ];
        string? fault = policies.Zip(policies.Skip(1))
            .Where(pair => pair.First.Name.Equals(pair.Second.Name, StringComparison.OrdinalIgnoreCase))
            .Select(pair => $"two policies are called {pair.First.Name}")
            .Concat(kind == typeof(ILifetimePolicy) ? policies.Select(FaultOf) : [])
            .FirstOrDefault(known => known is not null);
        return fault is null ? policies : throw new InvalidOperationException(fault);
    }

    private static string? FaultOf(PolicyEntry lifetime) =>
        (string?)typeof(LifetimeRules)
            .GetMethod(nameof(LifetimeRules.FaultOf), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(lifetime.Type)
            .Invoke(null, null);

    private static ImmutableArray<Requirement> FindRequirements() =>
    [
        .. typeof(Catalog).Assembly.GetTypes()
            .Where(type => type.IsClass && type.IsAssignableTo(typeof(IRequirementGroup)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .SelectMany(group => (IEnumerable<Requirement>)Read(group, nameof(IRequirementGroup.Requirements)))
            .OrderBy(requirement => requirement switch
            {
                Invariant => 0,
                StepRequirement => 1,
                BranchingRequirement => 2,
                _ => 3,
            }),
    ];

    private static object Read(Type type, string property) =>
        type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
        ?? throw new InvalidOperationException($"{type.Name} has no public static {property}");
}
