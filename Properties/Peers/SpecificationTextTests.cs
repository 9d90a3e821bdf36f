using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// The Promela model of docs/spec, which SPIN counts and judges as the explorer does, and the table of counts.
/// </summary>
public sealed class SpecificationTextTests
{
    private static readonly string _folder = Path.Combine(Checkout.Root, "docs", "spec");
    private static readonly string _promela = File.ReadAllText(Path.Combine(_folder, "ram_service.pml"));

    public static TheoryData<string> Scopes => [.. SpecificationScope.All.Select(scope => scope.Name)];

    private static ImmutableArray<PolicyName> Policies { get; } = Contract.PoliciesOn("Native");

    [InstalledTheory("spin", "gcc")]
    [MemberData(nameof(Scopes))]
    public void Spin_counts_and_judges_every_policy_as_the_explorer_does(string name)
    {
        var scope = SpecificationScope.Named(name);
        using var verifier = new ServiceVerifier(_promela, scope, "-O1");
        Assert.Empty(
            from policy in Policies
            let expected = scope.Explored(policy)
            let counted = verifier.Explore(policy, expected.States) with
            {
                Depth = expected.Depth,
                Refusals = expected.Refusals,
            }
            where counted != expected
            select $"{policy}: {counted} instead of {expected}");
    }

    [InstalledTheory("spin", "gcc")]
    [InlineData("regions", "Cascade", "Holder", "slot[what].sealed = true;", "")]
    [InlineData("delegated", "Pin", "Allocator", "slot[d].holders = 0\n", "skip\n")]
    [InlineData("chains", "Reparent", "Nobody", "ancestor = slot[ancestor].parent", "ancestor = NONE")]
    [InlineData("chains", "FirstClass", "Heir", "inherited = inherited | EXTENT(d)", "inherited = 0")]
    public void A_model_with_another_meaning_counts_otherwise(
        string name, string lifetime, string charging, string right, string wrong)
    {
        var scope = SpecificationScope.Named(name);
        var policy = new PolicyName(lifetime, charging, "Native");
        Assert.Equal(2, _promela.Split(right).Length);
        string mutant = _promela.Replace(right, wrong, StringComparison.Ordinal);
        using var verifier = new ServiceVerifier(mutant, scope, "-O0");
        SpecificationCounts expected = scope.Explored(policy);

        SpecificationCounts counted = verifier.Explore(policy, expected.States);

        Assert.NotEqual((expected.States, expected.Transitions), (counted.States, counted.Transitions));
    }

    [Theory]
    [MemberData(nameof(Scopes))]
    public void The_table_has_what_the_explorer_counts(string name)
    {
        var scope = SpecificationScope.Named(name);
        string[][] rows =
        [
            .. from line in File.ReadLines(Path.Combine(_folder, "README.md"))
               where line.StartsWith("| ", StringComparison.Ordinal)
               select line.Trim('|', ' ').Split(" | "),
        ];
        string[] head = Assert.Single(rows, row => row[0] == "policy" && row.Contains(name));
        int column = Array.IndexOf(head, name);

        Assert.Equal(
            Policies.Select(policy => $"{policy.Lifetime}/{policy.Charging}: {scope.Explored(policy).Cell}")
                .Order(StringComparer.Ordinal),
            rows.Where(row => row.Length == head.Length && row[0].Contains('/', StringComparison.Ordinal))
                .Select(row => $"{row[0]}: {row[column]}")
                .Order(StringComparer.Ordinal));
    }
}
