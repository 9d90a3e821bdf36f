using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>A kernel that takes mappings away late, and gives their memory to others before it has.</summary>
public readonly record struct LateFlush : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "LateFlush";

    /// <inheritdoc/>
    public static string Summary =>
        "As Native, but mappings end late, at a flush, and their frames are free before that.";

    /// <inheritdoc/>
    public static string Source => "CVE-2022-0330: i915 released pages before the GPU's TLB was flushed";

    /// <inheritdoc/>
    public static RegionEnd EndOfRegions => RegionEnd.Dies;

    /// <inheritdoc/>
    public static bool Flushes => true;

    /// <inheritdoc/>
    public static bool MarksStale => true;

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => Native.Pinned(in state);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) => Native.Attach(in state, dataspace);
}
