using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>A kernel that forgets to take mappings away.</summary>
public readonly record struct Dangling : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "Dangling";

    /// <inheritdoc/>
    public static string Summary =>
        "As Native, but a mapping stays for ever when its dataspace goes, whoever gets the frames.";

    /// <inheritdoc/>
    public static string Source => "CVE-2024-0582: io_uring freed registered buffers that were still mapped";

    /// <inheritdoc/>
    public static RegionEnd EndOfRegions => RegionEnd.Dies;

    /// <inheritdoc/>
    public static bool MarksStale => true;

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => Native.Pinned(in state);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) => Native.Attach(in state, dataspace);
}
