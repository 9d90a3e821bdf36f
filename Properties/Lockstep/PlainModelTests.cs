using ModelCheck.Model.Charging;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Platforms;
using ModelCheck.Model.Sealings;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The plain model and the specification are two programs written from one contract. Small scopes are compared in full:
/// every operation instance in every reachable state.
/// </summary>
public sealed class PlainModelTests
{
    private static readonly OperationKinds Derivation = OperationKinds.Of(
        OperationKind.Alloc, OperationKind.Alias, OperationKind.Free, OperationKind.Revoke, OperationKind.Close);

    // All of them meet in Judging/JudgeTests.cs within less.
    public static TheoryData<string, string> Policies =>
        Thoroughness.IsWhole ? PolicyPairs.OfCatalog : PolicyPairs.InTurn(twice: true);

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_agrees_with_the_specification_in_every_state_of_two_dataspaces(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 2, regions: 1));

    [Theory]
    [MemberData(nameof(Policies))]
    public void It_agrees_with_the_specification_where_aliases_have_aliases(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 3, quota: 2, operations: Derivation));

    [Theory]
    [InlineData("Cascade", "Allocator")]
    [InlineData("Managed", "Heir")]
    [InlineData("Pin", "Holder")]
    [InlineData("Reparent", "Nobody")]
    public void It_agrees_with_the_specification_of_delegated_sharing_and_contents(string lifetime, string charging) =>
        AgreesEverywhere(lifetime, charging, Scope.Uniform(2, 2, 2, quota: 1, regions: 1) with
        {
            Sharing = Sharing.Delegated,
            Contents = true,
        });

    public static TheoryData<string> Platforms => [.. Catalog.Platforms.Select(platform => platform.Name)];

    // Every platform meets every lifetime and every sealing policy here, in the suite each lifetime one platform; all
    // policies meet in Judging/JudgeTests.cs.
    [Theory]
    [MemberData(nameof(Platforms))]
    public void It_agrees_with_the_specification_of_parts_on_every_platform(string platform)
    {
        Scope scope = Scope.Uniform(2, 2, 2, quota: 1, regions: 1);
        int turn = Catalog.Platforms.IndexOf(Catalog.Find(Catalog.Platforms, platform)!);
        foreach ((int index, PolicyEntry lifetime) in Catalog.Lifetimes.Index()
            .Where(entry => Thoroughness.IsWhole || entry.Index % Catalog.Platforms.Length == turn))
        {
            string sealing = Catalog.Sealings[index % Catalog.Sealings.Length].Name;
            AgreesEverywhere(new PolicyName(lifetime.Name, "Allocator", platform, sealing), scope);
        }
    }

    [Fact]
    public void It_agrees_with_the_specification_of_a_policy_that_looks_at_kinship()
    {
        Scope deep = Scope.Uniform(1, 2, 4, quota: 1, operations: Derivation);
        AgreesEverywhere(
            new ReferenceModel<OwnArePinning, Heir, Native, Future>(deep),
            PlainRules.Of(typeof(OwnArePinning), "Heir"));

        Scope wide = Scope.Uniform(2, 2, 3, quota: 2, operations: Derivation);
        AgreesEverywhere(
            new ReferenceModel<OwnAreHollowed, Allocator, Native, Future>(wide),
            PlainRules.Of(typeof(OwnAreHollowed), "Allocator"));
    }

    [Fact]
    public void The_comparison_notices_a_rule_that_differs_for_one_kinship()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("Reparent", "Holder", "Native"), Scope.Uniform(2, 2, 2, quota: 2, operations: Derivation));
        PlainRules rules = PlainRules.Of(typeof(Reparent), "Holder") with
        {
            OnClose = new PlainFates(
                kinship => kinship == Kinship.Own ? AliasFate.Adopted : AliasFate.Destroyed,
                _ => MappingFate.Unmapped,
                CapabilityFate.Withdrawn),
        };

        Assert.NotNull(new PlainComparison(model, rules).FirstDisagreement());
    }

    private static void AgreesEverywhere(string lifetime, string charging, Scope scope) =>
        AgreesEverywhere(new PolicyName(lifetime, charging, "Native"), scope);

    private static void AgreesEverywhere(PolicyName policy, Scope scope) =>
        Tables.With(policy, scope, model => AgreesEverywhere(model, PlainRules.Of(policy)));

    private static void AgreesEverywhere(IModel model, PlainRules rules)
    {
        string? disagreement = new PlainComparison(model, rules).FirstDisagreement();
        Assert.True(disagreement is null, disagreement);
    }

    /// <summary>Its own aliases keep what a session frees as a zombie; others are destroyed or adopted.</summary>
    private readonly record struct OwnArePinning : ILifetimePolicy
    {
        public static string Name => nameof(OwnArePinning);

        public static string Summary => "A made-up policy.";

        public static string Source => "nowhere";

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Destroyed;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Pinning : AliasFate.Adopted;
    }

    /// <summary>A session's own aliases lose their memory; those of others stand in the way of Free only.</summary>
    private readonly record struct OwnAreHollowed : ILifetimePolicy
    {
        public static string Name => nameof(OwnAreHollowed);

        public static string Summary => "A made-up policy.";

        public static string Source => "nowhere";

        public static AliasFate OnFree(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Refusing;

        public static AliasFate OnClose(Kinship kinship) =>
            kinship == Kinship.Own ? AliasFate.Hollowed : AliasFate.Orphaned;
    }
}
