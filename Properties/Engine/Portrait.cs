using System.Text.Json;

using ModelCheck.Engine;

namespace ModelCheck.Properties.Engine;

/// <summary>Everything that a search found, in one string: not how long it took nor how much memory.</summary>
internal static class Portrait
{
    /// <summary>The portrait of an exploration.</summary>
    internal static string Of(SearchResult found) =>
        JsonSerializer.Serialize(found with { Seconds = 0, PeakBytes = 0 });
}
