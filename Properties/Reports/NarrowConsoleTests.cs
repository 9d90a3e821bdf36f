using System.Collections.Immutable;
using System.Text.RegularExpressions;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Exploration.Comparing;
using ModelCheck.Reports;
using ModelCheck.Workloads;

using Spectre.Console;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>Every table at every width: the figures are those of a wide console, each in one piece.</summary>
public sealed partial class NarrowConsoleTests
{
    private const long Huge = 123_456_789_012;

    private static readonly int[] Widths = [40, 60, 80, 100, 120, 200];

    private static readonly Scope Bounds = Scope.Uniform(frames: 3, sessions: 2, dataspaces: 3, quota: 3);

    private static readonly ImmutableArray<OutcomeCount> Outcomes =
    [
        .. from kind in Enum.GetValues<OperationKind>()
           from refusal in Enum.GetValues<Refusal>()
           select new OutcomeCount(kind, refusal, Huge + (int)kind + (int)refusal),
    ];

    private static readonly Dictionary<string, Action<IAnsiConsole>> Reports = new(StringComparer.Ordinal)
    {
        ["compare"] = console => ConsoleReport.Write(console, Compared.On("versioned-rom"), 1.5),
        ["explore"] = console => ConsoleReport.Write(console, Compared.On("versioned-rom").Results[^1]),
        ["conform"] = console => ConformanceReport.Write(
            console,
            [
                .. Compared.On("versioned-rom").Results.Select((result, index) => new ConformanceResult(
                    result.Policy, Bounds, Explored(index), 10 * Huge, Leading: 0, Divergence: null)),
            ],
            1.5),
        ["soak"] = console => SoakReport.Write(
            console, [Soaked("SessionBound", coverage: null), Soaked("Pin", coverage: null)], 1.5),
        ["soak --coverage"] = console => SoakReport.Write(
            console,
            [
                Soaked("Pin", new CoverageResult(
                    Huge,
                    Huge - 1,
                    Huge,
                    Huge - 2,
                    Outside: 3,
                    [
                        .. Outcomes.Select(outcome =>
                            new CoverageRow(outcome.Kind, outcome.Refusal, Huge, outcome.Count)),
                    ])),
            ],
            1.5),
        ["workload"] = console => WorkloadReport.Write(console, new WorkloadResult(
            "ram-service",
            Complete: true,
            RamServiceWorkload.Arrangements[^1],
            [
                .. RamServiceWorkload.Arrangements.Select((arrangement, index) => new WorkloadMeasurement(
                    1_000_000,
                    arrangement,
                    new HandOutPrice(2_000_000 + index, 1_000_000_000, 3_000_000),
                    Rounds: 9,
                    new PartTime(12_345.6, 123.45),
                    new PartTime(98_765.4, 0.12))),
            ])),
    };

    public static TheoryData<string> Commands => [.. Reports.Keys];

    [Theory]
    [MemberData(nameof(Commands))]
    public void No_figure_is_split_or_cut_however_narrow_the_console_is(string command)
    {
        string[] figures = [.. FiguresIn(Written(command, width: 1000)).Order(StringComparer.Ordinal)];
        Assert.NotEmpty(figures);
        foreach (int width in Widths)
        {
            string narrow = Written(command, width);
            Assert.Equal(figures, FiguresIn(narrow).Order(StringComparer.Ordinal));
            Assert.All(narrow.Split('\n'), line => Assert.InRange(line.TrimEnd().Length, 0, width));
        }
    }

    [Fact]
    public void A_table_without_rows_is_its_titles()
    {
        var table = new ReportTable("policy", "states", "outcome");
        Assert.Matches(@"^\s*policy\s+states\s+outcome\s", Written(table.Write, width: 80));
        Assert.Equal(string.Empty, Written(table.Write, width: 10));
    }

    [Theory]
    [InlineData(120, " policy   states   outcome \n-----------------------------\n a/b       1,234   stopped \n")]
    [InlineData(24, "policy  states  outcome\na/b      1,234  stopped\n")]
    [InlineData(22, "a/b\n  states 1,234,\n  outcome stopped\n")]
    [InlineData(40, " policy   states   outcome \n-----------------------------\n a/b       1,234   stopped \n")]
    public void A_table_is_written_as_it_fits(int width, string expected)
    {
        ArgumentNullException.ThrowIfNull(expected);
        var table = new ReportTable("policy", "states", "outcome");
        table.AddRow(new ReportCell("a/b"), ReportCell.Count(1234), new ReportCell("stopped"));
        string written = Written(table.Write, width).Replace('─', '-');
        Assert.Equal(Trimmed(expected), Trimmed(written));
    }

    // Words that hold a digit, without the marks around them.
    private static IEnumerable<string> FiguresIn(string written) =>
        Figure().Matches(written).Select(match => match.Value.TrimEnd(',', '.', ';', ':', ')'));

    private static string[] Trimmed(string text) =>
        [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0)];

    private static string Written(string command, int width) => Written(Reports[command], width);

    private static string Written(Action<IAnsiConsole> write, int width)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = width;
        write(console);
        return text.ToString();
    }

    private static SearchResult Explored(int index) => new(
        StopReason.Exhausted, Huge + index, 2 * Huge, 3 * Huge, [1], 1, 1, [], new UnreducedCounts(1, 0, 0));

    private static SoakResult Soaked(string lifetime, CoverageResult? coverage) => new(
        new PolicyName(lifetime, "Allocator", "Native"),
        Bounds,
        Seed: ulong.MaxValue,
        Planned: 100 * Huge,
        Services: Huge,
        Comparisons: 100 * Huge,
        Outcomes,
        Seconds: 1,
        Interrupted: false,
        IsSteered: false,
        coverage,
        Failure: null);

    [GeneratedRegex(@"\d[^\s]*")]
    private static partial Regex Figure();
}
