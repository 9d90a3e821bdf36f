using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

using static ModelCheck.Properties.Exploration.Causes.Traces;
using static ModelCheck.Properties.Model.Cast;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>The same operations in two worlds, and the first that tells them apart.</summary>
public sealed class SideBySideRunTests
{
    private static readonly Scope Whole = Scope.Uniform(
        2, 2, 2, quota: 2, regions: 1, operations: OperationKinds.All) with
    {
        Sharing = Sharing.Delegated,
        Contents = true,
    };

    private static readonly Operation[] FreeUnderAlias =
    [
        Operation.Alloc(S0, 2), Operation.Alias(S1, D0, Ro, 0, 1), Operation.Free(S0, D0), Operation.Free(S1, D1),
    ];

    [Theory]
    [InlineData("Pin", "FirstClass", 2)]
    [InlineData("Pin", "Refuse", 2)]
    [InlineData("Cascade", "FirstClass", 2)]
    [InlineData("Replace", "FirstClass", 1)]
    [InlineData("Reparent", "FirstClass", null)]
    public void The_first_difference_is_found(string left, string right, int? index)
    {
        SideBySideRun run = SideBySideRun.Of(
            ModelOf(left, "Allocator", Roomy), ModelOf(right, "Allocator", Roomy), FreeUnderAlias);
        Assert.Equal(index, run.FirstDifference);
        Assert.Equal((left, right), (run.Left.Lifetime, run.Right.Lifetime));
        Assert.Equal(FreeUnderAlias, run.Steps.Select(step => step.Operation));
    }

    [Fact]
    public void What_was_refused_in_one_world_is_refused_again_where_it_makes_no_sense()
    {
        SideBySideRun run = SideBySideRun.Of(
            ModelOf("Refuse", "Allocator", Roomy), ModelOf("Cascade", "Allocator", Roomy), FreeUnderAlias);
        Assert.Equal(
            [(Refusal.HasAliases, Refusal.None), (Refusal.None, Refusal.InvalidDataspace)],
            run.Steps.Skip(2).Select(step => (step.LeftOutcome.Refusal, step.RightOutcome.Refusal)));
        Assert.Equal(DataspaceSet.Of(D0), run.Steps[^1].Left.Live);
        Assert.True(run.Steps[^1].Right == default);
    }

    [Fact]
    public void A_charge_can_be_seen()
    {
        SideBySideRun run = SideBySideRun.Of(
            ModelOf("FirstClass", "Allocator", Roomy), ModelOf("FirstClass", "Holder", Roomy), FreeUnderAlias);
        Assert.Equal([false, true, true, false], run.Steps.Select(step => step.Differs));
    }

    [Fact]
    public void A_kernel_without_a_flush_changes_nothing()
    {
        SideBySideRun run = SideBySideRun.Of(
            ModelOf("Cascade", "Holder", Roomy, "LateFlush"),
            ModelOf("Cascade", "Holder", Roomy, "BaseLinux"),
            [Operation.Alloc(S0, 1), Operation.Attach(S0, D0), Operation.Free(S0, D0), Operation.Flush()]);
        Assert.Equal(2, run.FirstDifference);
        Assert.Equal((default, RegionSet.Of(R0)), (run.Steps[^1].Left.Regions, run.Steps[^1].Right.Regions));
        Assert.True(run.Steps[^1] is { LeftOutcome.IsGranted: true, RightOutcome.IsGranted: true });
    }

    [Fact]
    public void What_lies_beyond_the_bounds_is_no_question()
    {
        IModel model = ModelOf("Pin", "Holder", Whole);
        Assert.Throws<ArgumentException>(() => SideBySideRun.Of(model, ModelOf("Pin", "Holder", Roomy), []));
        Assert.All(
            [
                Operation.Alloc(S2, 1),
                Operation.Free(S0, D2),
                Operation.Alias(S0, D2, Ro, 0, 1),
                Operation.Share(S0, S1, D2),
                Operation.Share(S0, S2, D0),
                Operation.Donate(S0, S2, 1),
                Operation.Detach(S0, R1),
                Operation.Write(S0, R1, 0),
            ],
            beyond => Assert.Throws<ArgumentException>(() => SideBySideRun.Of(model, model, [beyond])));
    }

    [Fact]
    public void Whatever_makes_sense_in_one_world_can_be_asked_in_every_other()
    {
        IModel[] models =
        [
            ModelOf("Pin", "Allocator", Whole),
            ModelOf("Replace", "Heir", Whole, "Quarantine"),
            ModelOf("Managed", "Nobody", Whole, "Dangling"),
            ModelOf("Handles", "Retainer", Whole, "SealedMemfd"),
        ];
        foreach (IModel home in models)
        {
            for (ulong seed = 0; seed < 8; seed++)
            {
                Trace trace = Random(home, steps: 40, seed);
                Operation[] operations = [.. trace.Steps.Select(step => step.Operation)];
                Assert.All(models, other =>
                {
                    SideBySideRun run = SideBySideRun.Of(home, other, operations);
                    Assert.Equal(trace.Steps.Select(step => step.Outcome), run.Steps.Select(step => step.LeftOutcome));
                    Assert.Equal(trace.States(home).Skip(1), run.Steps.Select(step => step.Left));
                    Assert.True(other != home || run.FirstDifference is null);

                    // Seen from the other side, the same differs.
                    Assert.Equal(
                        run.Steps.Select(step => step.Differs),
                        SideBySideRun.Of(other, home, operations).Steps.Select(step => step.Differs));
                });
            }
        }
    }
}
