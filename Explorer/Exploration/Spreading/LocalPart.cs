using ModelCheck.Engine;

namespace ModelCheck.Exploration.Spreading;

/// <summary>A part of a search that is spread within one process: it counts what it sends.</summary>
/// <param name="spread">Who carries it.</param>
/// <param name="index">Which part it is.</param>
internal sealed class LocalPart(LocalSpread spread, int index) : IPartition
{
    // Who is ahead brings batches of the next phase while this part still takes those of the last: two will do.
    private readonly List<PartitionBatch>[] _boxes = [[], []];
    private long _transitions;

    /// <inheritdoc/>
    public int Index => index;

    /// <inheritdoc/>
    public int Count => spread.Count;

    /// <summary>Where the part says how far it is.</summary>
    internal SearchProgress Progress { get; } = new();

    /// <summary>What it did in each phase that has ended.</summary>
    internal List<SpreadPhase> Phases { get; } = [];

    /// <summary>What it did.</summary>
    internal SpreadPart Done => new(
        Progress.States,
        Progress.Transitions,
        Progress.CodesForOthers,
        Progress.CodesSent,
        Phases.Sum(phase => phase.Batches),
        Phases.Sum(phase => phase.Bytes));

    /// <inheritdoc/>
    public int OwnerOf(int shard) => Shards.OwnerOf(shard, Count);

    /// <inheritdoc/>
    public void Exchange(IReadOnlyList<PartitionBatch> batches, Action<PartitionBatch> receive)
    {
        long followed = Progress.Transitions - _transitions;
        _transitions = Progress.Transitions;
        var phase = new SpreadPhase(
            Progress.Level,
            Progress.IsSearching,
            followed,
            followed,
            batches.Count,
            batches.Sum(batch => (long)batch.Words.Length * sizeof(ulong)));
        List<PartitionBatch> box = spread.Carry(this, batches);
        Phases.Add(phase);
        box.ForEach(receive);
    }

    /// <summary>Where batches for this part are put.</summary>
    internal List<PartitionBatch> BoxOf(long phase) => _boxes[phase & 1];

    /// <summary>Empties that.</summary>
    internal List<PartitionBatch> TakeBoxOf(long phase)
    {
        List<PartitionBatch> box = _boxes[phase & 1];
        _boxes[phase & 1] = [];
        return box;
    }
}
