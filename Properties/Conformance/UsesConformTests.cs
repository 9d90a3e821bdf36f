using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Implementation;
using ModelCheck.Model.Charging;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// The implementation is the model in what regions, capabilities, seals and gifts do: on both platforms and under every
/// sealing policy, and for fates that no policy of the catalog has.
/// </summary>
public sealed class UsesConformTests
{
    private static readonly Scope Everything = Scope.Uniform(
        1, 2, 2, quota: 1, regions: 1, operations: OperationKinds.All)
        with
    {
        Sharing = Sharing.Delegated,
    };

    private static readonly Scope Uses = Scope.Uniform(
        1,
        2,
        3,
        quota: 2,
        regions: 1,
        operations: OperationKinds.Of(
            OperationKind.Alloc,
            OperationKind.Alias,
            OperationKind.Free,
            OperationKind.Attach,
            OperationKind.Detach,
            OperationKind.Share,
            OperationKind.Close))
        with
    {
        Sharing = Sharing.Delegated,
    };

    public static TheoryData<string, string> Policies
    {
        get
        {
            var policies = new TheoryData<string, string>();
            foreach (PolicyEntry lifetime in Catalog.Lifetimes)
            {
                foreach (PolicyEntry sealing in Catalog.Sealings)
                {
                    policies.Add(lifetime.Name, sealing.Name);
                }
            }

            return policies;
        }
    }

    // Each charging policy has its turn under each sealing policy.
    [Theory]
    [MemberData(nameof(Policies))]
    public void It_conforms_with_all_operations_and_seals_and_dead_regions(string lifetime, string sealing)
    {
        string[] chargings = [.. RamServices.ChargingNames];
        int turn = Catalog.Lifetimes.IndexOf(Catalog.Find(Catalog.Lifetimes, lifetime)!)
            + Catalog.Sealings.IndexOf(Catalog.Find(Catalog.Sealings, sealing)!);
        foreach (string platform in OptimisedService.Platforms)
        {
            var policy = new PolicyName(lifetime, chargings[turn++ % chargings.Length], platform, sealing);
            Assert.True(OptimisedService.Supports(policy));
            Conforms(ConformanceChecker.CheckTabled(
                policy,
                Everything,
                OptimisedService.Create,
                new SearchLimits(),
                new SearchProgress(),
                CancellationToken.None));
        }
    }

    [Fact]
    public void It_conforms_where_regions_keep_what_its_aliases_do_not() => ConformsUnder<DestroyedButMapped>();

    [Fact]
    public void It_conforms_where_only_its_own_regions_keep_a_dataspace() => ConformsUnder<OwnMappingsKeep>();

    [Fact]
    public void It_conforms_where_zombies_are_passed_over_when_aliases_are_adopted() =>
        ConformsUnder<AdoptedBeyondZombies>();

    [Fact]
    public void It_conforms_where_managed_dataspaces_pass() => ConformsUnder<ManagedPassing>();

    [Fact]
    public void It_conforms_where_capabilities_and_foreign_regions_refuse() => ConformsUnder<CapabilitiesRefuse>();

    [Fact]
    public void It_conforms_where_what_passes_changes_kinship() => ConformsUnder<OwnPinningPassing>();

    private static void ConformsUnder<TLifetime>()
        where TLifetime : struct, ILifetimePolicy
    {
        ConformsUnder<TLifetime, Heir, Native>();
        ConformsUnder<TLifetime, HolderOnce, Quarantine>();
        ConformsUnder<TLifetime, Retainer, Native>();
        ConformsUnder<TLifetime, Allocator, Quarantine>();
    }

    private static void ConformsUnder<TLifetime, TCharging, TPlatform>()
        where TLifetime : struct, ILifetimePolicy
        where TCharging : struct, IChargingPolicy
        where TPlatform : struct, IPlatform
    {
        ConformanceResult result = ConformanceChecker.Check(
            new ReferenceModel<TLifetime, TCharging, TPlatform, Future>(Uses),
            (policy, bounds, memory) => RamServices.Create(
                typeof(TLifetime), policy.Charging, policy.Platform, typeof(Future), bounds, memory),
            new SearchLimits { MaximalStates = 3_000 },
            new SearchProgress(),
            CancellationToken.None);
        Assert.True(result.Divergence is null, $"{result.Policy}: {result.Divergence}");
        Assert.True(result.Exploration.DistinctStates > 500);
    }

    private static void Conforms(ConformanceResult result)
    {
        Assert.True(result.Divergence is null, $"{result.Policy}: {result.Divergence}");
        Assert.True(result.Conforms);
        Assert.True(result.Exploration.DistinctStates > 100);
    }

    private readonly struct DestroyedButMapped : ILifetimePolicy
    {
        public static string Name => nameof(DestroyedButMapped);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Destroyed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Destroyed;

        public static MappingFate MappingOnFree(Kinship kinship) => MappingFate.Keeping;

        public static MappingFate MappingOnClose(Kinship kinship) => MappingFate.Keeping;
    }

    private readonly struct OwnMappingsKeep : ILifetimePolicy
    {
        public static string Name => nameof(OwnMappingsKeep);

        public static string Summary => Name;

        public static string Source => Name;

        public static CapabilityFate CapabilityOnClose => CapabilityFate.Passing;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Adopted;

        public static MappingFate MappingOnFree(Kinship kinship) =>
            kinship == Kinship.Own ? MappingFate.Keeping : MappingFate.Unmapped;

        public static MappingFate MappingOnClose(Kinship kinship) =>
            kinship == Kinship.Own ? MappingFate.Unmapped : MappingFate.Keeping;
    }

    private readonly struct AdoptedBeyondZombies : ILifetimePolicy
    {
        public static string Name => nameof(AdoptedBeyondZombies);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Adopted;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Adopted : AliasFate.Pinning;

        public static MappingFate MappingOnFree(Kinship kinship) => MappingFate.Keeping;
    }

    private readonly struct ManagedPassing : ILifetimePolicy
    {
        public static string Name => nameof(ManagedPassing);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasForm Form => AliasForm.Managed;

        public static CapabilityFate CapabilityOnFree => CapabilityFate.Passing;

        public static CapabilityFate CapabilityOnClose => CapabilityFate.Passing;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Hollowed;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Hollowed;
    }

    private readonly struct CapabilitiesRefuse : ILifetimePolicy
    {
        public static string Name => nameof(CapabilitiesRefuse);

        public static string Summary => Name;

        public static string Source => Name;

        public static CapabilityFate CapabilityOnFree => CapabilityFate.Refusing;

        public static AliasFate OnFree(Kinship kinship) => AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) => AliasFate.Pinning;

        public static MappingFate MappingOnFree(Kinship kinship) =>
            kinship == Kinship.Own ? MappingFate.Unmapped : MappingFate.Refusing;
    }

    private readonly struct OwnPinningPassing : ILifetimePolicy
    {
        public static string Name => nameof(OwnPinningPassing);

        public static string Summary => Name;

        public static string Source => Name;

        public static CapabilityFate CapabilityOnFree => CapabilityFate.Passing;

        public static CapabilityFate CapabilityOnClose => CapabilityFate.Passing;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Destroyed : AliasFate.Pinning;
    }
}
