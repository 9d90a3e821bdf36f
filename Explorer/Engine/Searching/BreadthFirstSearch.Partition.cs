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
    private WholeCounts _whole;

    /// <summary>What the parts of the search tell one another.</summary>
    internal Exchange<TCode> Exchange { get; }

    /// <summary>What all parts of the search have found, as far as they have told one another.</summary>
    internal WholeCounts Whole => Exchange.IsAlone
        ? new(Visited.Count, Transitions, DisabledActions, Unreduced, Premises)
        : _whole;

    private long Found => Exchange.IsAlone ? Visited.Count : _whole.States;

    // Sends to other parts what was found for them, and puts what they have found into the outboxes of one worker, as
    // though that one had found it.
    private (bool IsLeft, bool IsInterrupted) ExchangeOutboxes(bool isLeft, bool isInterrupted)
    {
        for (int shard = 0; shard < VisitedSet<TCode>.ShardCount; shard++)
        {
            if (Exchange.Owns(shard))
            {
                continue;
            }

            foreach (CodeList<TCode> outbox in _workers.Select(worker => worker.Outboxes[shard]))
            {
                if (outbox.Count > 0)
                {
                    Exchange.Send(Exchange.OwnerOf(shard), (ulong)shard, Exchange<TCode>.WordsIn(outbox.Codes));
                    outbox.Clear();
                }
            }
        }

        long[] sums = Exchange.Complete([isLeft ? 1 : 0, isInterrupted ? 1 : 0], Take);
        return (sums[0] > 0, sums[1] > 0);

        void Take(int from, ulong shard, ReadOnlySpan<ulong> words)
        {
            try
            {
                _workers[0].Outboxes[shard].Add(Exchange<TCode>.CodesIn(words));
            }
            catch (MemoryBoundException exception)
            {
                Exchange.Meet(exception);
            }
        }
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
                .. Premises,
            ],
            (_, bit, words) => Keep((int)bit, Witness<TCode>.FromWords(words)));
        _whole = new(sums[0], sums[1], sums[2], new UnreducedCounts(sums[3], sums[4], sums[5]), sums[6..]);
    }
}
