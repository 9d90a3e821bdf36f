using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

using ModelCheck.Cluster.Contract;
using ModelCheck.Engine.Checkpoints;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// What the partitions of an exploration have saved in the directory that all workers share. Each attempt has
/// directories of its own, one for each partition: a worker that is cut off may still write into those of the attempt
/// before. What is whole there is right all the same, since what a partition holds at the beginning of a level is the
/// same in every attempt.
/// </summary>
internal sealed class SavedParts
{
    private const string OutcomeName = "outcome.json";
    private const string PartsStart = "parts-";

    private readonly string _shared;
    private readonly string _exploration;

    private SavedParts(string shared, string exploration)
    {
        _shared = shared;
        _exploration = exploration;
    }

    /// <summary>Into how many partitions it was cut that was saved; null where nothing was.</summary>
    internal int? Parts => Below(Root, $"{PartsStart}*")
        .Select(directory => int.TryParse(
            Path.GetFileName(directory)[PartsStart.Length..], CultureInfo.InvariantCulture, out int parts) ? parts : 0)
        .Where(parts => parts > 0)
        .Order()
        .Cast<int?>()
        .FirstOrDefault();

    private string Root => Path.Combine(_shared, _exploration);

    /// <summary>What is saved of an exploration.</summary>
    /// <param name="shared">The workers' shared directory; null where they have none.</param>
    /// <param name="exploration">The name of the exploration.</param>
    /// <returns>Null where nothing can be saved.</returns>
    internal static SavedParts? Of(string? shared, string exploration) =>
        shared is null ? null : new SavedParts(shared, exploration);

    /// <summary>The directory of a partition, within the shared one.</summary>
    /// <param name="order">What the partition was told.</param>
    internal static string DirectoryOf(PartOrder order) => Path.Combine(
        order.Request.Name(),
        PartsStart + order.Parts.ToString(CultureInfo.InvariantCulture),
        order.Attempt.ToString(),
        NameOf(order.Part));

    /// <summary>The last level that every partition had saved, in whatever attempt.</summary>
    /// <param name="parts">How many partitions there are.</param>
    /// <param name="unreadable">Levels that could not be gone on from.</param>
    /// <returns>Null where there is none.</returns>
    internal SavedLevel? Latest(int parts, IReadOnlySet<int> unreadable)
    {
        string cut = Path.Combine(_exploration, PartsStart + parts.ToString(CultureInfo.InvariantCulture));
        string[] attempts = [.. Below(Path.Combine(_shared, cut), "*").Order(StringComparer.Ordinal)];
        var saved = new Dictionary<int, string>[parts];
        for (int part = 0; part < parts; part++)
        {
            saved[part] = [];
            foreach (string attempt in attempts)
            {
                string directory = Path.Combine(attempt, NameOf(part));
                foreach (int level in LevelsIn(directory))
                {
                    saved[part][level] = Path.GetRelativePath(_shared, directory);
                }
            }
        }

        int? latest = saved[0].Keys
            .Where(level => !unreadable.Contains(level) && Array.TrueForAll(saved, one => one.ContainsKey(level)))
            .Cast<int?>()
            .Max();
        return latest is { } found ? new SavedLevel(found, [.. saved.Select(one => one[found])]) : null;
    }

    /// <summary>Removes what no attempt will go on from.</summary>
    /// <param name="kept">What is gone on from.</param>
    internal void Tidy(SavedLevel? kept)
    {
        foreach (string directory in Below(Root, $"{PartsStart}*").SelectMany(cut => Below(cut, "*")))
        {
            string name = Path.GetRelativePath(_shared, directory);
            if (kept is null || !Array.Exists(kept.Directories, one => Path.GetDirectoryName(one) == name))
            {
                Remove(directory);
            }
        }
    }

    /// <summary>Keeps what came of the exploration until it is fetched.</summary>
    internal void Keep(PartOutcome outcome)
    {
        try
        {
            Directory.CreateDirectory(Root);
            string draft = Path.Combine(Root, $"{OutcomeName}.{Guid.NewGuid():N}");
            File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(outcome));
            File.Move(draft, Path.Combine(Root, OutcomeName), overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Then it is in memory only, as where there is no directory at all.
        }
    }

    /// <summary>What came of the exploration, if that was kept.</summary>
    internal PartOutcome? Kept()
    {
        try
        {
            return JsonSerializer.Deserialize<PartOutcome>(File.ReadAllBytes(Path.Combine(Root, OutcomeName)));
        }
        catch (Exception exception) when (
            exception is IOException or UnauthorizedAccessException or JsonException)
        {
            // Then it is explored again.
            return null;
        }
    }

    /// <summary>Removes all of it.</summary>
    internal void Delete() => Remove(Root);

    private static ImmutableArray<int> LevelsIn(string directory)
    {
        try
        {
            return PartCheckpoint.LevelsIn(directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // What cannot be read is as good as not there.
            return [];
        }
    }

    private static string NameOf(int part) => string.Create(CultureInfo.InvariantCulture, $"part-{part:D2}");

    private static string[] Below(string directory, string pattern)
    {
        try
        {
            return Directory.GetDirectories(directory, pattern);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static void Remove(string directory)
    {
        try
        {
            Directory.Delete(directory, recursive: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A worker that is cut off may still write there; what is left takes room and nothing else.
        }
    }
}

/// <summary>A level that every partition has saved.</summary>
/// <param name="Level">The level that is to be expanded next.</param>
/// <param name="Directories">Where each partition has saved it, within the shared directory.</param>
internal sealed record SavedLevel(int Level, string[] Directories);
