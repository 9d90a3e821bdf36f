using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>What the Linux platforms have in common: memory stays as long as anything refers to its file.</summary>
internal static class Blocks
{
    /// <summary>The blocks of every live dataspace, zombie and region.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The frames.</returns>
    internal static FrameSet Pinned(in State state)
    {
        FrameSet pinned = default;
        foreach (DataspaceId dataspace in state.Live | state.Zombies)
        {
            pinned |= state.BlockOf(dataspace).Frames;
        }

        foreach (RegionId region in state.Regions)
        {
            pinned |= state.ExtentOf(region).Frames;
        }

        return pinned;
    }
}
