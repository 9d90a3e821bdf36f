using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// What a part of a spread search (<see cref="IPartition"/>) saves: a file for each level at the beginning of which it
/// was saved, since the parts have a level in common only once the last of them has saved it.
/// </summary>
public static class PartCheckpoint
{
    private const string Start = $"{CheckpointPlan.FileName}-";
    private const int Digits = 6;

    /// <summary>The name of the file for a level.</summary>
    /// <param name="level">The level that is to be expanded next: 0 to 32,765.</param>
    /// <returns>The name, of which the order of names is the order of levels.</returns>
    public static string NameOf(int level)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(level);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(level, VisitedShard<Codes.Code64>.MaximalLevel);
        return $"{Start}{level.ToString($"D{Digits}", CultureInfo.InvariantCulture)}";
    }

    /// <summary>
    /// The levels for which there is a file: it was renamed when it was whole, and nothing of it is read here. A search
    /// goes on from the greatest level for which every part has one.
    /// </summary>
    /// <param name="directory">The directory of one part; none of its own need be there.</param>
    /// <returns>The levels, least first.</returns>
    /// <exception cref="IOException">The directory is there and cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be read.</exception>
    public static ImmutableArray<int> LevelsIn(string directory)
    {
        try
        {
            return
            [
                .. Directory.EnumerateFiles(directory, $"{Start}*").Select(Path.GetFileName).Select(LevelOf)
                    .OfType<int>().Order(),
            ];
        }
        catch (DirectoryNotFoundException)
        {
            return [];
        }
    }

    private static int? LevelOf(string? name) =>
        int.TryParse(name.AsSpan(Start.Length), NumberStyles.None, CultureInfo.InvariantCulture, out int level)
            && level < VisitedShard<Codes.Code64>.MaximalLevel && name == NameOf(level)
            ? level
            : null;
}
