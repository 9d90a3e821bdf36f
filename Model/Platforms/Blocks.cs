using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Platforms;

/// <summary>
/// What the platforms have in common on which a dataspace stands for a whole allocation: memory stays as long as
/// anything refers to that.
/// </summary>
internal static class Blocks
{
    /// <summary>The blocks of every live dataspace and zombie.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The frames.</returns>
    internal static FrameSet OfDataspaces(in State state)
    {
        FrameSet pinned = default;
        foreach (DataspaceId dataspace in state.Live | state.Zombies)
        {
            pinned |= state.BlockOf(dataspace).Frames;
        }

        return pinned;
    }

    /// <summary>The blocks of every live dataspace, zombie and region.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The frames.</returns>
    internal static FrameSet Pinned(in State state)
    {
        FrameSet pinned = OfDataspaces(in state);

        foreach (RegionId region in state.Regions)
        {
            pinned |= state.ExtentOf(region).Frames;
        }

        return pinned;
    }
}
