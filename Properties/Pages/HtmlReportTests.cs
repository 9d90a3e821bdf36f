using System.Collections.Immutable;
using System.Text;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages;
using ModelCheck.Pages.Documents;
using ModelCheck.Properties.Conformance;
using ModelCheck.Services;

using Xunit;

using Comparisons = ModelCheck.Properties.Exploration.Comparing.Compared;
using Finding = ModelCheck.Pages.Documents.Finding;

namespace ModelCheck.Properties.Pages;

/// <summary>Reports as pages: one file each, whatever stands in it, and every link of it leads to something.</summary>
public sealed class HtmlReportTests
{
    private const int MostBytes = 2 * 1024 * 1024;

    private static readonly Scope Small = Scope.Uniform(1, 2, 2, quota: 1);

    // What a page may have: none of it fetches anything or runs.
    private static readonly string[] Harmless =
    [
        "DOCTYPE", "a", "article", "b", "body", "br", "caption", "circle", "code", "dd", "defs", "details", "div", "dl",
        "dt", "figcaption", "figure", "g", "h1", "h2", "h3", "head", "header", "html", "li", "line", "main", "marker",
        "meta", "nav", "ol", "p", "path", "polyline", "q", "rect", "section", "span", "style", "summary", "svg",
        "table", "tbody", "td", "text", "th", "thead", "title", "tr", "ul",
        "aria-label", "aria-labelledby", "charset", "class", "content", "cx", "cy", "d", "height", "href",
        "http-equiv", "id", "lang", "marker-end", "markerHeight", "markerWidth", "name", "orient", "points", "r",
        "refX", "refY", "role", "rx", "scope", "tabindex", "text-anchor", "viewBox", "width", "x", "x1", "x2", "y",
        "y1", "y2",
    ];

    // One with an answer and one without, one with regions, and the widest of all.
    public static TheoryData<string> Scenarios => ["peers", "shared-buffer", "base-linux", "versioned-rom"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void The_page_of_a_comparison_is_one_file_whose_links_lead_somewhere(string scenario)
    {
        string page = Written.Comparison(scenario);
        IsOneFile(page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 50_000, MostBytes);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void Every_cell_of_the_matrix_that_says_something_is_a_link(string scenario)
    {
        (int cells, int links) = PageText.CellsOfMatrix(Written.Comparison(scenario));
        Matrix matrix = Written.DocumentOf(scenario).Matrix;
        Assert.Equal(matrix.Rows.Sum(row => row.Cells.Count(cell => cell.Text.Length > 0)), cells);
        Assert.Equal(cells, links);
        Assert.InRange(cells, 100, int.MaxValue);
    }

    [Theory]
    [MemberData(nameof(Scenarios))]
    public void A_violated_must_is_a_strip_of_pictures_that_ends_with_what_is_blamed(string scenario)
    {
        string page = Written.Comparison(scenario);
        ComparisonDocument document = Written.DocumentOf(scenario);
        Finding[] violated =
        [
            .. document.Requirements.Where(all => all.Level == DemandLevel.Must)
                .SelectMany(all => all.Findings)
                .Where(finding => finding.Result is { IsBroken: true, Trace.Steps.IsEmpty: false }),
        ];
        Assert.NotEmpty(violated);
        Assert.All(violated, finding =>
        {
            string part = PageText.PartAt(finding.Id, "section", page);
            string[] steps = part.Split("<li")[1..];
            Assert.Equal(finding.Result.Trace!.Steps.Length, steps.Length);
            Assert.All(steps, step => Assert.Contains("<svg class=\"state\"", step, StringComparison.Ordinal));
            Assert.All(steps[..^1], step => Assert.DoesNotContain("class=\"blame\"", step, StringComparison.Ordinal));
            Assert.Contains("<p class=\"blame\">", steps[^1], StringComparison.Ordinal);
            string blame = document.Told(document.PicturesOf(finding).Blame!.Text);
            Assert.Contains($"✗ {blame}", PageText.Read(steps[^1]), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void The_same_is_written_in_the_same_bytes_however_many_workers_find_it()
    {
        string[] pages = [WrittenBy(1), WrittenBy(2), WrittenBy(1)];
        Assert.Equal(pages[0], pages[1]);
        Assert.Equal(pages[0], pages[2]);
        Assert.EndsWith("</html>\n", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain('\r', pages[0]);

        static string WrittenBy(int workers) =>
            HtmlReport.Write(Written.Afresh(Comparisons.Afresh("versioned-rom", workers)));
    }

    [Fact]
    public void Nothing_that_stands_in_a_scenario_is_more_than_text()
    {
        const string Hostile = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;\u0007\u202e\u2028\ud800";
        Scenario written = ScenarioFile.Load("versioned-rom");
        Scenario scenario = written with
        {
            Name = Hostile,
            Source = Hostile,
            Summary = Hostile,
            Roles = [Hostile, $"$1 {Hostile}"],
            Demands = [.. written.Demands.Select(demand => demand with { Why = Hostile })],
        };
        ImmutableArray<PolicyName> policies =
            [.. Contract.PoliciesOn("Native").Where(policy => policy.Lifetime is "Pin" or "Cascade")];
        Comparison comparison = PolicyComparer.Compare(
            scenario,
            policies,
            new ComparisonPlan { Limits = new SearchLimits() },
            new ComparisonProgress(),
            CancellationToken.None);
        string compared = HtmlReport.Write(
            new ComparisonDocument(comparison, null, Hostile, new ComparisonProgress(), default));
        string explored = HtmlReport.Write(
            new ExplorationDocument(comparison.Results[0], scenario, "modelcheck explore", default));
        Assert.All([compared, explored], page =>
        {
            IsOneFile(page);
            Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
            Assert.DoesNotContain("<img", page, StringComparison.Ordinal);
            Assert.DoesNotContain(page, character => char.IsControl(character) && character != '\n');
            Assert.DoesNotContain('\u202e', page);
            Assert.DoesNotContain('\ufffd', page);
            Assert.Contains("&lt;script&gt;", page, StringComparison.Ordinal);
        });

        // What is shown can be read, and what has no shape is spelt.
        Assert.Contains(
            "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>&lt;\\u0007\\u202e",
            PageText.Read(compared),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_comparison_that_was_stopped_says_what_was_not_looked_at()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Comparison comparison = Comparisons.Afresh("versioned-rom", workers: 1, states: 10);
        string page = HtmlReport.Write(Written.Afresh(comparison, stopped.Token));
        IsOneFile(page);
        string read = PageText.Read(page);
        Assert.Contains("Not looked at: the work was interrupted before.", read, StringComparison.Ordinal);
        Assert.Contains("of them not to the end", read, StringComparison.Ordinal);
        Assert.Contains("No contradiction is known so far.", read, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_an_exploration_says_what_is_kept_and_draws_every_state()
    {
        string page = Written.Exploration("Pin", Small);
        IsOneFile(page);
        string read = PageText.Read(page);
        Assert.Contains("Pin with charging Holder: what it keeps", read, StringComparison.Ordinal);
        Assert.Matches(@"It keeps \d+ of \d+ requirements that apply here, and breaks \w+", read);
        Assert.Matches(@"Every state, 0 being the initial one.* Laid out by (?:Graphviz|GraphShape)\.", read);
        Assert.Contains("<g class=\"node wrong\">", page, StringComparison.Ordinal);
        Assert.Equal(page, Written.Exploration("Pin", Small));
    }

    [Fact]
    public void The_page_of_an_exploration_that_was_stopped_says_so()
    {
        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        string page = Written.Exploration(
            "Pin", Scope.Uniform(2, 2, 2, quota: 2), new SearchLimits { MaximalStates = 10 }, stopped.Token);
        IsOneFile(page);
        string read = PageText.Read(page);
        Assert.Contains("what is marked “unknown” is not proved", read, StringComparison.Ordinal);
        Assert.Contains("are not settled.", read, StringComparison.Ordinal);
        Assert.Contains("Not looked at: the work was interrupted before.", read, StringComparison.Ordinal);
        Assert.Contains("The states are too many to be drawn one by one", read, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_of_a_service_that_is_wrong_shows_where_it_parts_from_the_model()
    {
        ImmutableArray<ConformanceResult> results =
            [HeldAgainst(Defects.IgnoresSealsInAttach), HeldAgainst(OptimisedService.Create)];
        string page = HtmlReport.Write(new ConformanceDocument(results, "modelcheck conform"));
        IsOneFile(page);
        string read = PageText.Read(page);
        Assert.Contains("The implementation parts from the model", read, StringComparison.Ordinal);
        Assert.Contains(results[0].Divergence!.Difference, read, StringComparison.Ordinal);
        string part = PageText.PartAt("divergence-1", "ol", page);
        Assert.Equal(results[0].Divergence!.Trace.Steps.Length, part.Split("<svg class=\"state\"").Length - 1);
        Assert.Matches("<tr class=\"first\"><th scope=\"row\">(?:✗|&#x2717;) ", page);
        Assert.Contains("alike in all of them", read, StringComparison.Ordinal);
    }

    private static ConformanceResult HeldAgainst(ServiceFactory service) => ConformanceChecker.Check(
        Catalog.CreateModel(
            new PolicyName("Pin", "Holder", OptimisedService.Platform),
            Scope.Uniform(1, 1, 2, quota: 1, regions: 1)),
        service,
        new SearchLimits(),
        new SearchProgress(),
        CancellationToken.None);

    private static void IsOneFile(string page)
    {
        Assert.StartsWith("<!DOCTYPE html>\n<html lang=\"en\">", page, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", page, StringComparison.Ordinal);
        Assert.Empty(PageText.Names(page).Except(Harmless));
        string[] ids = PageText.Ids(page);
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(PageText.Targets(page), target => Assert.Contains(target, ids.Select(id => $"#{id}")));
        Assert.All(PageText.ValuesOf("aria-labelledby", page), id => Assert.Contains(id, ids));

        // Of what CSS and SVG could fetch there is only an arrow's head, which is part of the page.
        string rest = page.Replace("url(#head)", string.Empty, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", rest, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", rest, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(
            ["default-src 'none'; style-src 'unsafe-inline'"],
            PageText.ValuesOf("content", page).Where(value => value.Contains("-src", StringComparison.Ordinal)));
    }
}
