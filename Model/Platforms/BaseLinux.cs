using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>Genode on Linux: each dataspace is a descriptor of the whole file that its memory lies in.</summary>
public readonly record struct BaseLinux : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "BaseLinux";

    /// <inheritdoc/>
    public static string Summary =>
        "A dataspace is a descriptor of a whole writable file: range and rights are advisory, and mappings outlive it.";

    /// <inheritdoc/>
    public static string Source => "Genode base-linux: an unlinked file for each dataspace, opened for writing";

    /// <inheritdoc/>
    public static bool RecordsBlocks => true;

    /// <inheritdoc/>
    public static RegionEnd EndOfRegions => RegionEnd.Outlives;

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => Blocks.Pinned(in state);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) => new(state.BlockOf(dataspace), true);
}
