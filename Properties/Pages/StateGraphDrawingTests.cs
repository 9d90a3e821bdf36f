using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages.Pictures;
using ModelCheck.Properties.Exploration.Causes;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;

namespace ModelCheck.Properties.Pages;

/// <summary>State graphs that are small enough to be looked at.</summary>
public sealed class StateGraphDrawingTests
{
    private static readonly Scope Small = Scope.Uniform(1, 2, 2, quota: 1);

    [Fact]
    public void Every_state_is_drawn_with_its_level_and_what_it_violates()
    {
        var model = ModelOf("Pin", "Holder", Small);
        StateGraphDrawing drawing = StateGraphDrawing.Of(model, default)!;
        Assert.Equal(
            Written.Explored(model.Policy, Small).Exploration.DistinctStates, drawing.Nodes.Length);
        Assert.Equal(Enumerable.Range(0, drawing.Nodes.Length), drawing.Nodes.Select(node => node.Number));
        Assert.Equal([0], drawing.Nodes.Where(node => node.Level == 0).Select(node => node.Number));
        Assert.StartsWith("Frames: 0 free.", drawing.Nodes[0].InWords, StringComparison.Ordinal);
        Assert.Empty(drawing.Nodes[0].Violated);
        Assert.Contains(drawing.Nodes, node => node.Violated.Contains("NoDoubleCharge"));
        Assert.All(drawing.Edges, edge =>
        {
            Assert.NotEqual(edge.Source, edge.Target);
            Assert.Matches(@"^M[-\d.]+ [-\d.]+[LC]", edge.Path);
            Assert.NotEmpty(edge.Label);
        });
        Assert.Equal(
            drawing.Edges.DistinctBy(edge => (edge.Source, edge.Target)).Count(), drawing.Edges.Length);
        Assert.Contains(drawing.Edges, edge => edge is { Source: 0, Label: "Alloc(s0, 1)" });
    }

    [Fact]
    public void What_is_too_much_is_not_drawn()
    {
        Assert.Null(StateGraphDrawing.Of(ModelOf("Pin", "Holder", Scope.Uniform(2, 2, 3, quota: 2)), default));
        Assert.Null(StateGraphDrawing.Of(ModelOf("Pin", "Holder", Small), new CancellationToken(canceled: true)));
    }
}
