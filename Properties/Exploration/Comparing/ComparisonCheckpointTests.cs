using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Properties.Cli;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Exploration.Comparing;

/// <summary>A comparison that is broken off after any round is gone on with to the same end.</summary>
public sealed class ComparisonCheckpointTests
{
    private static readonly ComparisonPlan Plan = new()
    {
        Limits = new SearchLimits { Workers = 2 },
        FirstBound = 64,
        LostBound = 1 << 12,
    };

    [Theory]
    [InlineData("peers", true, 4)]
    [InlineData("vmo-handles", true, 3)]
    [InlineData("mapping-vanishes", false, 1)]
    public void A_comparison_that_is_broken_off_in_any_round_ends_as_an_undisturbed_one(
        string name, bool exchanges, int leastRounds)
    {
        Scenario scenario = ScenarioFile.Load(name);
        ComparisonPlan plan = Plan with { Exchanges = exchanges };
        string whole = ReportOf(scenario, plan, default);
        int brokenOff = 0;
        for (int rounds = 1; ; rounds++)
        {
            using var directory = new TemporaryDirectory();
            using var stop = new CancellationTokenSource();
            int saved = 0;
            ComparisonPlan saving = plan with
            {
                Checkpoint = new ComparisonCheckpoint(directory["there"])
                {
                    Create = path =>
                    {
                        // Sometimes before the next round, and sometimes in the midst of it.
                        if (++saved == rounds)
                        {
                            stop.CancelAfter(rounds % 3);
                        }

                        return new FileStream(path, FileMode.CreateNew);
                    },
                },
            };
            Compare(scenario, saving, stop.Token);
            if (saved < rounds)
            {
                Assert.Equal(brokenOff + 1, rounds);
                break;
            }

            brokenOff++;
            ComparisonPlan resuming = plan with
            {
                Checkpoint = new ComparisonCheckpoint(directory["there"]) { ResumeFrom = directory["there"] },
            };
            Assert.Equal(whole, ReportOf(scenario, resuming, default));

            // What is done is not done again.
            Assert.Equal(whole, ReportOf(scenario, resuming, new CancellationToken(canceled: true)));
            Assert.Equal([ComparisonCheckpoint.FileName], Directory.EnumerateFileSystemEntries(directory["there"])
                .Select(Path.GetFileName));
        }

        Assert.InRange(brokenOff, leastRounds, 100);
    }

    [Fact]
    public void A_file_that_is_damaged_anywhere_is_refused()
    {
        using var directory = new TemporaryDirectory();
        Scenario scenario = ScenarioFile.Load("versioned-rom");
        Compare(scenario, Plan with { Checkpoint = new ComparisonCheckpoint(directory["there"]) }, default);
        string path = Path.Combine(directory["there"], ComparisonCheckpoint.FileName);
        byte[] whole = File.ReadAllBytes(path);
        ComparisonPlan resuming = Plan with
        {
            Checkpoint = new ComparisonCheckpoint(directory["other"]) { ResumeFrom = directory["there"] },
        };
        for (int at = 0; at < whole.Length; at += 1 + (whole.Length / 100))
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= 1;
            Refused(damaged);
            Refused(whole[..at]);
        }

        Refused([.. whole, 0]);
        File.WriteAllBytes(path, whole);
        Compare(scenario, resuming, default);

        void Refused(byte[] content)
        {
            File.WriteAllBytes(path, content);
            CheckpointException refusal =
                Assert.Throws<CheckpointException>(() => Compare(scenario, resuming, default));
            Assert.Equal($"{path} is damaged, or no comparison that was saved", refusal.Message);
        }
    }

    [Fact]
    public void What_cannot_be_saved_ends_no_comparison_and_is_told()
    {
        using var directory = new TemporaryDirectory();
        Scenario scenario = ScenarioFile.Load("versioned-rom");
        var progress = new ComparisonProgress();
        Comparison comparison = PolicyComparer.Compare(
            scenario,
            PolicyComparer.PoliciesOf(scenario, [scenario.Sealing]),
            Plan with
            {
                Checkpoint = new ComparisonCheckpoint(directory["there"])
                {
                    Create = _ => throw new IOException("no room"),
                },
            },
            progress,
            default);
        Assert.Equal(("no room", false), (progress.SaveFault, progress.Saved));
        Assert.Equal(ReportOf(scenario, Plan, default), Timeless.Of(JsonReport.Write(comparison)));
    }

    private static string ReportOf(Scenario scenario, ComparisonPlan plan, CancellationToken cancellation) =>
        Timeless.Of(JsonReport.Write(Compare(scenario, plan, cancellation)));

    private static Comparison Compare(Scenario scenario, ComparisonPlan plan, CancellationToken cancellation) =>
        PolicyComparer.Compare(
            scenario,
            PolicyComparer.PoliciesOf(scenario, [scenario.Sealing]),
            plan,
            new ComparisonProgress(),
            cancellation);
}
