using ModelCheck.Exploration.Results;

namespace ModelCheck.Services.Linux;

/// <summary>What was asked of the kernel, while it is counted.</summary>
internal sealed class KernelTally
{
    internal long Processes { get; set; }

    internal long Closes { get; set; }

    internal long Kills { get; set; }

    internal int Files { get; set; }

    internal long FilesGone { get; set; }

    internal long Descriptors { get; set; }

    internal long Mappings { get; set; }

    internal long Reopened { get; set; }

    internal long ReadOnly { get; set; }

    internal long Seals { get; set; }

    internal long SealsRefused { get; set; }

    internal long Looks { get; set; }

    internal long Stores { get; set; }

    /// <summary>The numbers as they are now.</summary>
    internal KernelCounts Counts => new(
        Processes,
        Closes,
        Kills,
        Files,
        FilesGone,
        Descriptors,
        Mappings,
        Reopened,
        ReadOnly,
        Seals,
        SealsRefused,
        Looks,
        Stores);

    /// <summary>Adds another one's numbers.</summary>
    internal void Add(KernelTally other)
    {
        Processes += other.Processes;
        Closes += other.Closes;
        Kills += other.Kills;
        Files += other.Files;
        FilesGone += other.FilesGone;
        Descriptors += other.Descriptors;
        Mappings += other.Mappings;
        Reopened += other.Reopened;
        ReadOnly += other.ReadOnly;
        Seals += other.Seals;
        SealsRefused += other.SealsRefused;
        Looks += other.Looks;
        Stores += other.Stores;
    }
}
