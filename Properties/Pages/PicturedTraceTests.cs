using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages.Documents;
using ModelCheck.Pages.Pictures;
using ModelCheck.Reports;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Pages;

/// <summary>Traces as strips of pictures, and from where on they were lost.</summary>
public sealed class PicturedTraceTests
{
    private static readonly StepTelling Telling = new(["owner", "guest"]);

    private static readonly Scope Pair = Scope.Uniform(2, 2, 3, quota: 2);

    [Fact]
    public void The_point_of_no_return_is_the_step_after_which_there_is_no_way_back()
    {
        ComparisonDocument document = Written.DocumentOf("peers");
        PolicyResult policy = document.Comparison.Results.Single(
            result => result.Policy is { Title: "FirstClass", Charging: "Allocator" });
        Requirement selfReclaim = Requirement("SelfReclaim");
        PicturedTrace pictured = document.PicturesOf(document.FindingOf(selfReclaim, policy.Policy));
        Assert.Equal(3, pictured.Steps.Length);
        Assert.Matches(
            @"^The point of no return is step 3: peer 1 \(s0\) frees d0\. Just before, .* would still have done it\.$",
            pictured.Turning);
        Assert.Equal("The point of no return: from here on there is no way back.", pictured.Steps[2].Note);
        Assert.Matches(
            @"^Peer 1 \(s0\) can still bring its charge to nothing by itself: \d steps?\.$", pictured.Steps[1].Note);
        Assert.True(pictured.Steps[2].IsEnd);
        Assert.NotNull(pictured.Blame);
    }

    [Fact]
    public void After_the_point_of_no_return_each_step_says_that_there_is_no_way_back()
    {
        IModel model = ModelOf("FirstClass", "Allocator", Pair);
        PicturedTrace pictured = PicturedTrace.Of(
            model,
            Of(
                model,
                Operation.Alloc(S0, 1),
                Operation.Alias(S1, D0, Ro, 0, 1),
                Operation.Free(S0, D0),
                Operation.Alias(S1, D1, Ro, 0, 1)),
            Telling,
            Requirement("SelfReclaim"));
        Assert.StartsWith(
            "The point of no return is step 3: owner (s0) frees d0.", pictured.Turning, StringComparison.Ordinal);
        Assert.Equal("No way back.", pictured.Steps[3].Note);
    }

    [Fact]
    public void A_step_after_which_it_lies_in_the_hands_of_one_says_so()
    {
        IModel model = ModelOf("Cascade", "Holder", Pair);
        PicturedTrace pictured = PicturedTrace.Of(
            model,
            Of(model, Operation.Alloc(S0, 1), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0)),
            Telling,
            Requirement("NoForeignRevocation"));
        Assert.Equal(
            "From step 2 on it lies in the hands of owner (s0) alone; others might still avert it.", pictured.Turning);
        Assert.Equal(
            [null, "From here on it lies in the hands of owner (s0) alone: 1 step.", null],
            pictured.Steps.Select(step => step.Note));
        Assert.Equal(
            ["owner (s0) allocates 1 frame: d0", "guest (s1) makes a read-only alias of frame 0 of d0: d1"],
            pictured.Steps.Take(2).Select(step => step.Told));
        Assert.Equal([1, 2, 3], pictured.Steps.Select(step => step.Number));
        Assert.Equal([false, false, true], pictured.Steps.Select(step => step.IsEnd));
    }

    [Fact]
    public void What_one_can_bring_about_from_the_beginning_is_said_of_the_whole()
    {
        IModel model = ModelOf("FirstClass", "Holder", Pair);
        PicturedTrace pictured = PicturedTrace.Of(
            model,
            Of(model, Operation.Alloc(S0, 1), Operation.Alias(S0, D0, Ro, 0, 1)),
            Telling,
            Requirement("NoDoubleCharge"));
        Assert.Equal(
            "From the beginning owner (s0) alone can bring this about, without anybody else.", pictured.Turning);
        Assert.All(pictured.Steps, step => Assert.Null(step.Note));
    }

    [Fact]
    public void Where_nothing_is_violated_nothing_is_blamed()
    {
        IModel model = ModelOf("FirstClass", "Holder", Pair);
        Trace trace = Of(model, Operation.Alloc(S0, 1), Operation.Free(S1, D0));
        PicturedTrace shown = PicturedTrace.Of(model, trace, Telling);
        PicturedTrace kept = PicturedTrace.Of(model, trace, Telling, Requirement("NoDoubleCharge"));
        Assert.All([shown, kept], pictured =>
        {
            Assert.Null(pictured.Blame);
            Assert.Null(pictured.Turning);
            Assert.DoesNotContain(pictured.Steps, step => step.IsEnd || step.Note is not null);
        });
        Assert.Equal("guest (s1) frees d0, and is refused: NotOwner", shown.Steps[1].Told);
    }

    [Fact]
    public void Once_it_is_late_the_pictures_are_drawn_without_a_look_for_more()
    {
        IModel model = ModelOf("Cascade", "Holder", Pair);
        PicturedTrace pictured = PicturedTrace.Of(
            model,
            Of(model, Operation.Alloc(S0, 1), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0)),
            Telling,
            Requirement("NoForeignRevocation"),
            new CancellationToken(canceled: true));
        Assert.NotNull(pictured.Blame);
        Assert.Null(pictured.Turning);
        Assert.Equal(3, pictured.Steps.Length);
    }
}
