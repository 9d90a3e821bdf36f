using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Exploration.Comparing;
using ModelCheck.Properties.Golden;
using ModelCheck.Reports;

using Xunit;

using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Reports;

/// <summary>
/// Drawings and Markdown reports as files in Properties/Golden, byte for byte and in every culture;
/// <see cref="GoldenFile"/> says how to write them anew.
/// </summary>
public sealed class GoldenReportTests
{
    private static readonly (IModel Model, Trace Trace) Pinned = Replayed(
        "Pin",
        "Native",
        Scope.Uniform(frames: 3, sessions: 2, dataspaces: 3, quota: 3),
        Operation.Alloc(S0, 2),
        Operation.Alias(S1, D0, Ro, 1, 1),
        Operation.Free(S0, D0),
        Operation.Alloc(S1, 4),
        Operation.Free(S1, D1));

    private static readonly (IModel Model, Trace Trace) Hollowed = Replayed(
        "Managed",
        "Native",
        Scope.Uniform(frames: 3, sessions: 2, dataspaces: 3, quota: 3, regions: 2) with { AliasCost = 2 },
        Operation.Alloc(S0, 3),
        Operation.Seal(S0, D0),
        Operation.Alias(S1, D0, Ro, 0, 2),
        Operation.Attach(S1, D1),
        Operation.Free(S0, D0),
        Operation.Close(S1));

    private static readonly (IModel Model, Trace Trace) Delegating = Replayed(
        "FirstClass",
        "BaseLinux",
        Scope.Uniform(frames: 4, sessions: 2, dataspaces: 3, quota: 4, regions: 1) with
        {
            Sharing = Sharing.Delegated,
            Quotas = [4, 1],
        },
        Operation.Alloc(S0, 3),
        Operation.Alias(S1, D0, Ro, 0, 1),
        Operation.Alias(S0, D0, Ro, 1, 1),
        Operation.Share(S0, S1, D1),
        Operation.Attach(S1, D1),
        Operation.Free(S0, D0),
        Operation.Close(S0));

    [Fact]
    public void A_zombie_is_drawn() => Matches("trace-pin.verified.txt", () => Drawn(Pinned));

    [Fact]
    public void A_hollow_dataspace_is_drawn() => Matches("trace-managed.verified.txt", () => Drawn(Hollowed));

    [Fact]
    public void A_capability_that_was_given_and_a_mapping_that_outlives_it_are_drawn() =>
        Matches("trace-delegated-base-linux.verified.txt", () => Drawn(Delegating));

    [Fact]
    public void A_comparison_is_written_as_Markdown() =>
        Matches("versioned-rom.verified.md", () => MarkdownReport.Write(Compared.On("versioned-rom")));

    [Fact]
    public void The_kind_of_a_line_is_its_sign()
    {
        foreach ((IModel model, Trace trace) in new[] { Pinned, Hollowed, Delegating })
        {
            DrawnLine[] lines = [.. TraceDrawing.Draw(model, trace)];
            Assert.Equal(trace.Steps.Length, lines.Count(line => line.Kind == LineKind.Step));
            Assert.All(lines.Where(line => line.Kind != LineKind.Step), line => Assert.Equal(
                line.Kind switch
                {
                    LineKind.Kept => "     ",
                    LineKind.Changed => "   + ",
                    LineKind.Gone => "   - ",
                    LineKind.Step => string.Empty,
                },
                line.Text[..5]));
        }
    }

    [Fact]
    public void A_trace_without_a_step_is_drawn_as_nothing() =>
        Assert.Empty(TraceDrawing.Draw(Pinned.Model, new Trace([])));

    private static void Matches(string name, Func<string> write)
    {
        string usual = write();
        GoldenFile.Matches(name, usual);
        using var culture = new GermanNumbers();
        Assert.Equal(usual, write());
    }

    private static string Drawn((IModel Model, Trace Trace) drawn) =>
        string.Concat(TraceDrawing.Draw(drawn.Model, drawn.Trace).Select(line => line.Text + "\n"));

    private static (IModel Model, Trace Trace) Replayed(
        string lifetime, string platform, Scope scope, params ReadOnlySpan<Operation> operations)
    {
        IModel model = Catalog.CreateModel(new PolicyName(lifetime, "Holder", platform), scope);
        var codes = new List<uint>();
        foreach (Operation operation in operations)
        {
            codes.Add(operation.Code);
        }

        return (model, Trace.Replay(model, codes));
    }
}
