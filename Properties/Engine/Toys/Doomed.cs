using ModelCheck.Engine;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>A part of a search that speaks to no other one any more after so many phases.</summary>
/// <param name="part">The part as it was.</param>
/// <param name="phases">How many phases it goes through.</param>
internal sealed class Doomed(IPartition part, long phases) : IPartition
{
    private long _left = phases;

    /// <inheritdoc/>
    public int Index => part.Index;

    /// <inheritdoc/>
    public int Count => part.Count;

    /// <inheritdoc/>
    public int OwnerOf(int shard) => part.OwnerOf(shard);

    /// <inheritdoc/>
    public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive)
    {
        if (_left-- == 0)
        {
            throw new IOException("killed");
        }

        part.Exchange(batches, receive);
    }
}
