using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>What a dataspace capability really gives: the kernel or emulation under the RAM service.</summary>
public interface IPlatform : IPolicy
{
    /// <summary>Whether a dataspace stands for a whole allocation, so that its block is part of the state.</summary>
    static virtual bool RecordsBlocks => false;

    /// <summary>Whether a seal applies to the whole block, and is remembered as long as the block is.</summary>
    static virtual bool SealsBlocks => false;

    /// <summary>How a region ends that does not keep its dataspace.</summary>
    static virtual RegionEnd EndOfRegions => RegionEnd.Unmapped;

    /// <summary>Whether there is Flush, with which the kernel removes dead regions.</summary>
    static virtual bool Flushes => false;

    /// <summary>Whether it is recorded of a region that a frame which it shows became free.</summary>
    static virtual bool MarksStale => false;

    /// <summary>
    /// The frames that only dead regions keep allocated: neither free nor covered, and charged to nobody.
    /// </summary>
    /// <param name="state">The state.</param>
    /// <returns>The frames, all of them pinned.</returns>
    static virtual FrameSet Quarantined(in State state) => default;

    /// <summary>The frames that something keeps allocated.</summary>
    /// <param name="state">The state.</param>
    /// <returns>The frames; all others are free.</returns>
    static abstract FrameSet Pinned(in State state);

    /// <summary>The largest extent and the strongest rights that a session can get by attaching a dataspace.</summary>
    /// <param name="state">The state.</param>
    /// <param name="dataspace">A live dataspace.</param>
    /// <returns>The frames reached, and whether they can be written.</returns>
    static abstract Grant Attach(in State state, DataspaceId dataspace);
}
