using System.Diagnostics;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <content>
/// Saving the search between two phases, when no worker holds anything, and going on from there. What a stopped search
/// has not expanded or stored for want of memory is saved with it, so that whoever goes on counts the same as one who
/// was never stopped. A part of a spread search is saved between two levels only, together with the others.
/// </content>
internal sealed partial class BreadthFirstSearch<TSystem, TCode>
{
    private long _saved = Stopwatch.GetTimestamp();
    private double _secondsBefore;
    private bool _hasBegun;
    private CheckpointDirectory? _directory;

    /// <summary>How long the search has taken, with what it took before it was saved.</summary>
    internal double Seconds => _secondsBefore + Stopwatch.GetElapsedTime(_started).TotalSeconds;

    /// <summary>
    /// Saves the search, if it is not spread. When that goes wrong the last checkpoint stays as it was, and the
    /// progress says what is wrong.
    /// </summary>
    internal void Save()
    {
        if (Exchange.IsAlone && _directory is not null && _hasBegun)
        {
            TrySave(_directory, CheckpointPlan.FileName);
        }
    }

    private bool TrySave(CheckpointDirectory directory, string name)
    {
        bool isSaved = false;
        string phase = _progress.Phase;
        _progress.Enter("saving a checkpoint");
        try
        {
            KeepWitnesses();
            using var writer = new CheckpointWriter(directory, name);
            WriteTo(writer, [.. directory.Plan.Identity]);
            writer.Finish();
            _progress.Save(Visited.Count);
            isSaved = true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            _progress.FailToSave(exception.Message);
        }

        _progress.Enter(phase);
        _saved = Stopwatch.GetTimestamp();
        return isSaved;
    }

    private bool IsSaveDue =>
        _limits.Checkpoint is { } plan && Stopwatch.GetElapsedTime(_saved) >= plan.Interval;

    private void SaveNowAndThen()
    {
        if (IsSaveDue)
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
            Premises = Premises,
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
            Part = Part,
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
        using var reader = new CheckpointReader(plan, directory);
        CheckpointHeader header = reader.Header;
        if (CheckpointReader.DifferenceOf(plan, header) is { } difference)
        {
            throw new CheckpointException($"the checkpoint in {directory} is of another search: {difference}");
        }

        if (header.CodeWords != TCode.Words || header.CodeBits != Visited.CodeBits
            || !header.Properties.SequenceEqual(_system.Properties.Select(property => property.Name)))
        {
            throw new CheckpointException(
                $"the checkpoint in {directory} has other codes or properties than this search");
        }

        if (PartHeader.DifferenceOf(header.Part, Part) is { } other)
        {
            throw new CheckpointException($"the checkpoint in {directory} is of another part: {other}");
        }

        if (plan.ResumeLevel is { } level && header.Level != level)
        {
            throw reader.Fault($"it is of level {header.Level}, its name is that of level {level}");
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
        ReadShards(reader, header);
        _levels.AddRange(header.Levels);
        _ownLevels.AddRange(header.Part?.Levels ?? []);
        _known = header.Levels.Sum();
        _secondsBefore = header.Seconds;
        _workers[0].CountBefore(header.Transitions, header.DisabledActions, header.Unreduced, header.Premises);
        foreach (SeenProperty seen in header.Seen)
        {
            TCode state = TCode.FromWords(seen.State);
            if (!state.IsWithin(Visited.Width.Claimed) || !IsAt(seen.Level, in state))
            {
                throw reader.Fault("something was seen where there is no state");
            }

            Witnesses[seen.Property] = new Witness<TCode>(seen.Level, state, seen.Label);
        }

        _frontier.Restore(
            header.Level,
            [
                .. header.Listed.Select((count, shard) =>
                    count < 0 ? null : ReadLeft(reader, header.Level, count, shard)),
            ],
            ReadLeft(reader, header.Level, header.Returned, null));
        for (int shard = 0; shard < header.Unstored.Length; shard++)
        {
            TCode[] codes = reader.Read<TCode>(header.Unstored[shard]);
            if (!Array.TrueForAll(codes, code => IsCodeOf(shard, in code)))
            {
                throw reader.Fault("something is still to be stored that is no state");
            }

            _workers[0].Outboxes[shard].Add(codes);
        }

        if (reader.Left != 0)
        {
            throw reader.Fault("it is too long");
        }

        Array.ForEach(Visited.Shards, shard => shard.Leave());
    }

    private void ReadShards(CheckpointReader reader, CheckpointHeader header)
    {
        // The states of the level being expanded lead to the next one at most.
        Span<long> levels = new long[header.Level + 2];
        for (int index = 0; index < header.Shards.Length; index++)
        {
            VisitedShard<TCode> shard = Visited.Shards[index];
            long bytes = shard.ContentBytes(header.Shards[index]);
            if (bytes < 0 || bytes > reader.Left)
            {
                throw reader.Fault("a table cannot have that size");
            }

            reader.Read(Restored(shard, header.Shards[index]));
            if (!shard.IsSound(index, levels))
            {
                throw reader.Fault("a table is not as the search would have made it");
            }

            shard.Leave();
        }

        TCode[] initials = [.. _system.Initials.Distinct().Where(IsOwn)];
        if (!levels[..^1].SequenceEqual(header.Part?.Levels ?? header.Levels) || levels[0] != initials.Length
            || Array.Exists(initials, initial => !IsAt(0, in initial))
            || (header.Part is not null && levels[^1] != 0))
        {
            throw reader.Fault("its levels are not those of its tables");
        }
    }

    // Room for a shard's content, with those before it out if there is no other.
    private Span<byte> Restored(VisitedShard<TCode> shard, ShardHeader header)
    {
        try
        {
            return shard.Restore(header);
        }
        catch (MemoryBoundException)
        {
            Visited.Evict();
            return shard.Restore(header);
        }
    }

    // States of a level, of one shard or of any.
    private TCode[] ReadLeft(CheckpointReader reader, int level, int count, int? shard)
    {
        TCode[] codes = reader.Read<TCode>(count);
        return Array.TrueForAll(
            codes,
            code => IsCodeOf(shard ?? VisitedSet<TCode>.ShardOf(in code), in code) && LevelOf(in code) == level)
            ? codes
            : throw reader.Fault("something is still to be expanded that is no state of its level");
    }

    // Whether a mixed code is one at all: bits that no code has are not set.
    private bool IsCodeOf(int shard, in TCode mixed) =>
        VisitedSet<TCode>.ShardOf(in mixed) == shard
        && mixed.Unmixed(Visited.CodeBits).Mixed(Visited.CodeBits).Equals(mixed)
        && (TCode.Words == 1 || !(~mixed).Equals(default));

    private bool IsOwn(TCode state) => Exchange.Owns(VisitedSet<TCode>.ShardOf(Visited.Width.Mix(in state)));

    // Whether a state is one of a level, as far as this part can know.
    private bool IsAt(int level, in TCode state) => !IsOwn(state) || LevelOf(Visited.Width.Mix(in state)) == level;

    private int LevelOf(in TCode mixed)
    {
        VisitedShard<TCode> shard = Visited.Shards[VisitedSet<TCode>.ShardOf(in mixed)];
        int slot = shard.Find(in mixed);
        return slot < 0 ? -1 : shard.LevelAt(slot);
    }

    private static SeenProperty SeenOf(int property, Witness<TCode> witness)
    {
        ulong[] words = new ulong[TCode.Words];
        witness.State.CopyTo(words);
        return new SeenProperty(property, witness.Level, words, witness.Label);
    }
}
