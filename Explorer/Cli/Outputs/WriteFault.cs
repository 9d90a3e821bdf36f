using System.Text.RegularExpressions;

namespace ModelCheck.Cli.Outputs;

/// <summary>Why something cannot be written, in words about the place that the user gave.</summary>
internal static partial class WriteFault
{
    /// <summary>Whether an exception says that a place cannot be written to, not that the program is wrong.</summary>
    internal static bool Is(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    /// <summary>The reason, without the drafts and probes that the user knows nothing of.</summary>
    /// <param name="exception">What the system said.</param>
    /// <param name="given">The place.</param>
    internal static string ReasonOf(Exception exception, string given) => exception switch
    {
        DirectoryNotFoundException => "there is no such directory",
        UnauthorizedAccessException => "it is not permitted",
        PathTooLongException => "its name is too long",
        _ => PathWithin().Replace(exception.Message, $"'{given}'"),
    };

    [GeneratedRegex(@"'[^']*\.[0-9a-f]{32}\.(part|probe)'")]
    private static partial Regex PathWithin();
}
