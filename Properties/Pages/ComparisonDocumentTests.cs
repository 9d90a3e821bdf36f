using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Pages.Documents;

using Xunit;

namespace ModelCheck.Properties.Pages;

/// <summary>What a page says of a comparison, before it is drawn.</summary>
public sealed class ComparisonDocumentTests
{
    public static TheoryData<string> Scenarios => ["peers", "shared-buffer", "versioned-rom"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_policy_and_requirement_has_one_finding_and_each_finding_one_place(string scenario)
    {
        ComparisonDocument document = Written.DocumentOf(scenario);
        Assert.All(document.Requirements, all => Assert.Equal(
            Names(document.Comparison.Results), Names(all.Findings.SelectMany(finding => finding.Policies))));
        string[] places =
        [
            .. document.Requirements.Select(all => all.Id),
            .. document.Requirements.SelectMany(all => all.Findings).Select(finding => finding.Id),
        ];
        Assert.Equal(places.Distinct(), places);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Policies_stand_together_where_the_verdict_and_the_trace_are_the_same(string scenario)
    {
        ComparisonDocument document = Written.DocumentOf(scenario);
        Assert.All(document.Requirements.SelectMany(all => all.Findings), finding => Assert.All(
            finding.Policies.Select(policy => policy.ResultOf(finding.Result.Requirement)),
            result =>
            {
                Assert.Equal(finding.Result.Verdict, result.Verdict);
                Assert.Equal(
                    finding.Result.Trace?.Steps.Select(step => step.ToString()),
                    result.Trace?.Steps.Select(step => step.ToString()));
            }));

        // What is broken comes first, the shortest trace of all before the others.
        Assert.All(document.Requirements, all =>
        {
            int[] lengths =
            [
                .. all.Findings.TakeWhile(finding => finding.Result.IsBroken)
                    .Select(finding => finding.Result.Trace?.Steps.Length ?? int.MaxValue),
            ];
            Assert.Equal(lengths.Order(), lengths);
            Assert.Equal(lengths.Length, all.Findings.Count(finding => finding.Result.IsBroken));
        });
    }

    [Fact]
    public void Musts_come_first_then_shoulds_then_the_rest()
    {
        DemandLevel?[] levels = [.. Written.DocumentOf("peers").Requirements.Select(all => all.Level)];
        Assert.Equal(
            levels.OrderBy(level => level ?? (DemandLevel)int.MaxValue), levels);
        Assert.Equal(12, levels.Count(level => level == DemandLevel.Must));
        Assert.Equal(7, levels.Count(level => level == DemandLevel.Should));
    }

    [Fact]
    public void Each_other_lifetime_has_its_best_policy_and_what_it_loses_by()
    {
        ComparisonDocument document = Written.DocumentOf("peers");
        Assert.Equal("FirstClass", document.Best.Result.Policy.Title);
        string[] others = [.. document.Others.Select(other => other.Ranked.Result.Policy.Title)];
        Assert.Equal(
            document.Comparison.Results.Select(result => result.Policy.Title).Distinct().Where(
                title => title != "FirstClass").Order(StringComparer.Ordinal),
            others.Order(StringComparer.Ordinal));
        (RankedPolicy _, DemandLevel? level, var losses) =
            document.Others.Single(other => other.Ranked.Result.Policy.Title == "Cascade");
        Assert.Equal(DemandLevel.Must, level);
        Assert.Equal(
            ["NoForeignRevocation", "NoForeignRevocationByClose"], losses.Select(loss => loss.Requirement.Name));
        Assert.All(losses, loss => Assert.True(loss.IsBroken));
    }

    [Fact]
    public void What_is_shown_under_two_policies_parts_them()
    {
        ComparisonDocument document = Written.DocumentOf("peers");
        (Finding Finding, RankedPolicy Rival)[] paired = [.. document.Paired];
        Assert.InRange(paired.Length, 1, 4);
        Assert.All(paired, pair =>
        {
            int parting = Assert.NotNull(document.FirstDifferenceOf(pair.Finding, pair.Rival.Result));
            Assert.InRange(parting, 0, pair.Finding.Result.Trace!.Steps.Length - 1);
            Assert.Equal(
                document.PicturesOf(pair.Finding, pair.Rival.Result).Steps.Select(step => step.Step.Operation),
                document.PicturesOf(pair.Finding, document.Best.Result).Steps.Select(step => step.Step.Operation));
        });
    }

    [Fact]
    public void Who_loses_is_told_by_roles()
    {
        ComparisonDocument document = Written.DocumentOf("shared-buffer");
        Assert.Equal(["client (s0)", "compositor (s1)"], document.Roles.Select(role => role.Role));
        Assert.All(document.Roles, role => Assert.All(role.Losses, loss =>
        {
            Assert.True(loss.Finding.Result.IsBroken);
            Assert.Contains(role.Role, loss.Told, StringComparison.Ordinal);
        }));
        Assert.Contains(
            document.Roles.Single(role => role.Role == "compositor (s1)").Losses,
            loss => loss.Finding.Result.Requirement.Name == "NoForeignUnmapping");
    }

    [Fact]
    public void What_was_not_judged_to_the_end_is_told_apart_from_what_holds()
    {
        Comparison stopped = Exploration.Comparing.Compared.Afresh("versioned-rom", workers: 1, states: 10);
        var document = new ComparisonDocument(stopped, null, "modelcheck", new ComparisonProgress(), default);
        Finding open = document.Requirements.SelectMany(all => all.Findings)
            .First(finding => finding.Result.Verdict == RequirementVerdict.Unknown);
        Assert.Matches("^not settled: not seen to fail within [0-9]+(?: to [0-9]+)? steps$", open.InWords);
    }

    private static IEnumerable<string> Names(IEnumerable<PolicyResult> results) =>
        results.Select(result => result.Policy.ToString()).Order(StringComparer.Ordinal);
}
