namespace ModelCheck.Cli.Outputs;

/// <summary>What is at a path.</summary>
internal enum FileKind
{
    /// <summary>A file with contents of its own, which a new one can take the place of.</summary>
    Regular,

    /// <summary>A directory.</summary>
    Directory,

    /// <summary>A terminal, the null device, a pipe with a name or without: written to as it is.</summary>
    Stream,

    /// <summary>A disk or a socket: nothing to write a report to.</summary>
    Other,
}
