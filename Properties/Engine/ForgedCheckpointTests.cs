using System.Text.Json.Nodes;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

/// <summary>Checkpoints whose checksum is right and whose content is not: input from outside, like any other.</summary>
public sealed class ForgedCheckpointTests : IDisposable
{
    private const int BucketBytes = 64;
    private const ulong Side = 30;
    private const string Large = "4611686018427387904";

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    public static TheoryData<string, string> Fields()
    {
        (string Field, string[] Values)[] forged =
        [
            ("Identity", ["[null]", """[{"Name":null,"Value":"x"}]""", "7"]),
            ("CodeWords", ["0", "-1", "2", "2147483647"]),
            ("CodeBits", ["0", "-64", "65", "2147483647"]),
            ("Properties", ["[null]", "[]"]),
            ("Level", ["-1", "-2", "32766", "2147483647", "1.5"]),
            ("Levels", ["[]", "[-1]", "[9223372036854775807,9223372036854775807]"]),
            ("Transitions", ["-1", Large]),
            ("DisabledActions", ["-1", Large]),
            ("Unreduced", ["""{"States":-1,"Transitions":0,"DisabledActions":0}"""]),
            ("Seconds", ["-1", "1e999", "\"NaN\""]),
            ("Seen",
            [
                "[null]",
                """[{"Property":99,"Level":0,"State":[0],"Label":null}]""",
                """[{"Property":-1,"Level":0,"State":[0],"Label":null}]""",
                """[{"Property":0,"Level":0,"State":[],"Label":null}]""",
                """[{"Property":0,"Level":0,"State":null,"Label":null}]""",
                """[{"Property":0,"Level":1,"State":[0],"Label":null}]""",
                """[{"Property":0,"Level":-1,"State":[0],"Label":null}]""",
                """[{"Property":0,"Level":0,"State":[77],"Label":null}]""",
                """[{"Property":0,"Level":0,"State":[0],"Label":1},{"Property":0,"Level":0,"State":[0],"Label":2}]""",
            ]),
            ("Shards", ["[]"]),
            ("Listed", ["[]", "[-2]"]),
            ("Returned", ["-1", "1", "2147483647"]),
            ("Unstored", ["[]", "[-1]"]),
        ];
        var data = new TheoryData<string, string>();
        foreach ((string field, string[] values) in forged)
        {
            data.Add(field, "null");
            foreach (string value in values)
            {
                data.Add(field, value);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public void A_header_that_no_search_would_have_written_is_refused(string field, string value)
    {
        ForgedCheckpoint narrow = Saved(new Grid(Side));
        string former = narrow.Header[field]!.ToJsonString();
        IsRefused(new Grid(Side), narrow.With(narrow.HeaderText.Replace(
            $"\"{field}\":{former}", $"\"{field}\":{value}", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("Places", -16)]
    [InlineData("Places", 17)]
    [InlineData("Places", 1 << 30)]
    [InlineData("Places", long.MaxValue)]
    [InlineData("Count", -1)]
    [InlineData("Count", 1)]
    [InlineData("Count", long.MaxValue)]
    [InlineData("Level", -1)]
    [InlineData("Level", 40_000)]
    [InlineData("Level", long.MinValue)]
    public void A_table_that_cannot_be_so_is_refused(string field, long value)
    {
        ForgedCheckpoint narrow = Saved(new Grid(Side));
        IsRefused(new Grid(Side), narrow.With(header => header["Shards"]![5]![field] = value));
        if (field != "Level")
        {
            var wide = new TwoPhaseCommit<WideCode<Words2>>(4);
            IsRefused(wide, Saved(wide).With(header => header["Shards"]![5]![field] = value));
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("7")]
    public void What_is_no_header_is_refused(string header) =>
        IsRefused(new Grid(Side), Saved(new Grid(Side)).With(header));

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    [InlineData(3)]
    public void A_header_of_a_length_that_it_has_not_is_refused(int length)
    {
        ForgedCheckpoint forged = Saved(new Grid(Side));
        forged.HeaderLength = length;
        IsRefused(new Grid(Side), forged);
    }

    [Fact]
    public void What_is_longer_or_shorter_than_its_header_says_is_refused()
    {
        ForgedCheckpoint longer = Saved(new Grid(Side));
        longer.Content = [.. longer.Content, 0];
        IsRefused(new Grid(Side), longer);
        ForgedCheckpoint shorter = Saved(new Grid(Side));
        shorter.Content = shorter.Content[..^1];
        IsRefused(new Grid(Side), shorter);
    }

    [Theory]
    [InlineData(255)]
    [InlineData(17)]
    [InlineData(0)]
    public void Buckets_that_use_more_slots_than_they_have_or_fewer_than_are_counted_are_refused(byte used)
    {
        ForgedCheckpoint forged = Saved(new Grid(Side));
        int first = 0;
        foreach (JsonNode? shard in forged.Header["Shards"]!.AsArray())
        {
            int buckets = (int)shard!["Places"]!;
            for (int bucket = 0; bucket < buckets; bucket++)
            {
                forged.Content[first + (BucketBytes * (bucket + 1)) - 1] = used;
            }

            // A word behind the last bucket may be read with it.
            first += buckets == 0 ? 0 : (BucketBytes * buckets) + sizeof(ulong);
        }

        IsRefused(new Grid(Side), forged);
    }

    [Fact]
    public void Codes_that_no_table_of_theirs_would_have_are_refused()
    {
        var wide = new TwoPhaseCommit<WideCode<Words2>>(4);
        ForgedCheckpoint forged = Saved(wide);
        int slots = (int)forged.Header["Shards"]![0]!["Places"]!;
        for (int slot = 0; slot < slots; slot++)
        {
            // All of them turned over in the shard's bits: they would belong to another.
            forged.Content[(16 * slot) + 7] ^= 0x80;
        }

        IsRefused(wide, forged);
    }

    // With one seed, so that a failure can be looked at again.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void However_the_content_is_changed_it_is_refused_or_a_search_goes_on_to_an_end(ulong seed)
    {
        int refused = Fuzz(new Grid(Side), new SplitMix64(seed), 100) + Fuzz(
            new TwoPhaseCommit<WideCode<Words2>>(4), new SplitMix64(seed), 100);
        Assert.InRange(refused, 50, 199);
    }

    private int Fuzz<TCode>(ITransitionSystem<TCode> system, SplitMix64 random, int times)
        where TCode : unmanaged, ICode<TCode>
    {
        byte[] whole = Saved(system).Sealed();
        int refused = 0;
        for (int time = 0; time < times; time++)
        {
            var forged = new ForgedCheckpoint(whole);
            int changes = 1 + random.Below(3);
            for (int change = 0; change < changes; change++)
            {
                if (random.OnceIn(3))
                {
                    forged.With(header => Change(header, random));
                }
                else
                {
                    forged.Content[random.Below(forged.Content.Length)] ^= (byte)(1 << random.Below(8));
                }
            }

            try
            {
                File.WriteAllBytes(FilePath, forged.Sealed());
                SearchResult found = GoOn(system);
                Assert.InRange(found.DistinctStates, 1, 100_000);
            }
            catch (CheckpointException)
            {
                refused++;
            }
        }

        return refused;
    }

    // Puts another number in the place of one, somewhere in a header.
    private static void Change(JsonNode header, SplitMix64 random)
    {
        JsonValue[] numbers = [.. Numbers(header)];
        JsonValue number = numbers[random.Below(numbers.Length)];
        long former = (long)number.GetValue<double>();
        long[] others = [-1, 0, former + 1, former - 1, former * 2, int.MaxValue, long.MaxValue, long.MinValue];
        number.ReplaceWith(others[random.Below(others.Length)]);
    }

    private static IEnumerable<JsonValue> Numbers(JsonNode? node) => node switch
    {
        JsonObject members => members.SelectMany(member => Numbers(member.Value)),
        JsonArray items => items.SelectMany(Numbers),
        JsonValue value when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => [value],
        _ => [],
    };

    private string FilePath => Path.Combine(_directory["there"], CheckpointPlan.FileName);

    private CheckpointPlan Plan(bool resumed) => new(_directory["there"], [new("scope", "small")])
    {
        Interval = TimeSpan.FromDays(1),
        ResumeFrom = resumed ? _directory["there"] : null,
        Overwrites = true,
    };

    // Interrupted in the middle of a level, so that it has all that a checkpoint can have.
    private ForgedCheckpoint Saved<TCode>(ITransitionSystem<TCode> system)
        where TCode : unmanaged, ICode<TCode>
    {
        using var source = new CancellationTokenSource();
        Run.Within(
            new Hurried<TCode>(system, 300, source.Cancel),
            new SearchLimits { Checkpoint = Plan(false) },
            source.Token);
        return new ForgedCheckpoint(File.ReadAllBytes(FilePath));
    }

    private SearchResult GoOn<TCode>(ITransitionSystem<TCode> system)
        where TCode : unmanaged, ICode<TCode> =>
        Run.Within(system, new SearchLimits { MaximalStates = 20_000, Checkpoint = Plan(true) });

    private void IsRefused<TCode>(ITransitionSystem<TCode> system, ForgedCheckpoint forged)
        where TCode : unmanaged, ICode<TCode>
    {
        File.WriteAllBytes(FilePath, forged.Sealed());
        Assert.Throws<CheckpointException>(() => GoOn(system));
    }
}
