namespace ModelCheck.Implementation;

/// <summary>What a service records of its frames, for whoever wants to see it.</summary>
public interface IFrameRecords
{
    /// <summary>The bitmap of free frames: frame 0 is the lowest bit of the first word, and 1 is free.</summary>
    ReadOnlySpan<ulong> FreeBitmap { get; }

    /// <summary>How many dataspaces cover a frame, by the counts that decide when it is free.</summary>
    /// <param name="frame">The frame, 0 to the number of frames - 1.</param>
    /// <returns>Their number.</returns>
    int CountOf(int frame);
}
