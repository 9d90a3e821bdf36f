using System.Text.RegularExpressions;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Exploration.Comparing;
using ModelCheck.Reports;

using Spectre.Console;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>What a comparison comes to, as a terminal shows it: on one screen, and never more than is known.</summary>
public sealed partial class AnswerTests
{
    private const int Screen = 40;

    private static readonly string[] Four = ["FreeSucceeds", "CanShare", "CanRevoke", "CanUnmap"];

    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("base-linux")]
    [InlineData("shared-buffer")]
    [InlineData("heap-claims")]
    public void What_it_comes_to_stands_on_one_screen(string scenario)
    {
        Comparison comparison = Compared.On(scenario);
        string[] lines = Written(comparison, Enlarged(comparison)).Split('\n');
        int details = Array.FindIndex(lines, line => line.StartsWith("Source: ", StringComparison.Ordinal));
        Assert.InRange(details, 10, Screen);
        string first = string.Join('\n', lines[..details]);
        Assert.All(
            comparison.Scenario.Musts,
            must => Assert.Contains(must.Requirement.Name, first, StringComparison.Ordinal));
        Assert.Contains("In larger scopes", first, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("versioned-rom")]
    [InlineData("base-linux")]
    public void The_recommendation_with_its_meaning_and_price_stands_first_and_last(string scenario)
    {
        Comparison comparison = Compared.On(scenario);
        string written = Written(comparison, enlargement: null, width: 2000);
        string[] paragraphs = written.TrimEnd().Split("\n\n");
        Assert.StartsWith(comparison.Recommendation, paragraphs[1], StringComparison.Ordinal);
        Assert.StartsWith(paragraphs[^1], paragraphs[1], StringComparison.Ordinal);
        PolicyResult best = comparison.Ranking[0].Result;
        Assert.Contains($"\nlifetime {best.Policy.Lifetime}: ", paragraphs[^1], StringComparison.Ordinal);
        Assert.Contains($"\ncharging {best.Policy.Charging}: ", paragraphs[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Sessions_are_told_by_their_roles_with_the_scenarios_reason()
    {
        Comparison comparison = Compared.On("versioned-rom");
        Assert.Equal(
            [
                "NoDoubleCharge: a version in use by both should be paid once. In 2 steps: reader (s1) makes a "
                + "read-only alias of frame 0 of d0: d1.",
            ],
            AnswerOf(comparison).Price);
    }

    [Fact]
    public void Only_traces_that_decide_are_drawn_unless_all_are_asked_for()
    {
        Comparison comparison = Compared.On("versioned-rom");
        int ways = BrokenMust.In(comparison).Sum(broken => broken.Ways.Length);
        Assert.Equal(AnswerOf(comparison).DecisiveTraces.Count(), Drawn(allTraces: false));
        Assert.Equal(ways + 1, Drawn(allTraces: true));
        Assert.True(ways > AnswerOf(comparison).DecisiveTraces.Count());

        int Drawn(bool allTraces) => FirstStep().Count(Written(comparison, null, 2000, allTraces));
    }

    [Fact]
    public void A_must_that_a_larger_scope_breaks_stands_beside_the_recommendation()
    {
        (Comparison comparison, Enlargement enlargement) = Enlarging(
            StopReason.States, "FreeSucceeds Violated 4", "CanShare Unknown");
        string written = Written(comparison, enlargement);
        Assert.Equal(
            2,
            written.Split('\n').Count(line => line.StartsWith(
                "That holds within these bounds only: with one frame more it breaks FreeSucceeds (4 steps).",
                StringComparison.Ordinal)));
        Assert.Contains(
            "- Pin/Heir: changed, FreeSucceeds: holds, now violated, with one frame (4 steps) more.",
            written,
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_open_in_a_larger_scope_is_not_told_as_confirmed()
    {
        (Comparison comparison, Enlargement enlargement) =
            Enlarging(StopReason.States, "FreeSucceeds Unknown", "CanShare Shown 2");
        Answer answer = AnswerOf(comparison, enlargement);
        Assert.Equal(["Pin/Heir: not refuted with one frame (within 6 steps) more."], answer.InLargerScopes);
        Assert.Null(answer.Refutation);

        (comparison, enlargement) = Enlarging(StopReason.Interrupted, "FreeSucceeds Unknown", "CanShare Shown 2");
        Assert.Equal(
            ["Pin/Heir: not refuted with one frame (within 5 steps, ended early) more."],
            AnswerOf(comparison, enlargement).InLargerScopes);

        (comparison, enlargement) = Enlarging(StopReason.Exhausted, "FreeSucceeds Holds", "CanShare Shown 2");
        Assert.Equal(
            ["Pin/Heir: confirmed to the end with one frame more."], AnswerOf(comparison, enlargement).InLargerScopes);
    }

    [Fact]
    public void What_no_longer_applies_is_not_told_as_confirmed()
    {
        (Comparison comparison, Enlargement enlargement) =
            Enlarging(StopReason.Exhausted, "FreeSucceeds NotApplicable", "CanShare Shown 2");
        Assert.Equal(
            ["Pin/Heir: confirmed but for FreeSucceeds, not applicable there, to the end with one frame more."],
            AnswerOf(comparison, enlargement).InLargerScopes);
    }

    [Fact]
    public void Scopes_in_which_a_policy_fares_alike_are_told_together()
    {
        Comparison comparison = HandMade.Compare(
            HandMade.Asking("FreeSucceeds"), HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds"));
        PolicyResult kept = HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds");
        PolicyResult broken = HandMade.Policy("Pin", "Heir", "FreeSucceeds Violated 4");
        var enlargement = new Enlargement(1,
        [
            new EnlargedPolicy(
                comparison.Ranking[0],
                [
                    [new("one frame more", kept, []), new("2 frames more", kept, [])],
                    [
                        new("one session more", broken, []),
                        new("2 sessions more", kept, []),
                        new("3 sessions more", kept, []),
                    ],
                ]),
        ]);
        Assert.Equal(
            [
                "Pin/Heir: changed, FreeSucceeds: holds, now violated, with one session (4 steps) more; "
                + "confirmed to the end with up to 2 frames or 2 to 3 sessions more.",
            ],
            AnswerOf(comparison, enlargement).InLargerScopes);
    }

    [Fact]
    public void What_only_the_whole_graph_settles_is_said_to_be_unknown()
    {
        Comparison comparison = HandMade.Compare(
            HandMade.Asking("Recoverable"), HandMade.Policy("Pin", "Heir", "Recoverable Holds"));
        Enlargement enlargement = Of(comparison, StopReason.States, "Recoverable Unknown");
        Assert.Equal(
            "Where it was not explored to the end, nothing is known of Recoverable.",
            AnswerOf(comparison, enlargement).InLargerScopes.Last());
    }

    [Fact]
    public void A_comparison_that_is_not_finished_has_no_larger_scopes_and_no_way_out()
    {
        Comparison comparison = Compared.Afresh("versioned-rom", workers: 2, states: 10);
        Answer answer = AnswerOf(comparison, Enlarged(comparison));
        Assert.Empty(answer.InLargerScopes);
        Assert.Equal(
            "Larger scopes were not explored, since the comparison itself is not finished.", answer.NotEnlarged);
        Assert.StartsWith("What puts others behind it so far", answer.RivalsTitle, StringComparison.Ordinal);
        Assert.Null(answer.WaysOutTitle);
        Assert.Null(answer.Refutation);
    }

    [Fact]
    public void What_is_only_open_or_vacuous_is_not_told_as_broken()
    {
        Answer answer = AnswerOf(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 1"),
            HandMade.Policy("Refuse", "Heir", "FreeSucceeds HoldsVacuously", "CanShare Shown 1"),
            HandMade.Policy("Unlink", "Heir", "FreeSucceeds Holds", "CanShare Unknown")));
        Assert.Equal(
            [
                "Unlink with Heir: not settled: CanShare.",
                "Refuse with Heir: never put to the test: FreeSucceeds.",
            ],
            answer.Rivals);
    }

    [Fact]
    public void Of_many_ways_out_the_first_few_are_told_and_the_others_counted()
    {
        Answer answer = AnswerOf(HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare CanRevoke CanUnmap"),
            HandMade.Policy("Pin", "Heir", Only("FreeSucceeds")),
            HandMade.Policy("Busy", "Heir", Only("CanShare")),
            HandMade.Policy("Unlink", "Heir", Only("CanRevoke")),
            HandMade.Policy("Refuse", "Heir", Only("CanUnmap"))));
        Assert.Equal(4, answer.WaysOut(all: true).Count());
        Assert.Equal(
            ["and 1 more such sets (--json and --markdown list them)"], answer.WaysOut(all: false).Skip(3));

        static string[] Only(string broken) =>
            [.. Four.Select(name => $"{name} {(name == broken ? "NotShown" : "Shown 1")}")];
    }

    private static (Comparison Comparison, Enlargement Enlargement) Enlarging(
        StopReason stopped, params ReadOnlySpan<string> lines)
    {
        Comparison comparison = HandMade.Compare(
            HandMade.Asking("FreeSucceeds CanShare"),
            HandMade.Policy("Pin", "Heir", "FreeSucceeds Holds", "CanShare Shown 2"));
        return (comparison, Of(comparison, stopped, lines));
    }

    private static Enlargement Of(Comparison comparison, StopReason stopped, params ReadOnlySpan<string> lines)
    {
        PolicyResult found = HandMade.Policy("Pin", "Heir", lines);
        found = found with
        {
            Exploration = found.Exploration with { Stopped = stopped, Levels = [1, 1, 1, 1, 1, 1, 1, 1] },
        };
        return new Enlargement(
            1, [new EnlargedPolicy(comparison.Ranking[0], [[new LargerScope("one frame more", found, [])]])]);
    }

    private static Enlargement Enlarged(Comparison comparison) =>
        Enlargement.Of(comparison, bound: 2000, new SearchLimits { Workers = 2 }, new ComparisonProgress(), default);

    private static Answer AnswerOf(Comparison comparison, Enlargement? enlargement = null) =>
        new(comparison, enlargement, Detail.Brief);

    private static string Written(
        Comparison comparison, Enlargement? enlargement, int width = 100, bool allTraces = false)
    {
        using var text = new StringWriter { NewLine = "\n" };
        IAnsiConsole console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(text),
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
        });
        console.Profile.Width = width;
        ConsoleReport.Write(console, comparison, 1.5, enlargement, allTraces);
        return text.ToString();
    }

    [GeneratedRegex("^  1  ", RegexOptions.Multiline)]
    private static partial Regex FirstStep();
}
