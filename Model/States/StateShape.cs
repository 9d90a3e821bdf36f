namespace ModelCheck.Model.States;

/// <summary>Which fields of a <see cref="State"/> a policy and a scope can make differ from zero.</summary>
/// <param name="Zombies">Whether freed dataspaces can stay as zombies.</param>
/// <param name="Hollow">Whether dataspaces can lose their backing.</param>
/// <param name="Seals">Whether dataspaces can be sealed.</param>
/// <param name="Kind">Whether the kind Ram or Alias is recorded, because it cannot be derived from the parent.</param>
/// <param name="Blocks">Whether the block of each dataspace is recorded.</param>
/// <param name="SealedBlocks">Whether sealed blocks are recorded.</param>
/// <param name="Payers">Whether the payer of each frame is recorded.</param>
/// <param name="Contents">Whether the last writer of each frame is recorded.</param>
/// <param name="Holders">Whether the holders of each capability are recorded.</param>
/// <param name="Stale">Whether regions can become stale.</param>
/// <param name="Allocators">Whether the session that allocated each frame is recorded.</param>
/// <param name="Gifts">Whether it is recorded how much quota each session gave to each.</param>
public sealed record StateShape(
    bool Zombies,
    bool Hollow,
    bool Seals,
    bool Kind,
    bool Blocks,
    bool SealedBlocks,
    bool Payers,
    bool Contents,
    bool Holders,
    bool Stale = false,
    bool Allocators = false,
    bool Gifts = false)
{
    /// <summary>Whether anything is used that few scopes use.</summary>
    public bool Extended => Stale || Allocators || Gifts;
}
