using System.Text.Json;

using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Semantics;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.StateSpaces;

/// <summary>
/// The sizes of state spaces as data, in state-spaces.json: a change of meaning moves a count, and a count that moves
/// fails here. The rows of the contract were agreed on by other programs and are never rewritten. All others are, once
/// a change of meaning is intended, with
/// <code>
/// STATE_SPACES=$PWD/Properties/StateSpaces/state-spaces.json dotnet test -c Release --filter PinnedCountsTests
/// </code>
/// which counts them with the engine and with the naive explorer, and writes nothing unless the two agree on every row.
/// </summary>
public sealed class PinnedCountsTests
{
    private const string Own = "the engine and the naive explorer of these tests";

    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private static readonly Lazy<StateSpace[]> Rows = new(Read);

    private static readonly string[] LinuxPlatforms = ["BaseLinux", "SealedMemfd"];

    // The fates Destroyed, Orphaned, Pinning and Hollowed, and every charging policy.
    private static readonly (string Lifetime, string Charging)[] Kinds =
        [("Cascade", "Holder"), ("FirstClass", "Allocator"), ("Pin", "Nobody"), ("Managed", "Heir")];

    public static TheoryData<string> Keys => [.. Rows.Value.Select(row => row.Key)];

    [Theory]
    [MemberData(nameof(Keys))]
    public void The_engine_counts_what_is_pinned(string key)
    {
        StateSpace row = Rows.Value.Single(row => row.Key == key);
        StateCounts counts = CountsOf(row.CreateModel());
        Assert.Equal(
            new StateCounts(row.States, row.Transitions, row.Refusals ?? counts.Refusals, row.Depth), counts);
    }

    [Fact]
    public void Every_policy_of_the_contract_is_pinned_within_both_scopes()
    {
        string[] required =
        [
            .. OwnRows()
                .Where(row => Contract.Lifetimes.Contains(row.Lifetime) && Contract.Chargings.Contains(row.Charging))
                .Select(row => row.Key),
        ];
        Assert.Equal((8 * 4 * 2) + (LinuxPlatforms.Length * Kinds.Length), required.Length);
        Assert.Superset(
            required.ToHashSet(), Rows.Value.Where(row => row.Source == Own).Select(row => row.Key).ToHashSet());
    }

    [Fact]
    public void Rows_counted_by_other_programs_are_still_there() =>
        Assert.Equal(
            [
                "Cascade/Holder/Native F2 S1 D2 q2 R0 Alloc,Alias,Free: 9 / 21 / 4",
                "Cascade/Holder/Native F3 S2 D3 q3 R0 Alloc,Alias,Free: 4385 / 18978 / 11",
                "Cascade/Holder/Native F4 S2 D4 q4 R0 Alloc,Alias,Free: 558449 / 3275598 / 13",
                "FirstClass/Holder/Native F2 S1 D2 q2 R0 Alloc,Alias,Free: 28 / 67 / 8",
                "FirstClass/Holder/Native F3 S2 D3 q3 R0 Alloc,Alias,Free: 14981 / 60118 / 11",
                "FirstClass/Holder/Native F4 S2 D4 q4 R0 Alloc,Alias,Free: 3474273 / 18465236 / 16",
            ],
            Rows.Value.Where(row => row.Source != Own)
                .Select(row => $"{row.Key}: {row.States} / {row.Transitions} / {row.Depth}")
                .Order(StringComparer.Ordinal));

    private static StateCounts CountsOf(IModel model)
    {
        SearchResult found = ModelExplorer
            .Explore(model, [], new SearchLimits { Workers = 1 }, new SearchProgress(), default)
            .Exploration;
        Assert.True(found.Complete);
        return new StateCounts(found.DistinctStates, found.Transitions, found.DisabledActions, found.Depth);
    }

    private static StateSpace[] Read()
    {
        StateSpace[] rows = JsonSerializer.Deserialize<StateSpace[]>(
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "StateSpaces", "state-spaces.json")), Format)!;
        if (Environment.GetEnvironmentVariable("STATE_SPACES") is { Length: > 0 } path)
        {
            rows = [.. rows.Where(row => row.Source != Own), .. OwnRows().Select(Counted)];
            File.WriteAllText(path, JsonSerializer.Serialize(rows, Format) + "\n");
        }

        return rows;
    }

    private static StateSpace Counted(StateSpace row)
    {
        IModel model = row.CreateModel();
        StateCounts counts = CountsOf(model);
        Assert.Equal(new NaiveExplorer(model).Counts, counts);
        return row with
        {
            States = counts.States,
            Transitions = counts.Transitions,
            Refusals = counts.Refusals,
            Depth = counts.Depth,
        };
    }

    private static IEnumerable<StateSpace> OwnRows() => [.. NativeRows(), .. LinuxRows()];

    // What is sealed there is a block of more than one frame, and regions outlive what they were attached through.
    private static IEnumerable<StateSpace> LinuxRows() =>
        from platform in LinuxPlatforms
        from policy in Kinds
        select new StateSpace(
            Own,
            policy.Lifetime,
            policy.Charging,
            platform,
            Frames: 2,
            Sessions: 2,
            Dataspaces: 2,
            Quota: 2,
            Regions: 1,
            Operations: null,
            States: 0,
            Transitions: 0,
            Refusals: 0,
            Depth: 0);

    // Every lifetime with every charging policy, all operations: deep without regions, and small with one.
    private static IEnumerable<StateSpace> NativeRows() =>
        from lifetime in Catalog.Lifetimes
        from charging in Catalog.Chargings
        from scope in new[] { (Size: 3, Regions: 0), (Size: 2, Regions: 1) }
        select new StateSpace(
            Own,
            lifetime.Name,
            charging.Name,
            "Native",
            Frames: scope.Size,
            Sessions: 2,
            Dataspaces: scope.Size,
            Quota: scope.Size,
            scope.Regions,
            Operations: null,
            States: 0,
            Transitions: 0,
            Refusals: 0,
            Depth: 0);
}
