using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>What a dataspace capability really gives: the kernel or emulation under the RAM service.</summary>
public interface IPlatform : IPolicy
{
    /// <summary>Whether a dataspace is a descriptor of a whole file, so that its block is part of the state.</summary>
    static virtual bool RecordsBlocks => false;

    /// <summary>Whether a seal applies to the whole block, and is remembered as long as the block is.</summary>
    static virtual bool SealsBlocks => false;

    /// <summary>Whether a region stays when the dataspace that it was attached through goes.</summary>
    static virtual bool RegionsOutliveDataspaces => false;

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
