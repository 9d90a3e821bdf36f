using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Lockstep;

public sealed class LockstepTests(ITestOutputHelper output)
{
    internal const ulong Seed = 20_130_430;

    public static TheoryData<string, string> Policies =>
        Thoroughness.IsWhole ? PolicyPairs.OfCatalog : PolicyPairs.InTurn(twice: true);

    [Theory]
    [MemberData(nameof(Policies))]
    public void The_service_follows_the_plain_model(string lifetime, string charging)
    {
        Type type = Catalog.Find(Catalog.Lifetimes, lifetime)!.Type;
        var tally = new LockstepTally();
        Divergence? divergence = LockstepRun.FirstDivergence(
            PlainRules.Of(type, charging),
            (bounds, memory) => ServiceUnderTest.Create(type, charging, bounds, memory),
            LockstepBudget.Standard,
            Seed,
            tally);

        output.WriteLine($"seed {Seed}, {tally.Total} operations\n{tally}");
        Assert.True(divergence is null, $"{lifetime}/{charging}, seed {Seed}: {divergence}");
    }

    /// <summary>The platforms that the service stands for and all sealings, but for the pair above.</summary>
    public static TheoryData<string, string> Surroundings
    {
        get
        {
            var surroundings = new TheoryData<string, string>();
            foreach (string platform in OptimisedService.Platforms)
            {
                foreach (PolicyEntry sealing in Catalog.Sealings)
                {
                    if (platform != OptimisedService.Platform || sealing.Name != PolicyName.UsualSealing)
                    {
                        surroundings.Add(platform, sealing.Name);
                    }
                }
            }

            return surroundings;
        }
    }

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void The_service_follows_the_plain_model_on_each_platform_under_each_sealing_policy(
        string platform, string sealing)
    {
        var tally = new LockstepTally();
        string[] chargings = [.. Catalog.Chargings.Select(entry => entry.Name)];
        foreach ((int index, PolicyEntry lifetime) in Catalog.Lifetimes.Index())
        {
            var policy = new PolicyName(lifetime.Name, chargings[index % chargings.Length], platform, sealing);
            Divergence? divergence = LockstepRun.FirstDivergence(
                PlainRules.Of(policy),
                (bounds, memory) => ServiceUnderTest.Create(policy, bounds, memory),
                new LockstepBudget(Small: 100, Large: 3),
                Seed,
                tally);
            Assert.True(divergence is null, $"{policy}, seed {Seed}: {divergence}");
        }

        output.WriteLine($"seed {Seed}, {tally.Total} operations\n{tally}");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Sequences_of_either_size_meet_every_refusal_and_grant_every_operation(bool large)
    {
        var tally = new LockstepTally();
        PolicyName[] policies =
        [
            .. Contract.Lifetimes.Select(lifetime => new PolicyName(lifetime, "Holder", "Native")),
            new PolicyName("Busy", "HolderOnce", "Quarantine"),
        ];
        foreach (PlainRules rules in policies.Select(PlainRules.Of))
        {
            Divergence? divergence = LockstepRun.FirstDivergence(
                rules,
                (bounds, memory) => new PlainService(new PlainModel(rules, bounds), memory),
                large ? LockstepSizes.Large : LockstepSizes.Small,
                large ? LockstepBudget.Standard.Large : LockstepBudget.Standard.Small,
                Seed,
                tally);
            Assert.Null(divergence);
        }

        output.WriteLine($"{tally}");
        Assert.All(Enum.GetValues<Refusal>(), refusal => Assert.True(tally.Of(refusal) > 10, $"{refusal}"));
        Assert.All(
            Enum.GetValues<RequestKind>(), kind => Assert.True(tally.Of(kind, Refusal.None) > 100, $"{kind}"));
    }
}
