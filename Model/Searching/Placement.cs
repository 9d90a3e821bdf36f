using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Searching;

/// <summary>What a dataspace slot holds, packed to be looked up; the default value is an empty slot.</summary>
public readonly record struct Placement
{
    internal const uint Live = 1 << 0;
    internal const uint Writable = 1 << 1;

    /// <summary>Packs a dataspace.</summary>
    /// <param name="owner">The session that owns it.</param>
    /// <param name="extent">The frames it shows.</param>
    /// <param name="parent">What it is an alias of: a set of at most one.</param>
    /// <param name="life">Live, zombie or hollow.</param>
    /// <param name="isWritable">Whether it may be written.</param>
    /// <param name="isSealed">Whether it was sealed.</param>
    /// <param name="isAlias">Whether it is recorded to be of kind Alias.</param>
    public Placement(
        SessionId owner,
        Extent extent,
        DataspaceSet parent,
        Life life,
        bool isWritable,
        bool isSealed,
        bool isAlias)
    {
        Extent = extent;
        Owner = (byte)owner.Index;
        ParentPlusOne = (byte)(parent.IsEmpty ? 0 : parent.Lowest.Index + 1);
        Marks = (life == Life.Live ? Live : 0)
            | (isWritable ? Writable : 0)
            | (life == Life.Zombie ? 1u << 2 : 0)
            | (life == Life.Hollow ? 1u << 3 : 0)
            | (isSealed ? 1u << 4 : 0)
            | (isAlias ? 1u << 5 : 0);
    }

    internal Extent Extent { get; }

    internal byte Owner { get; }

    internal byte ParentPlusOne { get; }

    /// <summary>Which sets it belongs to: live, writable, zombies, hollow, sealed, aliases, a bit each.</summary>
    internal uint Marks { get; }
}
