using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

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
