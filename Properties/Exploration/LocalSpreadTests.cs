using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Engine;

using Xunit;

namespace ModelCheck.Properties.Exploration;

/// <summary>A model that is explored in parts within one process, and what is measured of that.</summary>
public sealed class LocalSpreadTests
{
    private static readonly IModel _model = Catalog.CreateModel(
        new PolicyName("FirstClass", "Holder", "Native"), Scope.Uniform(2, 2, 2, 2));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    [InlineData(64)]
    public void The_parts_find_what_one_search_does_and_their_counts_add_up(int parts)
    {
        SearchResult whole = Explore(null, new SearchProgress()).Exploration;

        SpreadResult spread = LocalSpread.Explore(parts, Explore);

        Assert.Equal(parts, spread.Results.Length);
        Assert.All(spread.Results, one => Assert.Equal(Portrait.Of(whole), Portrait.Of(one.Exploration)));
        Assert.Equal(whole.DistinctStates, spread.Parts.Sum(part => part.States));
        Assert.Equal(whole.Transitions, spread.Parts.Sum(part => part.Transitions));
        Assert.Equal(whole.Transitions, spread.Phases.Sum(phase => phase.Transitions));
        Assert.Equal(whole.Transitions, spread.Levels.Sum(level => level.Transitions));
        Assert.Equal(Enumerable.Range(0, whole.Levels.Length), spread.Levels.Select(level => level.Level));
        Assert.Equal(spread.Bytes, spread.Parts.Sum(part => part.Bytes));
        Assert.Equal(spread.Phases.Sum(phase => phase.Batches), spread.Parts.Sum(part => part.Batches));
        Assert.Equal(spread.Bytes, spread.BytesPerTransition * whole.Transitions, 0.5);
        Assert.InRange(spread.MeanStates, spread.LeastStates, spread.MostStates);
        Assert.Equal(spread.MostStates, spread.Imbalance * spread.MeanStates, 0.001);
        Assert.InRange(spread.Waiting, 1, parts);
        Assert.All(spread.Levels, level => Assert.InRange(level.Waiting, 1, parts));
        Assert.All(spread.Parts, part => Assert.InRange(part.CodesSent, 0, part.CodesForOthers));
        Assert.Equal(parts == 1, spread.Bytes == 0);
        Assert.Equal(parts == 1, spread.Parts.Sum(part => part.CodesForOthers) == 0);
        Assert.Contains(spread.Phases, phase => !phase.IsSearching);
    }

    [Fact]
    public void What_is_found_for_others_is_what_is_not_owned()
    {
        SpreadResult spread = LocalSpread.Explore(2, Explore);

        // Half of them, but for steps that lead nowhere: those stay where they are.
        long transitions = spread.Parts.Sum(part => part.Transitions);
        Assert.InRange(spread.Parts.Sum(part => part.CodesForOthers), 0.25 * transitions, 0.55 * transitions);
        Assert.True(spread.Parts.Sum(part => part.CodesSent) < spread.Parts.Sum(part => part.CodesForOthers));
    }

    [Fact]
    public void The_first_failure_is_thrown_on_and_no_part_waits_for_it() =>
        Assert.Throws<NotSupportedException>(() => LocalSpread.Explore(
            3, (part, progress) => part.Index == 1 ? throw new NotSupportedException() : Explore(part, progress)));

    [Fact]
    public void A_part_that_ends_early_is_missed_and_not_waited_for() =>
        Assert.Throws<InvalidOperationException>(() => LocalSpread.Explore(
            2, (part, progress) => Explore(part.Index == 1 ? null : part, progress)));

    [Fact]
    public void Whoever_cancels_it_ends_all_parts()
    {
        using var source = new CancellationTokenSource();
        Assert.ThrowsAny<OperationCanceledException>(() => LocalSpread.Explore(
            2,
            (part, progress) =>
            {
                if (part.Index == 1)
                {
                    source.Cancel();
                }

                return Explore(part, progress);
            },
            source.Token));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public void There_are_as_many_parts_as_shards_at_most(int parts) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => LocalSpread.Explore(parts, Explore));

    private static PolicyResult Explore(IPartition? part, SearchProgress progress) => ModelExplorer.Explore(
        _model, Catalog.Requirements, new SearchLimits { Partition = part }, progress, default);
}
