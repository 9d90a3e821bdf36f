using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>Linux with a memfd for each allocation and F_SEAL_FUTURE_WRITE for Seal.</summary>
public readonly record struct SealedMemfd : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "SealedMemfd";

    /// <inheritdoc/>
    public static string Summary =>
        "As BaseLinux, but a seal is enforced, for the whole block and every descriptor of it.";

    /// <inheritdoc/>
    public static string Source => "Linux memfd with F_SEAL_FUTURE_WRITE, which seals the file, not a descriptor";

    /// <inheritdoc/>
    public static bool RecordsBlocks => true;

    /// <inheritdoc/>
    public static bool SealsBlocks => true;

    /// <inheritdoc/>
    public static RegionEnd EndOfRegions => RegionEnd.Outlives;

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => Blocks.Pinned(in state);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace)
    {
        Extent block = state.BlockOf(dataspace);
        return new Grant(block, !state.SealedBlocks.Overlaps(block.Frames));
    }
}
