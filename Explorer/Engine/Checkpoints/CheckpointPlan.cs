using System.Collections.Immutable;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// Where a search saves how far it is, so that another one can go on from there. Of a spread search each part has a
/// plan with a directory of its own (<see cref="PartCheckpoint"/>).
/// </summary>
/// <param name="Directory">
/// The directory that the checkpoint is kept in. It is made when it is not there, and no other search may keep one
/// there at the same time. A new checkpoint takes the place of the last one only once it is whole.
/// </param>
/// <param name="Identity">
/// What is being explored, in words, aspect by aspect: a checkpoint is refused by a search of which any is another.
/// </param>
public sealed record CheckpointPlan(string Directory, ImmutableArray<SearchAspect> Identity)
{
    /// <summary>The name of the file in <see cref="Directory"/>.</summary>
    public const string FileName = "checkpoint";

    /// <summary>
    /// How long the search goes on between two checkpoints; one more is made when it is stopped before its end. The
    /// parts of a spread search save together, between two levels only, once this time has passed for any of them; not
    /// when they are stopped.
    /// </summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The directory of the checkpoint to go on from; null to begin at the beginning. It is only read and may be locked
    /// by another search.
    /// </summary>
    public string? ResumeFrom { get; init; }

    /// <summary>
    /// The level to go on from, one of <see cref="PartCheckpoint.LevelsIn"/> of <see cref="ResumeFrom"/> and the same
    /// for every part; null where the search is not spread, or begins at the beginning.
    /// </summary>
    public int? ResumeLevel { get; init; }

    /// <summary>
    /// Whether a checkpoint that is there, and is not the one to go on from, may be overwritten; else the search is
    /// refused.
    /// </summary>
    public bool Overwrites { get; init; }

    /// <summary>Makes the file that a checkpoint is written to, and that is renamed when it is whole.</summary>
    internal Func<string, Stream> Create { get; init; } = static path => new FileStream(path, FileMode.CreateNew);

    /// <summary>Opens the file that a checkpoint is read from.</summary>
    internal Func<string, Stream> Open { get; init; } =
        static path => new FileStream(path, FileMode.Open, FileAccess.Read);
}

/// <summary>Something that the outcome of a search depends on.</summary>
/// <param name="Name">What it is, such as scope.</param>
/// <param name="Value">Which it is.</param>
public sealed record SearchAspect(string Name, string Value);
