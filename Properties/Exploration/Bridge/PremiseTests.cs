using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>How often each requirement is put to the test, against a plain count of the same.</summary>
public sealed class PremiseTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public static TheoryData<string, string> Policies =>
        Thoroughness.IsWhole ? PolicyPairs.OfCatalog : PolicyPairs.InTurn(twice: true);

    public static TheoryData<string, string, string> Mixtures
    {
        get
        {
            var mixtures = new TheoryData<string, string, string>();
            foreach ((int index, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
            {
                PolicyEntry charging = Catalog.Chargings[index % Catalog.Chargings.Length];
                mixtures.Add(lifetime.Name, charging.Name, Catalog.Platforms[index % Catalog.Platforms.Length].Name);
                mixtures.Add(lifetime.Name, charging.Name, "Native");
            }

            return mixtures;
        }
    }

    public void Dispose() => _directory.Dispose();

    [Theory]
    [MemberData(nameof(Policies))]
    public void Every_policy_is_put_to_the_test_as_often_as_a_plain_count_says(string lifetime, string charging) =>
        Agree(
            new PolicyName(lifetime, charging, "Native"),
            Scope.Uniform(
                2,
                2,
                2,
                quota: 2,
                regions: 1,
                operations: OperationKinds.Of(
                    OperationKind.Alloc,
                    OperationKind.Alias,
                    OperationKind.Free,
                    OperationKind.Seal,
                    OperationKind.Attach,
                    OperationKind.Detach,
                    OperationKind.Close)));

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void So_it_is_with_capabilities_on_every_platform(string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(1, 2, 2, quota: 1, regions: 1, operations: All(OperationKind.Donate)) with
            {
                Sharing = Sharing.Delegated,
            });

    [Theory]
    [MemberData(nameof(Mixtures))]
    public void So_it_is_with_donations_trust_and_uneven_roles(string lifetime, string charging, string platform) =>
        Agree(
            new PolicyName(lifetime, charging, platform),
            Scope.Uniform(2, 2, 2, quota: 1) with
            {
                Permitted =
                [
                    OperationKinds.Of(
                        OperationKind.Alloc, OperationKind.Free, OperationKind.Donate, OperationKind.Close),
                    OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Seal),
                ],
                Trusts = [SessionSet.Of(new SessionId(1)), default],
                RecordsAllocators = true,
            });

    [Theory]
    [InlineData("Pin", "Holder")]
    [InlineData("Cascade", "Allocator")]
    public void Workers_parts_and_exchanged_sessions_change_no_count(string lifetime, string charging)
    {
        IModel model = Wide(lifetime, charging);
        string alone = CountsOf(Explore(model, new SearchLimits()));
        Assert.Contains("QuotaRespected ", alone, StringComparison.Ordinal);

        Assert.All(
            [2, 3], workers => Assert.Equal(alone, CountsOf(Explore(model, new SearchLimits { Workers = workers }))));
        Assert.Equal(alone, CountsOf(Explore(model, new SearchLimits { Workers = 2 }, Symmetry.Sessions)));
        (string[] spread, _) = LocalPartitions.Run(
            3, part => CountsOf(Explore(model, new SearchLimits { Partition = part })));
        Assert.All(spread, counts => Assert.Equal(alone, counts));
        (string[] exchanged, _) = LocalPartitions.Run(
            2, part => CountsOf(Explore(model, new SearchLimits { Partition = part }, Symmetry.Sessions)));
        Assert.All(exchanged, counts => Assert.Equal(alone, counts));
    }

    [Fact]
    public void What_is_gone_on_from_a_checkpoint_counts_on()
    {
        IModel model = Wide("Pin", "Holder");
        string whole = CountsOf(Explore(model, new SearchLimits()));
        PolicyResult? found = null;
        int parts = 0;
        for (long states = 10; found is not { Exploration.Complete: true }; states *= 4)
        {
            found = Explore(
                model,
                new SearchLimits
                {
                    MaximalStates = states,
                    Checkpoint = new CheckpointPlan(_directory["kept"], [])
                    {
                        ResumeFrom = parts == 0 ? null : _directory["kept"],
                    },
                });
            parts++;
        }

        Assert.InRange(parts, 3, 20);
        Assert.Equal(whole, CountsOf(found));
    }

    [Fact]
    public void With_slots_exchanged_orbits_are_counted_and_said_to_be()
    {
        IModel model = Wide("Pin", "Holder");
        PolicyResult whole = Explore(model, new SearchLimits());
        PolicyResult orbits = Explore(model, new SearchLimits(), Symmetry.Slots);

        RequirementResult most = ResultOf(whole, "NoPermissionEscalation");
        RequirementResult fewer = ResultOf(orbits, "NoPermissionEscalation");
        Assert.InRange(fewer.Premises!.Value, 1, most.Premises!.Value - 1);
        Assert.EndsWith(" times", most.Reason, StringComparison.Ordinal);
        Assert.EndsWith(" times in orbits", fewer.Reason, StringComparison.Ordinal);
        Assert.Equal(
            whole.Requirements.Select(result => result.Verdict), orbits.Requirements.Select(result => result.Verdict));
    }

    [Fact]
    public void What_never_occurs_makes_a_requirement_hold_vacuously_and_says_what_is_missing()
    {
        OperationKinds withoutAlias = OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Close);
        RequirementResult result = ResultOf(
            Explore(
                Catalog.CreateModel(
                    new PolicyName("Cascade", "Holder", "Native"),
                    Scope.Uniform(2, 2, 2, quota: 1, operations: withoutAlias)),
                new SearchLimits()),
            "NoForeignRevocation");
        Assert.Equal(RequirementVerdict.HoldsVacuously, result.Verdict);
        Assert.Equal(0, result.Premises);
        Assert.Equal((false, false, true), (result.IsKept, result.IsBroken, result.IsVacuous));
        Assert.Equal(
            "never did a Free meet a live dataspace of another session below; no session may ask for Alias",
            result.Reason);
    }

    [Fact]
    public void Where_nothing_is_missing_it_says_that_it_is_the_scope()
    {
        RequirementResult result = ResultOf(
            Explore(
                Catalog.CreateModel(
                    new PolicyName("Replace", "Holder", "Native"), Scope.Uniform(2, 2, 2, quota: 2)),
                new SearchLimits()),
            "AliasWithinParent");
        Assert.Equal(RequirementVerdict.HoldsVacuously, result.Verdict);
        Assert.Equal("never did an alias have a parent within this scope", result.Reason);
    }

    [Fact]
    public void What_was_not_explored_to_the_end_is_never_called_vacuous()
    {
        PolicyResult result = Explore(Wide("Pin", "Holder"), new SearchLimits { MaximalStates = 2 });
        Assert.False(result.Exploration.Complete);
        Assert.DoesNotContain(result.Requirements, each => each.IsVacuous);
        Assert.Equal(0, ResultOf(result, "NoForeignRevocation").Premises);
        Assert.Equal(RequirementVerdict.Unknown, ResultOf(result, "NoForeignRevocation").Verdict);
    }

    [Fact]
    public void Every_requirement_but_possibilities_says_when_it_is_put_to_the_test() =>
        Assert.All(
            Catalog.Requirements.Where(each => each is not StatePossibility and not StepPossibility),
            each => Assert.NotEmpty(each.Occasion));

    private static void Agree(PolicyName policy, Scope scope) => Tables.With(policy, scope, Agree);

    private static void Agree(IModel model)
    {
        Dictionary<string, long> plain = PlainPremises.CountIn(model);
        foreach (RequirementResult result in Explore(model, new SearchLimits()).Requirements)
        {
            string name = result.Requirement.Name;
            switch (result.Verdict)
            {
                case RequirementVerdict.Holds or RequirementVerdict.HoldsVacuously:
                    Assert.Equal((name, (long?)plain[name]), (name, result.Premises));
                    Assert.Equal((name, plain[name] == 0), (name, result.IsVacuous));
                    break;
                case RequirementVerdict.Violated:
                    Assert.Null(result.Premises);
                    Assert.True(plain[name] > 0, $"{name} is broken, and nothing puts it to the test");
                    break;
                default:
                    Assert.Null(result.Premises);
                    break;
            }
        }
    }

    private static OperationKinds All(OperationKind but) =>
        new(OperationKinds.All.Bits & ~OperationKinds.Of(but, OperationKind.Flush).Bits);

    private static IModel Wide(string lifetime, string charging) =>
        Catalog.CreateModel(new PolicyName(lifetime, charging, "Native"), Scope.Uniform(2, 2, 3, quota: 2));

    private static PolicyResult Explore(IModel model, SearchLimits limits, Symmetry symmetry = Symmetry.None) =>
        ModelExplorer.Explore(model, Catalog.Requirements, limits, new SearchProgress(), default, symmetry);

    private static RequirementResult ResultOf(PolicyResult result, string name) =>
        result.Requirements.Single(each => each.Requirement.Name == name);

    private static string CountsOf(PolicyResult result) => string.Join(
        '\n',
        result.Requirements.Where(each => each.Premises is not null)
            .Select(each => $"{each.Requirement.Name} {each.Verdict} {each.Premises}"));
}
