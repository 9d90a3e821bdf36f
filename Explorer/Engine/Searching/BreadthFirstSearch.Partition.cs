using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <content>
/// What a search tells its other parts, and is told by them: successors when a phase of a level ends, counts and
/// witnesses when a level does.
/// </content>
internal sealed partial class BreadthFirstSearch<TSystem, TCode>
{
    private readonly CodePacking<TCode> _packing;
    private readonly SentCodes<TCode> _sentCodes;
    private readonly List<long> _ownLevels = [];
    private WholeCounts _whole;

    // Whether any part wants to save at the end of the level.
    private bool _isSaveDueTogether;

    // The last level at which all parts were to save, and whether this one did, until it is known whether all did.
    private (int Level, bool IsSaved)? _unsettled;

    /// <summary>What the parts of the search tell one another.</summary>
    internal Exchange<TCode> Exchange { get; }

    /// <summary>What all parts of the search have found, as far as they have told one another.</summary>
    internal WholeCounts Whole => Exchange.IsAlone
        ? new(Visited.Count, Transitions, DisabledActions, Unreduced, Premises)
        : _whole;

    // Which part this is, for a checkpoint; null for the whole.
    private PartHeader? Part => Exchange.IsAlone
        ? null
        : new(
            Exchange.Index,
            Exchange.Count,
            Enumerable.Range(0, VisitedSet<TCode>.ShardCount).Where(Exchange.Owns)
                .Aggregate(0ul, (owned, shard) => owned | (1ul << shard)),
            [.. _ownLevels]);

    private long Found => Exchange.IsAlone ? Visited.Count : _whole.States;

    // Sends to other parts what was found for them, and puts what they have found into the outboxes of one worker, as
    // though that one had found it.
    private (bool IsLeft, bool IsInterrupted) ExchangeOutboxes(int workers, bool isLeft, bool isInterrupted)
    {
        Report(Visited.Count);
        SendOutboxes(workers);
        long[] sums = Exchange.Complete([isLeft ? 1 : 0, isInterrupted ? 1 : 0], Take);
        return (sums[0] > 0, sums[1] > 0);

        void Take(int from, ulong about, ReadOnlySpan<ulong> words)
        {
            if (!_packing.IsPossible(about, words.Length, out int shard, out int count) || !Exchange.Owns(shard))
            {
                throw Exchange<TCode>.Unbelievable(from);
            }

            try
            {
                _packing.Unpack(words, shard, _workers[0].Outboxes[shard].Extend(count));
            }
            catch (MemoryBoundException exception)
            {
                Exchange.Meet(exception);
            }
        }
    }

    private void SendOutboxes(int workers)
    {
        int[] shards =
        [
            .. Enumerable.Range(0, VisitedSet<TCode>.ShardCount).Where(
                shard => !Exchange.Owns(shard) && Array.Exists(_workers, worker => worker.Outboxes[shard].Count > 0)),
        ];
        long forOthers = Waiting();
        _sentCodes.Prepare(forOthers);
        Workers.Share(workers, shards.Length, Sift, CancellationToken.None);
        _progress.Send(forOthers, Waiting());
        var batches = new ulong[shards.Length][][];
        Workers.Share(workers, shards.Length, i => batches[i] = [.. Packed(shards[i])], CancellationToken.None);
        for (int i = 0; i < shards.Length; i++)
        {
            Array.ForEach(batches[i], words => Exchange.Post(Exchange.OwnerOf(shards[i]), words));
        }

        long Waiting() => shards.Sum(shard => _workers.Sum(worker => (long)worker.Outboxes[shard].Count));

        void Sift(int i) => Array.ForEach(_workers, worker => _sentCodes.Sift(shards[i], worker.Outboxes[shards[i]]));
    }

    // What all workers have found for a shard, which is in no outbox any more, in batches: each is about the shard and
    // the number of codes.
    private List<ulong[]> Packed(int shard)
    {
        long left = _workers.Sum(worker => (long)worker.Outboxes[shard].Count);
        int most = _packing.CodesWithin(Exchange.BatchWords - 1);
        var batches = new List<ulong[]>();
        int room = 0;
        int packed = 0;
        foreach (CodeList<TCode> outbox in _workers.Select(worker => worker.Outboxes[shard]))
        {
            for (int first = 0; first < outbox.Count;)
            {
                if (packed == room)
                {
                    room = (int)Math.Min(left, most);
                    left -= room;
                    packed = 0;
                    batches.Add(new ulong[1 + _packing.WordsFor(room)]);
                    batches[^1][0] = CodePacking<TCode>.HeadOf(shard, room);
                }

                int count = Math.Min(room - packed, outbox.Count - first);
                _packing.Pack(outbox.Codes.Slice(first, count), packed, batches[^1].AsSpan(1));
                packed += count;
                first += count;
            }

            outbox.Clear();
        }

        return batches;
    }

    // After it every part has the same counts, and of every property the least witness of all.
    private void Agree()
    {
        KeepWitnesses();
        if (Exchange.IsAlone)
        {
            return;
        }

        for (int bit = 0; bit < Witnesses.Length; bit++)
        {
            if (Witnesses[bit] is { } witness)
            {
                Exchange.SendToAll((ulong)bit, witness.ToWords());
            }
        }

        UnreducedCounts unreduced = Unreduced;
        long[] sums = Exchange.Complete(
            [
                Visited.Count,
                Transitions,
                DisabledActions,
                unreduced.States,
                unreduced.Transitions,
                unreduced.DisabledActions,
                IsSaveDue ? 1 : 0,
                _unsettled is { IsSaved: false } ? 1 : 0,
                .. Premises,
            ],
            (_, bit, words) => Keep((int)bit, Witness<TCode>.FromWords(words)));
        _whole = new(sums[0], sums[1], sums[2], new UnreducedCounts(sums[3], sums[4], sums[5]), sums[8..]);
        _isSaveDueTogether = sums[6] > 0;
        if (_unsettled is { } save)
        {
            _directory?.Settle(save.Level, isWhole: sums[7] == 0);
            _unsettled = null;
        }

        if (_levels.Count > 0)
        {
            Report(Visited.Count);
        }
    }

    // Every part has to begin at the same level: whoever goes on from another one would not notice.
    private void BeginTogether()
    {
        if (Exchange.IsAlone)
        {
            return;
        }

        Exchange.SendToAll(0, [(ulong)(long)_frontier.Level]);
        int? other = null;
        Exchange.Complete([], (_, _, words) => other = (int)words[0] == _frontier.Level ? other : (int)words[0]);
        if (other is not null)
        {
            throw new CheckpointException(
                $"the parts do not go on from the same level: this one from {_frontier.Level}, another from {other}");
        }
    }

    // Between two levels, when nothing is under way between the parts. Each of them tells with its next counts whether
    // it has saved: only then is it known whether all have, and what was saved before is needed no more.
    private void SaveTogether()
    {
        if (Exchange.IsAlone)
        {
            return;
        }

        _ownLevels.Add(Visited.Count - _ownLevels.Sum());
        if (_isSaveDueTogether)
        {
            int level = _frontier.Level;
            _unsettled = (level, _directory is not null && TrySave(_directory, PartCheckpoint.NameOf(level)));
        }
    }
}
