using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>A handle to a part opens the whole allocation.</summary>
public readonly record struct WholeBlock : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "WholeBlock";

    /// <inheritdoc/>
    public static string Summary =>
        "As Native, but attaching a part shows the whole allocation, which stays while any part of it does.";

    /// <inheritdoc/>
    public static string Source => "CUDA IPC: cudaIpcOpenMemHandle of a sub-allocation maps the allocation";

    /// <inheritdoc/>
    public static bool RecordsBlocks => true;

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => Blocks.OfDataspaces(in state);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) =>
        new(state.BlockOf(dataspace), (state.Writable - state.Sealed).Contains(dataspace));
}
