namespace ModelCheck.Implementation.Frames;

/// <summary>A stretch of frames in <see cref="FrameCounts"/>.</summary>
internal struct CountNode
{
    /// <summary>How many dataspaces cover the stretch as a whole and are counted here instead of below.</summary>
    internal int Own;

    /// <summary>How many parts of the stretch, frames or nodes of the level below, are in use.</summary>
    internal int Inside;

    /// <summary>Whether something covers the stretch or a part of it.</summary>
    internal readonly bool IsUsed => (Own | Inside) != 0;
}
