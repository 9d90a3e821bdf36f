using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

/// <summary>A spread search is saved between two levels, and gone on with from what all parts have.</summary>
public sealed class PartCheckpointTests : IDisposable
{
    private const int Parts = 3;

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_narrow_search_killed_in_any_phase_is_gone_on_with() =>
        IsGoneOnWith(limits => Portrait.Of(Run.Within(new TwoPhaseCommit<Code64>(3, true), limits)));

    [Fact]
    public void A_wide_search_killed_in_any_phase_is_gone_on_with() =>
        IsGoneOnWith(limits => Portrait.Of(Run.Within(new TwoPhaseCommit<WideCode<Words2>>(3), limits)), step: 2);

    [Fact]
    public void What_states_stand_for_is_counted_on() =>
        IsGoneOnWith(limits => Portrait.Of(Run.Within(new SettledGrid(6), limits)));

    [Fact]
    public void A_model_whose_search_is_killed_in_any_phase_is_gone_on_with()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Holder", "Native"), Scope.Uniform(2, 2, 2, 2));
        IsGoneOnWith(
            limits =>
            {
                PolicyResult result = ModelExplorer.Explore(
                    model, Catalog.Requirements, limits, new SearchProgress(), default, Symmetry.Sessions);
                return Portrait.Of(result.Exploration) + string.Join(
                    '\n',
                    result.Requirements.Select(
                        one => $"{one.Requirement.Name} {one.Verdict} {one.Premises} {one.Trace}"));
            },
            step: 5);
    }

    [Fact]
    public void A_search_that_is_killed_again_and_again_comes_to_its_end()
    {
        var system = new TwoPhaseCommit<Code64>(4);
        string whole = Portrait.Of(Run.Whole(system));
        int? level = null;
        int from = 0;
        int attempt = 0;
        string[]? found;
        while ((found = Attempt(attempt, level, 5 + (3 * attempt), Find, from)) is null)
        {
            // One that is killed before it has saved anything anew leaves what was there before.
            (level, from) = CommonLevel(attempt) is { } later ? (later, attempt) : (level, from);
            attempt++;
        }

        Assert.All(found, one => Assert.Equal(whole, one));
        Assert.InRange(attempt, 4, 60);

        string Find(SearchLimits limits) => Portrait.Of(Run.Within(system, limits));
    }

    [Fact]
    public void A_part_that_cannot_save_costs_the_others_neither_the_search_nor_what_all_have()
    {
        var system = new Grid(12);
        string whole = Portrait.Of(Run.Whole(system));
        var progress = new SearchProgress[Parts];
        int saves = 0;

        (string[] found, _) = LocalPartitions.Run(Parts, part =>
        {
            CheckpointPlan plan = Plan(0, part.Index, null);
            progress[part.Index] = new SearchProgress();
            return Portrait.Of(Search.Explore<Grid, Code64>(
                system,
                new SearchLimits
                {
                    Partition = part,
                    Checkpoint = part.Index != 1 ? plan : plan with
                    {
                        Create = path => ++saves <= 4 ? plan.Create(path) : new FullDisk(path, 100),
                    },
                },
                progress[part.Index],
                default));
        });

        Assert.All(found, one => Assert.Equal(whole, one));
        Assert.Equal("No space left on device", progress[1].SaveFault);
        Assert.Null(progress[0].SaveFault);
        for (int part = 0; part < Parts; part++)
        {
            Assert.Equal([3], PartCheckpoint.LevelsIn(Of(0, part)).AsEnumerable());
        }

        Assert.All(GoOn(limits => Portrait.Of(Run.Within(system, limits)), 1, 3), one => Assert.Equal(whole, one));
    }

    [Fact]
    public void A_part_without_a_plan_does_not_let_the_others_keep_what_nobody_can_go_on_from()
    {
        LocalPartitions.Run(Parts, part => Run.Within(
            new Grid(6),
            new SearchLimits { Partition = part, Checkpoint = part.Index == 2 ? null : Plan(0, part.Index, null) }));

        Assert.Empty(PartCheckpoint.LevelsIn(Of(0, 0)));
    }

    [Fact]
    public void Nothing_is_saved_before_its_time_or_because_a_bound_is_met_or_somebody_interrupts_it()
    {
        var system = new TwoPhaseCommit<Code64>(4);
        using var source = new CancellationTokenSource();
        source.Cancel();
        foreach (SearchLimits limits in new[]
        {
            new SearchLimits(), new SearchLimits { MaximalStates = 40 }, new SearchLimits { UntilViolated = true },
        })
        {
            Run(limits, default);
        }

        Run(new SearchLimits(), source.Token);

        void Run(SearchLimits limits, CancellationToken cancellation)
        {
            LocalPartitions.Run(Parts, part => Toys.Run.Within(
                system,
                limits with
                {
                    Partition = part,
                    Checkpoint = Plan(0, part.Index, null) with { Interval = TimeSpan.FromDays(1) },
                },
                cancellation));
            Assert.Empty(Directory.EnumerateFileSystemEntries(Of(0, 0)));
        }
    }

    [Fact]
    public void One_part_whose_time_has_come_is_enough_and_a_bound_can_be_raised()
    {
        var system = new Grid(20);
        LocalPartitions.Run(Parts, part => Run.Within(system, new SearchLimits
        {
            Partition = part,
            MaximalStates = 50,
            Checkpoint = Plan(0, part.Index, null) with
            {
                Interval = part.Index == 1 ? TimeSpan.Zero : TimeSpan.FromDays(1),
            },
        }));

        Assert.Equal(8, CommonLevel(0));
        Assert.All(
            GoOn(limits => Portrait.Of(Run.Within(system, limits)), 1, 8),
            one => Assert.Equal(Portrait.Of(Run.Whole(system)), one));
    }

    [Fact]
    public void What_is_gone_on_from_may_be_locked_and_stays()
    {
        SaveAGrid();
        byte[] saved = File.ReadAllBytes(FileOf(1));
        using var locked = new CheckpointDirectory(Plan(0, 1, null) with { ResumeFrom = Of(0, 1) }, isOfPart: true);

        Assert.Equal(
            Portrait.Of(Run.Whole(new Grid(20))),
            GoOn(limits => Portrait.Of(Run.Within(new Grid(20), limits)), 1, 8)[0]);
        Assert.Equal(saved, File.ReadAllBytes(FileOf(1)));
    }

    [Fact]
    public void What_is_there_is_overwritten_only_when_that_is_asked_for_and_then_all_of_it()
    {
        SaveAGrid();
        var bounded = new SearchLimits { MaximalStates = 10 };
        CheckpointException refused = Assert.Throws<CheckpointException>(() => LocalPartitions.Run(
            Parts,
            part => Run.Within(
                new Grid(20), bounded with { Partition = part, Checkpoint = Plan(0, part.Index, null) })));
        Assert.Contains("already, of this search", refused.Message, StringComparison.Ordinal);
        Assert.True(refused.IsOverwriteRefused);
        Assert.Equal(8, CommonLevel(0));

        LocalPartitions.Run(Parts, part => Run.Within(new Grid(20), bounded with
        {
            Partition = part,
            Checkpoint = Plan(0, part.Index, null) with { Overwrites = true },
        }));

        Assert.Equal(2, CommonLevel(0));
        Assert.DoesNotContain(8, PartCheckpoint.LevelsIn(Of(0, 0)));
    }

    [Fact]
    public void Another_part_or_number_of_parts_or_deal_or_search_is_refused_in_one_line()
    {
        SaveAGrid();
        string[] faults =
        [
            Refusal((plan, part) => plan with { ResumeFrom = Of(0, (part.Index + 1) % Parts) }),
            Refusal((plan, _) => plan, parts: 2),
            Refusal((plan, _) => plan, ownerOf: shard => (shard + 1) % Parts),
            Refusal((plan, _) => plan with { Identity = [new("scope", "large")] }),
            Refusal((plan, _) => plan with { ResumeLevel = 9 }),
        ];

        string[] said =
        [
            "of 3, this is part",
            "of 3, this is part 0 of 2",
            "owns other shards",
            "its scope is 'small', that of this search 'large'",
            "no checkpoint to be read",
        ];
        Assert.All(said.Zip(faults), one => Assert.Contains(one.First, one.Second, StringComparison.Ordinal));
        Assert.All(faults, fault => Assert.DoesNotContain('\n', fault));
    }

    [Fact]
    public void Parts_that_go_on_from_different_levels_are_refused()
    {
        SaveAGrid();
        string other = PartCheckpoint.NameOf(7);
        LocalPartitions.Run(Parts, part => Run.Within(
            new Grid(20),
            new SearchLimits { MaximalStates = 40, Partition = part, Checkpoint = Plan(9, part.Index, null) }));
        File.Copy(Path.Combine(Of(9, 1), other), Path.Combine(Of(0, 1), other), true);

        string fault = Refusal((plan, part) => plan with { ResumeLevel = part.Index == 1 ? 7 : 8 });

        Assert.Contains("not go on from the same level", fault, StringComparison.Ordinal);

        // Nor does it help to give the file the name of the other level.
        File.Move(Path.Combine(Of(0, 1), other), FileOf(1), true);
        Assert.Contains(
            "it is of level 7, its name is that of level 8", Refusal((plan, _) => plan), StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_not_spread_does_not_go_on_from_a_part_nor_a_part_from_it()
    {
        SaveAGrid();
        string whole = Path.Combine(_directory["whole"], CheckpointPlan.FileName);
        var plan = new CheckpointPlan(_directory["whole"], Identity) { Interval = TimeSpan.Zero };
        Run.Within(new Grid(20), new SearchLimits { MaximalStates = 40, Checkpoint = plan });
        SearchLimits going = new() { Checkpoint = plan with { ResumeFrom = _directory["whole"] } };
        byte[] saved = File.ReadAllBytes(whole);
        File.Copy(FileOf(0), whole, true);

        Assert.Contains(
            "of part 0 of 3, this is a search that is not spread",
            Assert.Throws<CheckpointException>(() => Run.Within(new Grid(20), going)).Message,
            StringComparison.Ordinal);
        File.WriteAllBytes(FileOf(0), saved);
        Assert.Contains(
            "of a search that is not spread, this is part 0 of 3", Refusal((one, _) => one), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Run.Within(
            new Grid(20), going with { Checkpoint = going.Checkpoint! with { ResumeLevel = 3 } }));
        Assert.Throws<ArgumentException>(() => LocalPartitions.Run(
            1, part => Run.Within(new Grid(20), going with { Partition = part })));
    }

    [Theory]
    [InlineData("Levels", "null")]
    [InlineData("Levels", "[1,1,1,1,1,1,1,1,1]")]
    [InlineData("Levels", "[-1,0,0,0,0,0,0,0,0]")]
    [InlineData("Levels", "[0,0]")]
    [InlineData("Shards", "0")]
    [InlineData("Index", "-1")]
    [InlineData("Index", "3")]
    [InlineData("Count", "0")]
    [InlineData("Count", "65")]
    public void What_no_part_would_have_written_is_refused(string field, string value) =>
        IsRefused(header => header["Part"]![field] = JsonNode.Parse(value));

    [Fact]
    public void A_part_has_nothing_under_way_and_nothing_of_others()
    {
        IsRefused(header => header["Returned"] = 1);
        IsRefused(header => header["Unstored"]![0] = 1);
        IsRefused(header => header["Level"] = 7);
        IsRefused(header => header["Part"]!["Shards"] = 1);
        IsRefused(header => header["Seen"]!.AsArray().Clear(), refused: false);
    }

    [Fact]
    public void A_damaged_file_is_refused()
    {
        SaveAGrid();
        byte[] whole = File.ReadAllBytes(FileOf(0));
        for (int place = 0; place < whole.Length; place += 1 + (whole.Length / 30))
        {
            byte[] damaged = [.. whole];
            damaged[place] ^= 4;
            File.WriteAllBytes(FileOf(0), damaged);
            Assert.Contains("checksum", Refusal((plan, _) => plan), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Levels_are_told_by_names_alone()
    {
        Assert.Empty(PartCheckpoint.LevelsIn(_directory["nowhere"]));
        Directory.CreateDirectory(Of(0, 0));
        foreach (string name in (string[])["checkpoint", "checkpoint-12", "checkpoint-000012.unfinished",
            "checkpoint-032766", "checkpoint-00001x", "checkpoint-+00013", "checkpoint-032765", "checkpoint-000000",])
        {
            File.WriteAllText(Path.Combine(Of(0, 0), name), "anything");
        }

        Assert.Equal([0, 32_765], PartCheckpoint.LevelsIn(Of(0, 0)).AsEnumerable());
        Assert.Throws<ArgumentOutOfRangeException>(() => PartCheckpoint.NameOf(-1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PartCheckpoint.NameOf(32_766));
    }

    private static System.Collections.Immutable.ImmutableArray<SearchAspect> Identity => [new("scope", "small")];

    private string Of(int attempt, int part) => _directory[$"{attempt}-{part}"];

    private string FileOf(int part) => Path.Combine(Of(0, part), PartCheckpoint.NameOf(8));

    private CheckpointPlan Plan(int attempt, int part, int? level, int from = 0) => new(Of(attempt, part), Identity)
    {
        Interval = TimeSpan.Zero,
        ResumeFrom = level is null ? null : Of(from, part),
        ResumeLevel = level,
    };

    private int? CommonLevel(int attempt) => Enumerable.Range(0, Parts)
        .Select(part => PartCheckpoint.LevelsIn(Of(attempt, part)).AsEnumerable())
        .Aggregate((some, others) => some.Intersect(others)).Select(level => (int?)level).Max();

    // Saved at level 8, and before.
    private void SaveAGrid() => LocalPartitions.Run(Parts, part => Run.Within(
        new Grid(20),
        new SearchLimits { MaximalStates = 50, Partition = part, Checkpoint = Plan(0, part.Index, null) }));

    private string[] GoOn(Func<SearchLimits, string> search, int attempt, int level) => LocalPartitions.Run(
        Parts,
        part => search(new SearchLimits
        {
            Workers = 2,
            Partition = part,
            Checkpoint = Plan(attempt, part.Index, level),
        })).Results;

    private string Refusal(
        Func<CheckpointPlan, IPartition, CheckpointPlan> change, int parts = Parts, Func<int, int>? ownerOf = null) =>
        Assert.Throws<CheckpointException>(() => LocalPartitions.Run(
            parts,
            part => Run.Within(
                new Grid(20),
                new SearchLimits { Partition = part, Checkpoint = change(Plan(1, part.Index, 8), part) }),
            ownerOf)).Message;

    private void IsRefused(Action<JsonObject> change, bool refused = true)
    {
        if (!File.Exists(FileOf(0)))
        {
            SaveAGrid();
        }

        byte[] whole = File.ReadAllBytes(FileOf(0));
        File.WriteAllBytes(FileOf(0), new ForgedCheckpoint(whole).With(change).Sealed());
        if (refused)
        {
            Refusal((plan, _) => plan);
        }
        else
        {
            GoOn(limits => Portrait.Of(Run.Within(new Grid(20), limits)), 1, 8);
        }

        File.WriteAllBytes(FileOf(0), whole);
    }

    // Gives what all parts found, or null when they were killed after so many phases, all of them or one.
    private string[]? Attempt(
        int attempt, int? level, long phases, Func<SearchLimits, string> search, int from = 0)
    {
        try
        {
            return LocalPartitions.Run(
                Parts,
                part => search(new SearchLimits
                {
                    Workers = 1 + (attempt % 2),
                    Partition = phases % 2 == 0 || part.Index == phases % Parts ? new Doomed(part, phases) : part,
                    Checkpoint = Plan(attempt, part.Index, level, from),
                    MarksAskedAtOnce = 16,
                })).Results;
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Kills a search after 1, 2, ... phases, and goes on with each.
    private void IsGoneOnWith(Func<SearchLimits, string> search, int step = 1)
    {
        string whole = search(new SearchLimits());
        var levels = new HashSet<int?>();
        string[]? found;
        for (int phases = 1; (found = Attempt(0, null, phases, search)) is null; phases += step)
        {
            Assert.All(
                Enumerable.Range(0, Parts).Select(part => PartCheckpoint.LevelsIn(Of(0, part))),
                kept => Assert.InRange(kept.Length, phases < 3 ? 0 : 1, 2));
            int? level = CommonLevel(0);
            Assert.Equal(phases < 2, level is null);
            levels.Add(level);
            if (level is { } common)
            {
                Assert.All(GoOn(search, 1, common), one => Assert.Equal(whole, one));
            }

            foreach (string directory in Directory.EnumerateDirectories(_directory["."]))
            {
                Directory.Delete(directory, true);
            }
        }

        Assert.All(found, one => Assert.Equal(whole, one));
        Assert.True(levels.Count >= 8 / step, $"{levels.Count} levels");
    }
}
