using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_narrow_search_interrupted_again_and_again_finds_what_an_undisturbed_one_finds(int workers) =>
        IsGoneOnWith(new TwoPhaseCommit<Code64>(5, impatient: true), workers, 30);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_wide_search_interrupted_again_and_again_finds_what_an_undisturbed_one_finds(int workers) =>
        IsGoneOnWith(new TwoPhaseCommit<WideCode<Words2>>(4), workers, 30);

    [Fact]
    public void A_search_that_has_lists_only_is_gone_on_with() => IsGoneOnWith(new Grid(60), 2, 20);

    [Fact]
    public void What_states_stand_for_is_counted_on()
    {
        var system = new SettledGrid(60);
        SearchResult whole = Run.Whole(system);
        Assert.NotEqual(whole.Transitions, whole.Unreduced.Transitions);
        Assert.NotEqual(whole.DistinctStates, whole.Unreduced.States);

        IsGoneOnWith(system, 2, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Premises_are_counted_on_as_often_as_states_stand_for_others(int workers)
    {
        const long Side = 60;
        long expected = 0;
        for (long x = 0; x < Side; x++)
        {
            // One of each column is on the diagonal, and all go on to the right but in the last.
            expected += (1 + (x % 3)) * (1 + (x < Side - 1 ? Side : 0));
        }

        var system = new SettledGrid((ulong)Side);
        SearchResult whole = Run.Whole(system, workers);
        Assert.Equal(expected, whole.Find(SettledGrid.TheOutsideIsNotReached).Premises);
        Assert.Null(whole.Find(SettledGrid.TheDiagonalIsNotReached).Premises);
        Assert.Null(whole.Find(SettledGrid.TheFarCornerIsReached).Premises);

        IsGoneOnWith(system, workers, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_wide_search_that_is_stopped_early_grows_its_tables_on(int workers)
    {
        var system = new TwoPhaseCommit<WideCode<Words4>>(5);
        SearchLimits limits = new() { Workers = workers, MaximalStates = 60, Checkpoint = Plan(null) };
        Assert.Equal(StopReason.States, Run.Within(system, limits).Stopped);

        SearchResult found = Run.Within(
            system, limits with { MaximalStates = long.MaxValue, Checkpoint = Plan("there") });

        Assert.Equal(Portrait.Of(Run.Whole(system)), Portrait.Of(found));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_search_that_memory_has_stopped_is_gone_on_with_by_one_that_has_more(int workers)
    {
        var system = new TwoPhaseCommit<Code64>(5);
        SearchResult whole = Run.Whole(system);
        int stopped = 0;
        SearchResult? found = null;
        for (long bound = whole.PeakBytes / 5; found is not { Complete: true }; bound += whole.PeakBytes / 20)
        {
            try
            {
                found = Run.Within(
                    system,
                    new SearchLimits
                    {
                        Workers = workers,
                        MaximalBytes = bound,
                        Checkpoint = Plan(File.Exists(CheckpointFile) ? "there" : null) with
                        {
                            Interval = TimeSpan.FromDays(1),
                        },
                    });
                Assert.True(found.Complete || found.Stopped == StopReason.Memory);
                stopped++;
            }
            catch (CheckpointException)
            {
                // As much again as there was, for the checkpoint and what is about to be done.
                Assert.InRange(bound, 0, whole.PeakBytes);
            }
        }

        Assert.InRange(stopped, 4, 40);
        Assert.Equal(Portrait.Of(whole), Portrait.Of(found));
    }

    [Fact]
    public void A_bound_on_states_can_be_raised()
    {
        var system = new Grid(20);
        Run.Within(system, new SearchLimits { MaximalStates = 1, Checkpoint = Plan(null) });
        for (int bound = 10; bound < 400; bound += 50)
        {
            SearchResult bounded = Run.Within(system, new SearchLimits { MaximalStates = bound });
            SearchResult goneOn = Run.Within(
                system, new SearchLimits { MaximalStates = bound, Checkpoint = Plan("there") });
            Assert.Equal(Portrait.Of(bounded), Portrait.Of(goneOn));
        }

        SearchResult complete = Run.Within(system, new SearchLimits { Checkpoint = Plan("there") });
        Assert.Equal(Portrait.Of(Run.Whole(system)), Portrait.Of(complete));
    }

    [Fact]
    public void A_search_that_was_complete_is_complete_again()
    {
        var system = new Grid(10);
        string whole = Portrait.Of(Run.Within(system, new SearchLimits { Checkpoint = Plan(null) }));

        Assert.Equal(whole, Portrait.Of(Run.Within(system, new SearchLimits { Checkpoint = Plan("there") })));
    }

    [Fact]
    public void A_checkpoint_that_is_damaged_anywhere_is_refused()
    {
        SaveAGrid();
        byte[] whole = File.ReadAllBytes(CheckpointFile);
        for (int i = 0; i < 60; i++)
        {
            // The first and last bytes, and some in between.
            byte[] damaged = [.. whole];
            int place = i < 20 ? i : i < 40 ? whole.Length - i + 19 : whole.Length * (i - 39) / 21;
            damaged[place] ^= (byte)(1 << (i % 8));
            File.WriteAllBytes(CheckpointFile, damaged);
            string message = Assert.Throws<CheckpointException>(GoOn).Message;
            Assert.Contains("checksum", message, StringComparison.Ordinal);
        }

        File.WriteAllBytes(CheckpointFile, whole);
        GoOn();
    }

    [Fact]
    public void A_checkpoint_that_is_cut_short_or_is_none_is_refused()
    {
        SaveAGrid();
        byte[] whole = File.ReadAllBytes(CheckpointFile);
        foreach (int length in (int[])[0, 1, 8, 12, 43, 44, 45, 1000, whole.Length / 2, whole.Length - 1])
        {
            File.WriteAllBytes(CheckpointFile, whole[..length]);
            Assert.Contains(CheckpointFile, Assert.Throws<CheckpointException>(GoOn).Message, StringComparison.Ordinal);
        }

        File.Delete(CheckpointFile);
        Assert.Contains("no checkpoint", Assert.Throws<CheckpointException>(GoOn).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_checkpoint_of_another_search_is_refused_and_the_difference_is_named()
    {
        SaveAGrid();
        CheckpointPlan other = Plan("there") with { Identity = [new("scope", "large"), new("policy", "a toy")] };
        string message = Assert.Throws<CheckpointException>(
            () => Run.Within(new Grid(10), new SearchLimits { Checkpoint = other })).Message;
        Assert.EndsWith("its scope is 'small', that of this search 'large'", message, StringComparison.Ordinal);

        // What the words do not tell, the properties or codes may.
        Assert.Throws<CheckpointException>(
            () => Run.Within(new Counter(10), new SearchLimits { Checkpoint = Plan("there") }));
        Assert.Throws<CheckpointException>(
            () => Run.Within(
                new TwoPhaseCommit<WideCode<Words2>>(3), new SearchLimits { Checkpoint = Plan("there") }));
    }

    [Fact]
    public void A_checkpoint_that_memory_has_no_room_for_is_refused_and_kept()
    {
        SaveAGrid();
        byte[] whole = File.ReadAllBytes(CheckpointFile);

        Assert.Throws<CheckpointException>(() => Run.Within(
            new Grid(10), new SearchLimits { MaximalBytes = 20_000, Checkpoint = Plan("there") }));

        Assert.Equal(whole, File.ReadAllBytes(CheckpointFile));
    }

    [Fact]
    public void A_disk_that_is_full_costs_the_new_checkpoint_but_neither_the_last_one_nor_the_search()
    {
        SaveAGrid();
        byte[] whole = File.ReadAllBytes(CheckpointFile);
        var progress = new SearchProgress();
        CheckpointPlan full = Plan("there") with { Create = path => new FullDisk(path, 5000) };

        SearchResult found = Search.Explore<Grid, Code64>(
            new Grid(10), new SearchLimits { Checkpoint = full }, progress, CancellationToken.None);

        Assert.Equal(Portrait.Of(Run.Whole(new Grid(10))), Portrait.Of(found));
        Assert.Equal("No space left on device", progress.SaveFault);
        Assert.Null(progress.Saved);
        Assert.Equal(whole, File.ReadAllBytes(CheckpointFile));
    }

    private string CheckpointFile => Path.Combine(_directory["there"], CheckpointPlan.FileName);

    private CheckpointPlan Plan(string? resumeFrom) =>
        new(_directory["there"], [new("scope", "small"), new("policy", "a toy")])
        {
            Interval = TimeSpan.Zero,
            ResumeFrom = resumeFrom is null ? null : _directory[resumeFrom],
        };

    private void SaveAGrid() =>
        Run.Within(new Grid(10), new SearchLimits { MaximalStates = 30, Checkpoint = Plan(null) });

    private void GoOn() => Run.Within(new Grid(10), new SearchLimits { Checkpoint = Plan("there") });

    // Interrupts a search when it has expanded ever so many states more, each time with another number of workers.
    private void IsGoneOnWith<TCode>(ITransitionSystem<TCode> system, int workers, int interruptions)
        where TCode : unmanaged, ICode<TCode>
    {
        SearchResult whole = Run.Whole(system);
        long apart = (whole.DistinctStates / interruptions) + 1;
        int interrupted = 0;
        SearchResult found;
        do
        {
            using var source = new CancellationTokenSource();
            var hurried = new Hurried<TCode>(
                system, interrupted < interruptions ? apart : long.MaxValue, source.Cancel);
            found = Run.Within(
                hurried,
                new SearchLimits
                {
                    Workers = 1 + ((workers + interrupted) % 3),
                    Checkpoint = Plan(interrupted == 0 ? null : "there") with { Interval = TimeSpan.FromDays(1) },
                },
                source.Token);
            interrupted += found.Stopped == StopReason.Interrupted ? 1 : 0;
        }
        while (found.Stopped == StopReason.Interrupted);

        Assert.InRange(interrupted, interruptions / 2, interruptions);
        Assert.Equal(Portrait.Of(whole), Portrait.Of(found));
    }
}
