using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Results;
using ModelCheck.Implementation;
using ModelCheck.Model.Charging;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// The implementation answers as the model does and looks like it, in every reachable state of small scopes and for
/// everything that can be asked there.
/// </summary>
public sealed class ConformanceTests
{
    // .ci/run compares all of them within larger scopes. Here those few are compared within the first that have some
    // ten thousands of states there, and one or two of each lifetime within others.
    public static TheoryData<string, string> Few => Policies(IsFrugal);

    public static TheoryData<string, string> Some => PolicyPairs.InTurn(twice: Thoroughness.IsWhole);

    // The one half of the lifetimes in some scopes, and the other half in others.
    public static TheoryData<string, string> Odd => Half(1);

    public static TheoryData<string, string> Even => Half(0);

    public static TheoryData<string, string> Most =>
        Thoroughness.IsWhole ? PolicyPairs.OfService : PolicyPairs.InTurn(twice: true);

    public static TheoryData<string, string> Seals
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (PolicyEntry lifetime in Catalog.Lifetimes)
            {
                foreach (PolicyEntry sealing in Catalog.Sealings.Where(each => each.Name != PolicyName.UsualSealing))
                {
                    data.Add(lifetime.Name, sealing.Name);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Few))]
    public void It_conforms_with_three_frames_two_sessions_three_slots_and_a_region(string lifetime, string charging) =>
        Conforms(lifetime, charging, Scope.Uniform(3, 2, 3, quota: 3, regions: 1));

    [Theory]
    [MemberData(nameof(Odd))]
    public void It_conforms_without_a_region(string lifetime, string charging) =>
        Conforms(lifetime, charging, Scope.Uniform(2, 2, 3, quota: 2));

    [Theory]
    [MemberData(nameof(Even))]
    public void It_conforms_with_two_regions(string lifetime, string charging) =>
        Conforms(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 2));

    // .ci/run does the same, and more, within the same scope under every policy.
    [Theory]
    [MemberData(nameof(Some))]
    public void It_conforms_with_capabilities_that_are_given_on(string lifetime, string charging) =>
        Conforms(
            lifetime,
            charging,
            Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Sharing = Sharing.Delegated });

    [Theory]
    [MemberData(nameof(Odd))]
    public void It_conforms_in_what_is_left_in_memory(string lifetime, string charging) =>
        Conforms(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 1) with { Contents = true });

    [Theory]
    [MemberData(nameof(Even))]
    public void It_conforms_with_tight_quotas_and_free_managed_dataspaces(string lifetime, string charging) =>
        Conforms(
            lifetime, charging, Scope.Uniform(3, 2, 3, quota: 0) with { Quotas = [2, 1], AliasCost = 0 });

    // With Drop, Donate and Flush; .ci/run does the same with two frames, on both platforms.
    [Theory]
    [MemberData(nameof(Most))]
    public void It_conforms_in_quarantine_and_with_quota_that_moves(string lifetime, string charging) =>
        Conforms(new PolicyName(lifetime, charging, "Quarantine"));

    [Theory]
    [MemberData(nameof(Seals))]
    public void It_conforms_however_it_seals(string lifetime, string sealing) =>
        Conforms(new PolicyName(lifetime, "Nobody", OptimisedService.Platform, sealing));

    [Fact]
    public void It_conforms_where_its_own_aliases_meet_another_fate_than_those_of_others()
    {
        ConformsUnder<DestroyedOrOrphaned>();
        ConformsUnder<DestroyedOrPinning>();
        ConformsUnder<PinningOrAdopted>();
        ConformsUnder<AdoptedOrPinning>();
        ConformsUnder<OrphanedOrAdopted>();
        ConformsUnder<HollowedOrAdopted>();
        ConformsUnder<RefusingOrPinning>();
    }

    [Fact]
    public void Everything_that_the_explorer_asks_is_compared()
    {
        ConformanceResult result =
            Check(FirstClass(Scope.Uniform(2, 2, 2, quota: 2, regions: 1)), workers: 2);
        Assert.Equal(
            (2_793, 26_674, 88_444),
            (result.Exploration.DistinctStates, result.Exploration.Transitions, result.Exploration.DisabledActions));
        Assert.True(result.Comparisons > result.Exploration.Transitions + result.Exploration.DisabledActions);
        Assert.Equal(result.Comparisons, Check(FirstClass(result.Scope), workers: 1).Comparisons);

        static IModel FirstClass(Scope scope) =>
            Catalog.CreateModel(new PolicyName("FirstClass", "Holder", OptimisedService.Platform), scope);
    }

    [Theory]
    [InlineData("Pin", "Heir", "Native", null)]
    [InlineData("Handles", "Retainer", "Quarantine", null)]
    [InlineData("FirstClass", "Holder", "Native", "Cascade")]
    public void It_is_compared_with_a_table_as_with_the_policy_that_the_table_is_of(
        string lifetime, string charging, string platform, string? followed)
    {
        var policy = new PolicyName(lifetime, charging, platform);
        ServiceFactory create = (asked, bounds, memory) =>
            OptimisedService.Create(asked with { Lifetime = followed ?? lifetime }, bounds, memory);

        ConformanceResult compiled = Check(Catalog.CreateModel(policy, OneFrame), create: create);
        ConformanceResult tabled = CheckTabled(policy, OneFrame, create);

        Assert.Equal(followed is not null, compiled.Diverges);
        Assert.Equal((compiled.Policy, compiled.Comparisons), (tabled.Policy, tabled.Comparisons));
        Assert.Equal(compiled.Exploration.Levels.AsEnumerable(), tabled.Exploration.Levels);
        Assert.Equal(compiled.Exploration.Transitions, tabled.Exploration.Transitions);
        Assert.Equal(compiled.Exploration.DisabledActions, tabled.Exploration.DisabledActions);
        Assert.Equal($"{compiled.Divergence}", $"{tabled.Divergence}");
    }

    // Whoever has an alias pays for it, and nothing outlives its original; or there is but one dataspace over a frame.
    private static bool IsFrugal(PolicyName policy) =>
        (policy.Charging == "Holder" && policy.Lifetime is "Cascade" or "Refuse") || policy.Lifetime == "Replace";

    private static TheoryData<string, string> Half(int remainder)
    {
        var half = new TheoryData<string, string>();
        foreach ((int place, object[] pair) in Some.Index())
        {
            if (Thoroughness.IsWhole || place % 2 == remainder)
            {
                half.Add((string)pair[0], (string)pair[1]);
            }
        }

        return half;
    }

    private static TheoryData<string, string> Policies(Func<PolicyName, bool> wanted)
    {
        var data = new TheoryData<string, string>();
        foreach (PolicyName policy in OptimisedService.Policies.Where(wanted))
        {
            data.Add(policy.Lifetime, policy.Charging);
        }

        return data;
    }

    // Everything that there is to ask, over one frame.
    private static Scope OneFrame => Scope.Uniform(1, 2, 2, quota: 1, regions: 1, operations: OperationKinds.All) with
    {
        Sharing = Sharing.Delegated,
    };

    private static void Conforms(PolicyName policy) => Conforms(policy, OneFrame);

    private static void Conforms(string lifetime, string charging, Scope scope) =>
        Conforms(new PolicyName(lifetime, charging, OptimisedService.Platform), scope);

    // The service is compiled for each policy; the model is where .ci/run compares the two within larger scopes.
    private static void Conforms(PolicyName policy, Scope scope) => Conforms(CheckTabled(policy, scope));

    private static ConformanceResult CheckTabled(PolicyName policy, Scope scope, ServiceFactory? create = null) =>
        ConformanceChecker.CheckTabled(
            policy,
            scope,
            create ?? OptimisedService.Create,
            new SearchLimits(),
            new SearchProgress(),
            CancellationToken.None);

    private static void Conforms(ConformanceResult result)
    {
        Assert.True(result.Divergence is null, $"{result.Policy}: {result.Divergence}");
        Assert.True(result.Conforms);
        Assert.True(result.Exploration.DistinctStates > 100);
    }

    private static ConformanceResult Check(IModel model, int workers = 1, ServiceFactory? create = null) =>
        ConformanceChecker.Check(
            model,
            create ?? OptimisedService.Create,
            new SearchLimits { Workers = workers },
            new SearchProgress(),
            CancellationToken.None);

    // Four slots over one frame, so that chains have room for both kinds of aliases.
    private static void ConformsUnder<TLifetime>()
        where TLifetime : struct, ILifetimePolicy
    {
        Scope scope = Scope.Uniform(
            1,
            2,
            4,
            quota: 4,
            operations: OperationKinds.Of(
                OperationKind.Alloc,
                OperationKind.Alias,
                OperationKind.Free,
                OperationKind.Revoke,
                OperationKind.Close));
        Conforms(new ReferenceModel<TLifetime, Holder, Native, Future>(scope));
        Conforms(new ReferenceModel<TLifetime, Heir, Native, Future>(scope));

        static void Conforms(IModel model) => ConformanceTests.Conforms(ConformanceChecker.Check(
            model,
            (policy, bounds, memory) => RamServices.Create<TLifetime>(policy.Charging, bounds, memory),
            new SearchLimits(),
            new SearchProgress(),
            CancellationToken.None));
    }

    private readonly struct DestroyedOrOrphaned : ILifetimePolicy
    {
        public static string Name => nameof(DestroyedOrOrphaned);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Destroyed : AliasFate.Orphaned;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct DestroyedOrPinning : ILifetimePolicy
    {
        public static string Name => nameof(DestroyedOrPinning);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Destroyed : AliasFate.Pinning;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct PinningOrAdopted : ILifetimePolicy
    {
        public static string Name => nameof(PinningOrAdopted);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Adopted;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct AdoptedOrPinning : ILifetimePolicy
    {
        public static string Name => nameof(AdoptedOrPinning);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Adopted : AliasFate.Pinning;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct OrphanedOrAdopted : ILifetimePolicy
    {
        public static string Name => nameof(OrphanedOrAdopted);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Orphaned : AliasFate.Adopted;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct HollowedOrAdopted : ILifetimePolicy
    {
        public static string Name => nameof(HollowedOrAdopted);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Adopted;

        public static AliasFate OnClose(Kinship kinship) => OnFree(kinship);
    }

    private readonly struct RefusingOrPinning : ILifetimePolicy
    {
        public static string Name => nameof(RefusingOrPinning);

        public static string Summary => Name;

        public static string Source => Name;

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Refusing : AliasFate.Pinning;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Adopted : AliasFate.Pinning;
    }
}
