using ModelCheck.Benchmarks.Peers;
using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Peers;

/// <summary>
/// The explorer's counts against those of other model checkers on models of their own, in Benchmarks/peers: neither the
/// engine nor the meaning is shared.
/// </summary>
public sealed class PeerCountsTests
{
    // To compile takes longer than to run.
    private const string Quickly = "-O0";

    private static string Models => Path.Combine(AppContext.BaseDirectory, "peers");

    [InstalledTheory("spin", "gcc")]
    [InlineData("2,1,2,2", "Cascade")]
    [InlineData("2,1,2,2", "FirstClass")]
    [InlineData("3,2,3,3", "Cascade")]
    [InlineData("3,2,3,3", "FirstClass")]
    [InlineData("3,2,3,2", "FirstClass")]
    [InlineData("2,3,3,2", "Cascade")]
    [InlineData("4,2,4,4", "Cascade")]
    public void Spin_counts_the_same_states_and_transitions(string scope, string lifetime)
    {
        Figures expected = Explored(scope, lifetime);

        Assert.Equal(expected, Like(expected, CountedBySpin(scope, lifetime, expected.States, breadthFirst: false)));
    }

    [InstalledTheory("spin", "gcc")]
    [InlineData("3,2,3,3", "Cascade")]
    [InlineData("3,2,3,3", "FirstClass")]
    public void Spin_counts_the_same_levels(string scope, string lifetime)
    {
        Figures expected = Explored(scope, lifetime);
        Figures counted = CountedBySpin(scope, lifetime, expected.States, breadthFirst: true);

        Assert.Equal(expected.Depth, counted.Depth);
        Assert.Equal(expected, Like(expected, counted));
    }

    [InstalledTheory("rumur", "gcc")]
    [InlineData("2,1,2,2", "Cascade")]
    [InlineData("2,1,2,2", "FirstClass")]
    [InlineData("3,2,3,3", "Cascade")]
    [InlineData("3,2,3,3", "FirstClass")]
    public void Rumur_counts_the_same_states_and_transitions(string scope, string lifetime)
    {
        Figures expected = Explored(scope, lifetime);

        Assert.Equal(expected, Like(expected, CountedByRumur(scope, lifetime, threads: 2)));
    }

    [Theory]
    [InlineData("4,2,4", "Cascade")]
    [InlineData("4,2,4,x", "Cascade")]
    [InlineData("5,2,4,4", "Cascade")]
    [InlineData("4,2,4,0", "Cascade")]
    [InlineData("4,3,6,4", "Cascade")]
    [InlineData("4,2,4,4", "Pin")]
    public void What_the_models_are_not_written_for_is_refused(string scope, string lifetime) =>
        Assert.Throws<FormatException>(() => CoreFragment.Parse(scope, lifetime));

    [Fact]
    public void Counts_that_differ_do_not_agree()
    {
        var figures = new Figures("one", 1, 9, 21, 0, 4, default);

        Assert.True(figures.AgreesWith(figures with { Tool = "another", Depth = null }));
        Assert.False(figures.AgreesWith(figures with { States = 10 }));
        Assert.False(figures.AgreesWith(figures with { Transitions = 20 }));
        Assert.False(figures.AgreesWith(figures with { Depth = 5 }));
        Assert.True(figures.AgreesWith(figures with { Transitions = 20, Uncertainty = 1 }));
    }

    private static Figures CountedBySpin(string scope, string lifetime, long states, bool breadthFirst)
    {
        using var folder = new TemporaryDirectory();
        return Spin.Explore(
            CoreFragment.Parse(scope, lifetime), breadthFirst, states, Quickly, Models, folder[string.Empty], default);
    }

    private static Figures CountedByRumur(string scope, string lifetime, int threads)
    {
        using var folder = new TemporaryDirectory();
        return Rumur.Explore(
            CoreFragment.Parse(scope, lifetime), threads, Quickly, Models, folder[string.Empty], default);
    }

    // What another tool counts, but for what it took and what it does not tell.
    private static Figures Like(Figures expected, Figures counted) =>
        counted with { Tool = expected.Tool, Cores = expected.Cores, Depth = expected.Depth, Cost = expected.Cost };

    private static Figures Explored(string scope, string lifetime)
    {
        var fragment = CoreFragment.Parse(scope, lifetime);
        IModel model = Catalog.CreateModel(
            new PolicyName(lifetime, "Holder", "Native"),
            Scope.Uniform(
                fragment.Frames,
                fragment.Sessions,
                fragment.Dataspaces,
                fragment.Quota,
                operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Alias, OperationKind.Free)));
        Requirement[] invariants =
            [.. CoreFragment.Invariants.Split(',').Select(name => Catalog.FindRequirement(name)!)];
        PolicyResult result = ModelExplorer.Explore(
            model, invariants, new SearchLimits { Workers = 1 }, new SearchProgress(), default);
        Assert.All(
            result.Requirements, requirement => Assert.Equal(RequirementVerdict.Holds, requirement.Verdict));
        SearchResult found = result.Exploration;
        return new Figures("explorer", 1, found.DistinctStates, found.Transitions, 0, found.Depth, default);
    }
}
