using System.Collections.Immutable;

using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>Requirements that no policy keeps all of, and what there is to give up.</summary>
public sealed class ContradictionTests
{
    private static readonly string[] Names = ["FreeSucceeds", "CanShare", "CanRevoke", "FreeIsConstant", "SealHolds"];

    private static readonly Scenario Asked =
        HandMade.Asking("FreeSucceeds CanShare CanRevoke", "FreeIsConstant SealHolds");

    private static readonly ImmutableArray<Requirement> Requirements =
        [.. Names.Select(name => Catalog.FindRequirement(name)!)];

    /// <summary>What each of some policies makes of each requirement: broken, open, vacuous, kept.</summary>
    public static Arbitrary<int[][]> Drawn() => Arb.From(
        Gen.ArrayOf(Gen.ArrayOf(Gen.Frequency((2, Gen.Constant(0)), (3, Gen.Choose(1, 3))), Names.Length), 6));

    [Property(Arbitrary = [typeof(ContradictionTests)])]
    public void They_are_the_smallest_sets_of_which_every_policy_breaks_one(int[][] drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        Comparison comparison = Compare(drawn);
        int[] all = [.. Enumerable.Range(1, (1 << Names.Length) - 1).Where(set => Array.TrueForAll(
            drawn, policy => policy.Index().Any(one => one.Item == 0 && (set & (1 << one.Index)) != 0)))];
        int[] smallest = [.. all.Where(set => !Array.Exists(all, other => other != set && (other & set) == other))];

        ImmutableArray<Contradiction> found = Contradiction.Among(comparison, Requirements);

        Assert.Equal(smallest.Order(), found.Select(MaskOf).Order());
        Assert.All(found.SelectMany(set => set.Elements, (set, element) => (set, element)), pair =>
        {
            int others = MaskOf(pair.set) & ~(1 << Requirements.IndexOf(pair.element.Requirement));
            Assert.Equal(
                drawn.Index().Where(policy => policy.Item.Index()
                    .All(one => (others & (1 << one.Index)) == 0 || one.Item >= 2))
                    .Select(policy => $"P{policy.Index}").Order(StringComparer.Ordinal),
                pair.element.Keepers.Select(keeper => keeper.Policy.Policy.Lifetime).Order(StringComparer.Ordinal));
        });
    }

    [Property(Arbitrary = [typeof(ContradictionTests)])]
    public void A_way_out_gives_up_as_little_as_any_policy_does(int[][] drawn)
    {
        ArgumentNullException.ThrowIfNull(drawn);
        Comparison comparison = Compare(drawn);
        string[] musts = [.. Asked.Musts.Select(demand => demand.Requirement.Name)];
        int[] givenUp =
        [
            .. drawn.Where(policy => policy[..musts.Length].All(one => one != 1))
                .Select(policy => Enumerable.Range(0, musts.Length).Where(one => policy[one] != 3).Sum(one => 1 << one))
                .Distinct(),
        ];

        bool mayBeKept = drawn.Select(policy => policy[..musts.Length])
            .Any(asked => !asked.Contains(0) && asked.Contains(1));

        ImmutableArray<WayOut> ways = WayOut.From(comparison);

        Assert.Equal(
            comparison.HasAnswer || mayBeKept
                ? []
                : givenUp.Where(set => !Array.Exists(givenUp, other => other != set && (other & set) == other)).Order(),
            ways.Select(way => way.GivenUp.Sum(requirement => 1 << Array.IndexOf(musts, requirement.Name))).Order());
    }

    // The answer to the question of 2013: docs/impossibility.md.
    [Fact]
    public void Seven_requirements_contradict_one_another_and_no_six_of_them_do()
    {
        Scenario peers = ScenarioFile.Load("peers");
        Comparison comparison = PolicyComparer.Compare(
            peers, new SearchLimits { Workers = 2 }, new ComparisonProgress(), default);
        (string Requirement, string Keeper)[] seven =
        [
            ("CanShare", "Replace/Allocator"),
            ("NoFreeMemory", "FirstClass/Nobody"),
            ("NoDoubleCharge", "FirstClass/Holder"),
            ("PaysOnlyForOwn", "FirstClass/Allocator"),
            ("FreeSucceeds", "Refuse/Allocator"),
            ("NoForeignRevocation", "Cascade/Allocator"),
            ("NoForeignCharge", "FirstClass/Heir"),
        ];

        Contradiction found = Assert.Single(Contradiction.Among(
            comparison, [.. seven.Select(row => Catalog.FindRequirement(row.Requirement)!)]));

        Assert.True(comparison.Complete);
        Assert.True(found.IsMinimal);
        Assert.Equal(
            seven.Select(row => row.Requirement), found.Elements.Select(element => element.Requirement.Name));
        Assert.All(seven.Zip(found.Elements), pair => Assert.Contains(
            $"{pair.First.Keeper}/Native", pair.Second.Keepers.Select(keeper => keeper.Policy.Policy.ToString())));

        // Where nothing is shared nothing can be charged twice; every other choice is put to the test.
        Assert.Equal(
            ["CanShare"],
            found.Elements.Where(element => element.Keepers[0].IsVacuous)
                .Select(element => element.Requirement.Name));
    }

    private static Comparison Compare(int[][] drawn) => HandMade.Compare(
        Asked,
        [
            .. drawn.Select((policy, index) => HandMade.Policy(
                $"P{index}",
                "Holder",
                [.. Names.Zip(policy, (name, one) => $"{name} " + one switch
                {
                    0 => "Violated 1",
                    1 => "Unknown",
                    2 => "HoldsVacuously",
                    _ => "Holds",
                })])),
        ]);

    private static int MaskOf(Contradiction contradiction) =>
        contradiction.Elements.Sum(element => 1 << Requirements.IndexOf(element.Requirement));
}
