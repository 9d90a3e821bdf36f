using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.SmallScopes;

/// <summary>
/// docs/small-scopes.md names for each requirement a scope that shows something, and no smaller one does.
/// </summary>
public sealed class SmallScopesTests
{
    // Not the whole survey: that takes many minutes.
    private const long MostStates = 1 << 14;

    private static readonly string Page = Path.Combine(Checkout.Root, "docs", "small-scopes.md");

    [Fact]
    public void The_page_has_every_requirement_once()
    {
        if (Environment.GetEnvironmentVariable("SMALL_SCOPES") is { Length: > 0 } file)
        {
            SurveyPage.Write(file);
        }

        Assert.Equal(
            Catalog.Requirements.Select(requirement => requirement.Name).Order(StringComparer.Ordinal),
            Rows().Select(row => row[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_line_is_seen_in_its_scope_and_in_none_with_less() =>
        Parallel.ForEach(Rows().Where(row => row[3] != "–"), row =>
        {
            Requirement requirement = Catalog.FindRequirement(row[0])!;
            SmallScope scope = Assert.Single(SmallScope.All, scope => scope.ToString() == row[1]);
            string[] policy = row[2].Split('/');
            var name = new PolicyName(policy[0], policy[1], policy[2]);
            Assert.Equal(row[3], LengthIn(scope)?.ToString(CultureInfo.InvariantCulture));
            Assert.All(
                SmallScope.All.Where(smaller => smaller.IsWithin(scope)),
                smaller => Assert.Null(LengthIn(smaller)));

            int? LengthIn(SmallScope bounds)
            {
                RequirementResult result =
                    Survey.Explore(name, bounds, [requirement], MostStates).ResultOf(requirement);
                return result.Trace?.Steps.Length;
            }
        });

    private static IEnumerable<string[]> Rows() => File.ReadAllLines(Page)
        .Where(line => line.StartsWith("| ", StringComparison.Ordinal))
        .Select(line => line.Trim('|').Split('|', StringSplitOptions.TrimEntries))
        .Where(row => row.Length == 6 && row[0] != "requirement");
}
