using System.Text.Json.Serialization;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// What a checkpoint says before its tables: everything about a search that is small, and how long the tables are.
/// </summary>
internal sealed record CheckpointHeader
{
    private const long MostCounted = 1L << 60;

    /// <summary>What is being explored.</summary>
    public required SearchAspect[] Identity { get; init; }

    /// <summary>How many words a code has.</summary>
    public required int CodeWords { get; init; }

    /// <summary>How many bits of codes are mixed.</summary>
    public required int CodeBits { get; init; }

    /// <summary>The names of the properties.</summary>
    public required string[] Properties { get; init; }

    /// <summary>The level being expanded, or the last one expanded.</summary>
    public required int Level { get; init; }

    /// <summary>How many states each level has, up to that one.</summary>
    public required long[] Levels { get; init; }

    /// <summary>How many transitions were followed.</summary>
    public required long Transitions { get; init; }

    /// <summary>How often an action was disabled.</summary>
    public required long DisabledActions { get; init; }

    /// <summary>The same without reduction.</summary>
    public required UnreducedCounts Unreduced { get; init; }

    /// <summary>How often the premise of each property occurred, counted in the same way.</summary>
    public required long[] Premises { get; init; }

    /// <summary>How long the search has taken.</summary>
    public required double Seconds { get; init; }

    /// <summary>What has been seen.</summary>
    public required SeenProperty[] Seen { get; init; }

    /// <summary>The shards, whose contents follow the header in this order.</summary>
    public required ShardHeader[] Shards { get; init; }

    /// <summary>
    /// For each shard how many codes of the level are left in its list, or -1 where the shard itself says which of its
    /// states wait. The lists follow the shards.
    /// </summary>
    public required int[] Listed { get; init; }

    /// <summary>How many codes were taken from the frontier and given back. They follow the lists.</summary>
    public required int Returned { get; init; }

    /// <summary>For each shard how many successors were not put into it yet. They are the last.</summary>
    public required int[] Unstored { get; init; }

    /// <summary>
    /// Which part of a spread search it is of; null where it is of a whole one. The levels are those of the whole
    /// search; the counts and tables are the part's.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PartHeader? Part { get; init; }

    /// <summary>What no search would have written; null when there is nothing of the kind.</summary>
    internal string? Fault =>
        Array.Exists(Identity, aspect => aspect is null || aspect.Name is null || aspect.Value is null)
            || Array.Exists(Properties, name => name is null) ? "something has no name"
        : CodeWords < 1 || CodeBits < 1 ? "its codes have no width"
        : Level < -1 || Level >= VisitedShard<Code64>.MaximalLevel ? "there is no such level"
        : Levels.Length != Level + 1 || Array.Exists(Levels, states => states < 1) ? "its levels are not those before"
        : !IsCount(Transitions) || !IsCount(DisabledActions)
            || !IsCount(Unreduced.States) || !IsCount(Unreduced.Transitions) || !IsCount(Unreduced.DisabledActions)
            || Premises.Length != Properties.Length || !Array.TrueForAll(Premises, IsCount)
            ? "something has not been counted"
        : !double.IsFinite(Seconds) || Seconds < 0 ? "it has not taken any time"
        : Array.Exists(Seen, seen => !IsPossible(seen))
            || Seen.DistinctBy(seen => seen.Property).Count() != Seen.Length ? "it has seen what there is not"
        : Shards.Length != VisitedSet<Code64>.ShardCount || Listed.Length != Shards.Length
            || Unstored.Length != Shards.Length ? "it has not the parts that it should"
        : Returned < 0 || Array.Exists(Listed, count => count < -1) || Array.Exists(Unstored, count => count < 0)
            ? "something has a negative length"
        : Part is not null && !IsPossible(Part) ? "no part has saved that"
        : null;

    // What is not, would overflow when more is added to it.
    private static bool IsCount(long number) => number is >= 0 and <= MostCounted;

    // A part saves between two levels, when nothing is under way; it has states of its own shards only.
    private bool IsPossible(PartHeader part) => Level >= 0
        && part.Count >= 1 && part.Count <= Shards.Length && part.Index >= 0 && part.Index < part.Count
        && part.Levels is not null && part.Levels.Length == Levels.Length
        && part.Levels.Zip(Levels).All(level => level.First >= 0 && level.First <= level.Second)
        && Returned == 0 && Array.TrueForAll(Unstored, count => count == 0)
        && !Shards.Where((shard, index) => shard.Count != 0 && (part.Shards >> index & 1) == 0).Any();

    private bool IsPossible(SeenProperty seen) => seen is { State: not null }
        && seen.State.Length == CodeWords
        && seen.Property >= 0 && seen.Property < Properties.Length
        && seen.Level >= 0 && seen.Level <= Level;
}

/// <summary>A witness in a checkpoint.</summary>
/// <param name="Property">The property's place among the properties.</param>
/// <param name="Level">The level of the state.</param>
/// <param name="State">The words of its code.</param>
/// <param name="Label">The transition or disabled action; null for a flag of the state itself.</param>
internal sealed record SeenProperty(int Property, int Level, ulong[] State, uint? Label);

/// <summary>What sets the checkpoint of a part apart.</summary>
/// <param name="Index">Which part.</param>
/// <param name="Count">How many parts there are.</param>
/// <param name="Shards">The shards that it owns, a bit for each.</param>
/// <param name="Levels">How many states of each level it owns, up to the one that is to be expanded.</param>
internal sealed record PartHeader(int Index, int Count, ulong Shards, long[] Levels)
{
    /// <summary>Which part of how many, in words.</summary>
    internal string Name => $"part {Index} of {Count}";

    /// <summary>
    /// What sets the part of a checkpoint apart from that of a search, in words; null when nothing does.
    /// </summary>
    /// <param name="saved">Whose checkpoint it is; null where it is of a whole search.</param>
    /// <param name="mine">Which part goes on; null where it is the whole.</param>
    internal static string? DifferenceOf(PartHeader? saved, PartHeader? mine) =>
        saved?.Name != mine?.Name ? $"it is of {NameOf(saved)}, this is {NameOf(mine)}"
        : saved?.Shards != mine?.Shards ? "its part owns other shards"
        : null;

    private static string NameOf(PartHeader? part) => part?.Name ?? "a search that is not spread";
}
