using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>A kernel that takes mappings away late, and keeps memory back until it has.</summary>
public readonly record struct Quarantine : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "Quarantine";

    /// <inheritdoc/>
    public static string Summary =>
        "As Native, but mappings end late: until a flush their frames are in quarantine, nobody's and not free.";

    /// <inheritdoc/>
    public static string Source => "CHERIoT's revoker, RCU grace periods, batched TLB shoot-down";

    /// <inheritdoc/>
    public static RegionEnd EndOfRegions => RegionEnd.Dies;

    /// <inheritdoc/>
    public static bool Flushes => true;

    /// <inheritdoc/>
    public static FrameSet Quarantined(in State state) =>
        state.FramesOf(state.RegionsWithoutDataspace) - Native.Pinned(in state);

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) =>
        Native.Pinned(in state) | state.FramesOf(state.RegionsWithoutDataspace);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) => Native.Attach(in state, dataspace);
}
