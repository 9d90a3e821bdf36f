using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>A kernel that enforces extents and rights, and unmaps what is destroyed.</summary>
public readonly record struct Native : IPlatform
{
    /// <inheritdoc/>
    public static string Name => "Native";

    /// <inheritdoc/>
    public static string Summary =>
        "The kernel enforces extent and rights; regions go with the dataspace they were attached through.";

    /// <inheritdoc/>
    public static string Source => "Genode's core on hw, nova and sel4";

    /// <inheritdoc/>
    public static FrameSet Pinned(in State state) => state.FramesOf(state.Live | state.Zombies);

    /// <inheritdoc/>
    public static Grant Attach(in State state, DataspaceId dataspace) =>
        new(state.ExtentOf(dataspace), (state.Writable - state.Sealed).Contains(dataspace));
}
