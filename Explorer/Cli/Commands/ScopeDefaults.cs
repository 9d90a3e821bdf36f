namespace ModelCheck.Cli.Commands;

/// <summary>The bounds that hold for what a command line does not name.</summary>
/// <param name="Frames">Physical frames.</param>
/// <param name="Sessions">Sessions.</param>
/// <param name="Dataspaces">Dataspace slots.</param>
/// <param name="Regions">Attachment slots.</param>
/// <param name="Quota">The quotas that go with those frames and sessions; null for all frames.</param>
/// <param name="Sharing">Which dataspaces a session can name.</param>
/// <param name="Contents">Whether frames carry who wrote them last, where there is a region.</param>
internal sealed record ScopeDefaults(
    int Frames,
    int Sessions,
    int Dataspaces,
    int Regions,
    string? Quota,
    string Sharing,
    bool Contents)
{
    /// <summary>Small enough to be explored within a moment.</summary>
    internal static ScopeDefaults Explored { get; } = new(3, 2, 3, 0, null, "open", false);

    /// <summary>
    /// As large as the model has frames and dataspace slots, so that histories are long, and with as few sessions and
    /// regions as bring each limit within reach: the quotas of the first sessions before the memory, and the memory
    /// before that of the last one. Every kind of operation takes part.
    /// </summary>
    internal static ScopeDefaults Walked { get; } = new(32, 4, 16, 4, "6,10,16,32", "delegated", true);
}
