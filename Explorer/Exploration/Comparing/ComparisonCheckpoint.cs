using System.Collections.Immutable;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// Where a comparison saves what it knows after each round, so that another one can go on from there.
/// </summary>
/// <param name="Directory">
/// The directory that the file is kept in, which is made when it is not there. A new file takes the place of the last
/// one only once it is whole.
/// </param>
public sealed record ComparisonCheckpoint(string Directory)
{
    /// <summary>The name of the file in <see cref="Directory"/>.</summary>
    public const string FileName = "comparison.json";

    /// <summary>The directory of the file to go on from; null to begin at the beginning.</summary>
    public string? ResumeFrom { get; init; }

    /// <summary>
    /// Whether a file that is there, and is not the one to go on from, may be overwritten; else the comparison is
    /// refused.
    /// </summary>
    public bool Overwrites { get; init; }

    /// <summary>Makes the file that is written, and renamed when it is whole.</summary>
    internal Func<string, Stream> Create { get; init; } = static path => new FileStream(path, FileMode.CreateNew);

    /// <summary>Reads what is to be gone on from, if anything is.</summary>
    /// <param name="identity">What the outcome of the comparison depends on.</param>
    /// <param name="twins">The policies, none of them searched; they learn what is known.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="requirements">What is judged.</param>
    /// <returns>Whether anything was read.</returns>
    /// <exception cref="CheckpointException">
    /// It cannot be read, is of another comparison, or a file that may not be overwritten is there.
    /// </exception>
    internal bool TryRestore(
        ImmutableArray<SearchAspect> identity, Twins[] twins, Scope scope, ImmutableArray<Requirement> requirements)
    {
        bool isGoneOnFrom = ResumeFrom is not null && Path.GetFullPath(ResumeFrom) == Path.GetFullPath(Directory);
        if (!Overwrites && !isGoneOnFrom && Path.Exists(Path.Combine(Directory, FileName)))
        {
            throw new CheckpointException($"there is a comparison in {Directory} already")
            {
                IsOverwriteRefused = true,
            };
        }

        if (ResumeFrom is null)
        {
            return false;
        }

        string path = Path.Combine(ResumeFrom, FileName);
        byte[] content;
        try
        {
            content = File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                exception is FileNotFoundException or DirectoryNotFoundException
                    ? $"there is no comparison to go on from in {ResumeFrom}"
                    : $"{path} cannot be read: {exception.Message}",
                exception);
        }

        KnownComparison known = KnownComparison.Read(content)
            ?? throw new CheckpointException($"{path} is damaged, or no comparison that was saved");
        if (known.DifferenceFrom(identity) is { } difference)
        {
            throw new CheckpointException($"the comparison in {ResumeFrom} is another one: {difference}");
        }

        known.Teach(twins, scope, requirements);
        return true;
    }

    /// <summary>Saves what is known.</summary>
    /// <param name="identity">What the outcome of the comparison depends on.</param>
    /// <param name="twins">The policies, each of them searched.</param>
    internal void Save(ImmutableArray<SearchAspect> identity, Twins[] twins)
    {
        System.IO.Directory.CreateDirectory(Directory);
        string draft = Path.Combine(Directory, $"{FileName}.{Guid.NewGuid():N}.unfinished");
        try
        {
            using (Stream file = Create(draft))
            {
                file.Write(KnownComparison.Write(identity, twins));
                file.Flush();
                (file as FileStream)?.Flush(flushToDisk: true);
            }

            File.Move(draft, Path.Combine(Directory, FileName), overwrite: true);
        }
        catch
        {
            File.Delete(draft);
            throw;
        }
    }
}
