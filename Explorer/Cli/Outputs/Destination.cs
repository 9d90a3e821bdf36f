namespace ModelCheck.Cli.Outputs;

/// <summary>Where an option has a document written.</summary>
/// <param name="Option">The option.</param>
/// <param name="File">The file; null for standard output.</param>
internal sealed record Destination(string Option, OutputFile? File)
{
    /// <summary>Whether it is standard output, by - or by a path like /dev/stdout.</summary>
    internal bool IsStandardOutput => File is null or { Descriptor: 1 };

    /// <summary>Whether it is standard error, by a path like /dev/stderr.</summary>
    internal bool IsStandardError => File is { Descriptor: 2 };

    /// <summary>The place that the user named.</summary>
    internal string Name => File?.Name ?? OutputOptions.StandardOutput;

    /// <summary>Makes sure that it can be written; null for an option that is not given.</summary>
    internal static Destination? Of(string option, string? path) => path switch
    {
        null => null,
        OutputOptions.StandardOutput => new Destination(option, null),
        _ => new Destination(option, OutputFile.Open(path)),
    };
}
