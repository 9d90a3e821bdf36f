using System.Diagnostics;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <content>
/// Saving the search between two phases, when no worker holds anything, and going on from there. What a stopped search
/// has not expanded or stored for want of memory is saved with it, so that whoever goes on counts the same as one who
/// was never stopped.
/// </content>
internal sealed partial class BreadthFirstSearch<TSystem, TCode>
{
    private long _saved = Stopwatch.GetTimestamp();
    private double _secondsBefore;
    private bool _hasBegun;

    /// <summary>How long the search has taken, with what it took before it was saved.</summary>
    internal double Seconds => _secondsBefore + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>
    /// Saves the search. When that goes wrong the last checkpoint stays as it was, and the progress says what is wrong.
    /// </summary>
    internal void Save()
    {
        if (_limits.Checkpoint is not { } plan || !_hasBegun)
        {
            return;
        }

        string phase = _progress.Phase;
        _progress.Enter("saving a checkpoint");
        try
        {
            KeepWitnesses();
            using var writer = new CheckpointWriter(plan);
            WriteTo(writer, [.. plan.Identity]);
            writer.Finish();
            _progress.Save(Visited.Count);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _progress.FailToSave(exception.Message);
        }

        _progress.Enter(phase);
        _saved = Stopwatch.GetTimestamp();
    }

    private void SaveNowAndThen()
    {
        if (_limits.Checkpoint is { } plan && Stopwatch.GetElapsedTime(_saved) >= plan.Interval)
        {
            Save();
        }
    }

    private void WriteTo(CheckpointWriter writer, SearchAspect[] identity)
    {
        int[] shards = [.. Enumerable.Range(0, VisitedSet<TCode>.ShardCount)];
        writer.WriteHeader(new CheckpointHeader
        {
            Identity = identity,
            CodeWords = TCode.Words,
            CodeBits = Visited.CodeBits,
            Properties = [.. _system.Properties.Select(property => property.Name)],
            Level = _frontier.Level,
            Levels = [.. _levels.Take(_frontier.Level + 1)],
            Transitions = Transitions,
            DisabledActions = DisabledActions,
            Unreduced = Unreduced,
            Seconds = Seconds,
            Seen =
            [
                .. Enumerable.Range(0, Witnesses.Length).Where(bit => Witnesses[bit] is not null)
                    .Select(bit => SeenOf(bit, Witnesses[bit]!)),
            ],
            Shards = [.. Visited.Shards.Select(shard => shard.Header)],
            Listed = [.. shards.Select(shard => _frontier.IsListed(shard) ? _frontier.LeftIn(shard).Length : -1)],
            Returned = _frontier.Returned.Length,
            Unstored = [.. shards.Select(shard => _workers.Sum(worker => worker.Outboxes[shard].Count))],
        });
        foreach (VisitedShard<TCode> shard in Visited.Shards)
        {
            // The pages come in one after the other and may go again: no more than that is taken.
            writer.Write(shard.Content);
            shard.Leave();
        }

        Array.ForEach(shards, shard => writer.Write(_frontier.LeftIn(shard)));
        writer.Write(_frontier.Returned);
        foreach (int shard in shards)
        {
            Array.ForEach(_workers, worker => writer.Write(worker.Outboxes[shard].Codes));
        }
    }

    private void Restore(CheckpointPlan plan, string directory)
    {
        using var reader = new CheckpointReader(directory);
        CheckpointHeader header = reader.Header;
        IEnumerable<SearchAspect> differing =
            plan.Identity.Except(header.Identity).Concat(header.Identity.Except(plan.Identity));
        if (differing.FirstOrDefault() is { } one)
        {
            throw new CheckpointException(
                $"the checkpoint in {directory} is of another search: its {one.Name} is '{In(header.Identity)}', "
                + $"that of this search '{In(plan.Identity)}'");

            string In(IEnumerable<SearchAspect> identity) =>
                identity.FirstOrDefault(aspect => aspect.Name == one.Name)?.Value ?? "unknown";
        }

        if (header.CodeWords != TCode.Words || header.CodeBits != Visited.CodeBits
            || !header.Properties.SequenceEqual(_system.Properties.Select(property => property.Name)))
        {
            throw new CheckpointException(
                $"the checkpoint in {directory} has other codes or properties than this search");
        }

        try
        {
            ReadFrom(reader, header);
        }
        catch (MemoryBoundException exception)
        {
            throw new CheckpointException(
                $"the checkpoint in {directory} needs more memory than is allowed", exception);
        }
    }

    private void ReadFrom(CheckpointReader reader, CheckpointHeader header)
    {
        _levels.AddRange(header.Levels);
        _known = header.Levels.Sum();
        _secondsBefore = header.Seconds;
        _workers[0].CountBefore(header.Transitions, header.DisabledActions, header.Unreduced);
        foreach (SeenProperty seen in header.Seen)
        {
            Witnesses[seen.Property] = new Witness<TCode>(seen.Level, TCode.FromWords(seen.State), seen.Label);
        }

        for (int shard = 0; shard < header.Shards.Length; shard++)
        {
            reader.Read(Visited.Shards[shard].Restore(header.Shards[shard]));
            Visited.Shards[shard].Leave();
        }

        _frontier.Restore(
            header.Level,
            [.. header.Listed.Select(count => count < 0 ? null : reader.Read<TCode>(count))],
            reader.Read<TCode>(header.Returned));
        for (int shard = 0; shard < header.Unstored.Length; shard++)
        {
            _workers[0].Outboxes[shard].Add(reader.Read<TCode>(header.Unstored[shard]));
        }
    }

    private static SeenProperty SeenOf(int property, Witness<TCode> witness)
    {
        ulong[] words = new ulong[TCode.Words];
        witness.State.CopyTo(words);
        return new SeenProperty(property, witness.Level, words, witness.Label);
    }
}
