using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>The phrases that reports share, in any culture.</summary>
public sealed class WordingTests
{
    [Fact]
    public void Numbers_are_written_alike_in_every_culture()
    {
        using var culture = new GermanNumbers();
        Assert.Equal("1,234,567", Wording.Number(1_234_567));
        Assert.Equal("1.50 s", Wording.Seconds(1.5));
        Assert.Equal("0.5 KiB", Wording.Bytes(512));
        Assert.Equal("1.0 MiB", Wording.Bytes(1 << 20));
        Assert.Equal("2.5 GiB", Wording.Bytes(5L << 29));
    }

    [Fact]
    public void Bounds_are_said_in_one_line()
    {
        Scope scope = Scope.Uniform(frames: 3, sessions: 2, dataspaces: 4, quota: 5, regions: 1);
        Assert.Equal(
            "3 frames, 2 sessions (quota 5 each), 4 dataspace slots, 1 region slots, sharing open",
            Wording.Bounds(scope));
        Assert.Equal(
            "3 frames, 2 sessions (quotas 5, 0), 4 dataspace slots, 1 region slots, sharing delegated, contents on",
            Wording.Bounds(scope with { Quotas = [5, 0], Sharing = Sharing.Delegated, Contents = true }));
    }

    [Fact]
    public void Orbits_are_named_beside_the_states_that_they_stand_for()
    {
        var exploration = new SearchResult(
            StopReason.Exhausted, 1_300, 7_600, 71_000, [1, 1_299], 0.1, 512, [], new UnreducedCounts(1_300, 0, 0));
        var slots = new Reduction(
            Symmetry.Slots, [SessionSet.First(2)], new UnreducedCounts(55_000, 320_000, 2_900_000));
        Assert.Equal(
            "1,300 orbits (depth 1) of 55,000 distinct states; 7,600 transitions and 71,000 refusals followed, "
            + "of 320,000 and 2,900,000",
            Wording.Counts(exploration, slots));
        Assert.Equal("orbits stored exactly, not told apart: sessions {s0 s1}, slots", Wording.Storage(slots));
        Assert.Equal(
            "1,300 orbits (depth 1); 7,600 transitions and 71,000 refusals followed; states not counted",
            Wording.Counts(exploration, slots with { Unreduced = null }));
        Assert.Equal(
            "orbits stored exactly, not told apart: slots", Wording.Storage(slots with { Interchangeable = [] }));
        Assert.Equal(
            "orbits stored exactly, not told apart: sessions {s0 s1}",
            Wording.Storage(slots with { Symmetry = Symmetry.Sessions }));
        Assert.Equal(Wording.Counts(exploration), Wording.Counts(exploration, null));
        Assert.Equal("states stored exactly, no symmetry reduction", Wording.Storage(null));
    }

    [Fact]
    public void Every_verdict_and_every_end_has_words_of_its_own()
    {
        Assert.Equal(7, Enum.GetValues<RequirementVerdict>().Select(Wording.Verdict).Distinct().Count());
        Assert.Equal(9, Enum.GetValues<StopReason>().Select(Wording.Stop).Distinct().Count());
    }
}
