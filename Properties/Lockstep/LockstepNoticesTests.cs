using ModelCheck.Conformance;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Conformance;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What the machine says of services that are wrong.</summary>
public sealed class LockstepNoticesTests(ITestOutputHelper output)
{
    private const ulong Seed = 1;

    private static readonly PlainRules Rules = PlainRules.Of(typeof(FirstClass), "Holder");

    public static TheoryData<string> Faults()
    {
        var faults = new TheoryData<string>();
        foreach (PlantedFault fault in PlantedFaults.All)
        {
            faults.Add(fault.Name);
        }

        return faults;
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_planted_fault_is_noticed_with_few_operations_and_found_again(string name)
    {
        PlantedFault fault = PlantedFaults.All.Single(planted => planted.Name == name);
        IRamService Make(ServiceBounds bounds, IFrameMemory? memory) =>
            fault.Make(new PlainModel(Rules, bounds), memory);

        Divergence? divergence = LockstepRun.FirstDivergence(Rules, Make, LockstepBudget.Standard, Seed);

        output.WriteLine($"{divergence}");
        Assert.NotNull(divergence);
        Assert.True(divergence.Shrunk.Length <= fault.Operations, $"{divergence}");
        Divergence? again = LockstepRun.Replayed(Rules, Make, divergence.Sizes, divergence.Replay);
        Assert.Equal(divergence.AsFound, again?.AsFound);
        Assert.Equal(divergence.Shrunk, again?.Shrunk);
        Assert.Equal(divergence.Message, again?.Message);
    }

    [Fact]
    public void What_only_the_self_check_after_a_sequence_finds_is_noticed_as_well()
    {
        PlantedFault fault = PlantedFaults.All.Single(planted => planted.Name == "finds three dataspaces too many");
        Divergence? divergence = LockstepRun.FirstDivergence(
            Rules,
            (bounds, memory) => fault.Make(new PlainModel(Rules, bounds), memory),
            LockstepSizes.Small with { SelfCheckEvery = 1000 },
            cases: 300,
            Seed);

        Assert.Equal(3, divergence?.Shrunk.Length);
        Assert.Equal("three dataspaces", divergence?.Message);
    }

    [Fact]
    public void The_explorer_proves_how_few_operations_a_divergence_takes()
    {
        string message = MessageOf(Defects.IgnoresSealsInAttach, LockstepSizes.Small);
        Assert.Matches("found: [0-9]+ operations; shrunk: 3; proven minimal: 3 ", message);
        Assert.Contains(
            "  Alloc(s0, 1) -> d0\n  Seal(s0, d0) -> granted\n  Attach(s0, d0) -> r0\n",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_takes_a_history_is_shrunk_and_said_to_be_unproven()
    {
        string message = MessageOf(Defects.GrowsTired, LockstepSizes.Small);
        Assert.Matches("shrunk: [0-9]+; not proven minimal: .*a history", message);
    }

    [Fact]
    public void Quota_that_is_promised_and_not_given_is_noticed() => Assert.Contains(
        "Donate(s0, s0, 0): granted, not InvalidSession",
        MessageOf(Defects.PromisesQuota, LockstepSizes.Small),
        StringComparison.Ordinal);

    [Fact]
    public void What_a_service_throws_at_the_explorer_is_minimised_like_any_other_divergence()
    {
        string message = MessageOf(Defects.BreaksDownInRevoke, LockstepSizes.Small);
        Assert.Contains("KeyNotFoundException while it was", message, StringComparison.Ordinal);
        Assert.Contains("proven minimal: 2 ", message, StringComparison.Ordinal);
        Assert.Contains(
            "asked for Revoke(s0, d0), the implementation ends with KeyNotFoundException: no such alias",
            message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_divergence_beyond_the_bounds_of_the_explorer_is_none_of_its_business()
    {
        string message = MessageOf(Defects.IgnoresSealsInAttach, LockstepSizes.Large);
        Assert.DoesNotContain("minimal", message, StringComparison.Ordinal);
        Assert.DoesNotContain("explorer", message, StringComparison.Ordinal);
        Assert.EndsWith(")", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_two_lifetime_policies_are_told_apart() => Assert.All(
        from model in Contract.Lifetimes
        from service in Contract.Lifetimes
        where model != service
        select (RulesOf(model, "Allocator"), RulesOf(service, "Allocator")),
        AreToldApart);

    [Fact]
    public void Every_two_charging_policies_are_told_apart() => Assert.All(
        from model in Contract.Chargings
        from service in Contract.Chargings
        where model != service
        select (RulesOf("FirstClass", model), RulesOf("FirstClass", service)),
        AreToldApart);

    private string MessageOf(ServiceFactory create, LockstepSizes sizes)
    {
        Divergence? divergence = LockstepRun.FirstDivergence(
            Rules, (bounds, memory) => create(Rules.Policy, bounds, memory!), sizes, cases: 300, Seed);
        Assert.NotNull(divergence);
        output.WriteLine($"{divergence}");
        return $"{divergence}";
    }

    private static PlainRules RulesOf(string lifetime, string charging) =>
        PlainRules.Of(Catalog.Find(Catalog.Lifetimes, lifetime)!.Type, charging);

    private static void AreToldApart((PlainRules Model, PlainRules Service) rules)
    {
        Divergence? divergence = LockstepRun.FirstDivergence(
            rules.Model,
            (bounds, memory) => new PlainService(new PlainModel(rules.Service, bounds), memory),
            LockstepBudget.Standard,
            Seed);
        Assert.NotNull(divergence);
        Assert.True(divergence.Shrunk.Length <= 5, $"{divergence}");
    }
}
