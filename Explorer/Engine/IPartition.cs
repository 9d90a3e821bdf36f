namespace ModelCheck.Engine;

/// <summary>
/// One part of a search that is spread over several processes or machines, each of which calls <see
/// cref="Search"/> with the same system and limits and a partition of its own. A part stores, expands and judges the
/// states that it owns and sends what concerns others to them; each returns the figures, verdicts and traces of the
/// whole, those of a search that is not spread. A cluster implements this; a search without one pays nothing for it.
/// </summary>
/// <remarks>
/// <para>
/// The search goes from phase to phase: every part works by itself on what it owns, then calls <see cref="Exchange"/>.
/// So the parts go through the same phases in the same order, and an exchange is the barrier between two of them.
/// </para>
/// <para>
/// Every batch is idempotent: one that comes twice, in another order, or once more in a later phase changes nothing. So
/// whoever carries them may send them again until they are acknowledged.
/// </para>
/// </remarks>
public interface IPartition
{
    /// <summary>Which part this is: 0 to <see cref="Count"/> - 1.</summary>
    int Index { get; }

    /// <summary>How many parts there are: 1 to <see cref="Search.ShardCount"/>.</summary>
    int Count { get; }

    /// <summary>
    /// Which part owns a shard of the states; asked once for each, and the same in every part, also in one that goes on
    /// from a checkpoint. <see cref="Shards.OwnerOf"/> deals them evenly.
    /// </summary>
    /// <param name="shard">
    /// 0 to <see cref="Search.ShardCount"/> - 1: the upper bits of the mixed code. All shards have about as many
    /// states.
    /// </param>
    /// <returns>0 to <see cref="Count"/> - 1.</returns>
    int OwnerOf(int shard);

    /// <summary>
    /// Ends a phase: sends this part's batches, and returns once every batch that any part sends to this one in the
    /// same phase was handed over at least once. It is called by the thread that began the search, and every part sends
    /// at least one batch to every other in every phase.
    /// </summary>
    /// <param name="batches">
    /// All of one phase (<see cref="PartitionBatch.Phase"/>), from this part, to others: each of 1 MiB at most. Their
    /// words are not changed afterwards.
    /// </param>
    /// <param name="receive">
    /// Takes a batch to this part: on the calling thread, before the call returns. It keeps none of the words.
    /// </param>
    /// <exception cref="IOException">
    /// The phase cannot be ended, since another part is gone or cannot be reached. The search of this part ends with
    /// that exception; so must that of every other.
    /// </exception>
    void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive);
}
