using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <content>
/// The sweep of one part of a search. It goes over a stretch of each shard, then asks the other parts what it has to
/// know of their states, answers what they ask, marks what the answers say, and goes on with the next stretch. When an
/// answer comes late by a sweep, the next one finds it: what is marked in the end is the same in any order.
/// </content>
internal sealed partial class BranchingSweep<TSystem, TCode>
{
    // How many codes with their marks a batch has room for, beside the number of them.
    private int MarksInABatch => Math.Max(1, (_exchange.BatchWords - 1) / (TCode.Words + 1));

    private (long Gained, long Left) SweepAsking(int level, CancellationToken cancellation)
    {
        long gained = 0;
        long left = 0;
        int[] shards = [.. Enumerable.Range(0, _visited.Shards.Length).Where(_exchange.Owns)];
        LevelWalk<TCode>[] walks = [.. shards.Select(shard => new LevelWalk<TCode>(_visited, shard, level))];
        MarkQuestions<TCode>[] questions =
            [.. shards.Select(_ => new MarkQuestions<TCode>(_exchange.MarksAskedAtOnce))];
        bool isLeft = true;
        while (isLeft)
        {
            _exchange.Attempt(() => Workers.Share(_workers, shards.Length, Stretch, cancellation));
            isLeft = AskAndAnswer(shards, questions, ref gained);
        }

        return (gained, left);

        void Stretch(int i)
        {
            (long shardGained, long shardLeft) = SweepShard(shards[i], walks[i], questions[i]);
            Interlocked.Add(ref gained, shardGained);
            Interlocked.Add(ref left, shardLeft);
        }
    }

    // False once no part has more to ask: then all of them are at the end of the level.
    private bool AskAndAnswer(int[] shards, MarkQuestions<TCode>[] questions, ref long gained)
    {
        TCode[] asked = [.. questions.SelectMany(some => some.Codes).Distinct()];
        bool isLeft = Array.Exists(questions, some => some.AreMany);
        foreach (IGrouping<int, TCode> toOne in asked.GroupBy(code => _exchange.OwnerOf(ShardOf(code))))
        {
            foreach (TCode[] codes in toOne.Chunk(MarksInABatch))
            {
                _exchange.Send(toOne.Key, 0, Exchange<TCode>.WordsIn(codes));
            }
        }

        // By the part that asks, since a batch that comes twice is answered once.
        var askedHere = new HashSet<(int From, TCode Code)>();
        bool isLeftAnywhere = _exchange.Complete([isLeft ? 1 : 0], TakeQuestions)[0] > 0;
        foreach (IGrouping<int, TCode> ofOne in askedHere.GroupBy(one => one.From, one => one.Code))
        {
            foreach (TCode[] codes in ofOne.Chunk(MarksInABatch))
            {
                _exchange.Send(
                    ofOne.Key, (ulong)codes.Length, [.. Exchange<TCode>.WordsIn(codes), .. codes.Select(Marks)]);
            }
        }

        var answers = new Dictionary<TCode, ulong>();
        _exchange.Complete([], TakeAnswers);
        if (!Array.TrueForAll(asked, answers.ContainsKey))
        {
            throw new InvalidOperationException("A part of the search has not answered what it was asked.");
        }

        for (int i = 0; i < shards.Length; i++)
        {
            gained += Fold(shards[i], questions[i], answers);
        }

        return isLeftAnywhere;

        void TakeQuestions(int from, ulong about, ReadOnlySpan<ulong> words)
        {
            foreach (TCode code in Exchange<TCode>.CodesIn(words))
            {
                askedHere.Add((from, code));
            }
        }

        void TakeAnswers(int from, ulong count, ReadOnlySpan<ulong> words)
        {
            ReadOnlySpan<TCode> codes = Exchange<TCode>.CodesIn(words[..((int)count * TCode.Words)]);
            for (int i = 0; i < codes.Length; i++)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(answers, codes[i], out _) |= words[^(codes.Length - i)];
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Ask(int index, in TCode mixed, MarkQuestions<TCode>? questions, ulong flags, ulong counterpart)
    {
        if (_exchange.Owns(index))
        {
            // It must be here; where it is not, this throws.
            _ = _visited.Shards[index].SlotOf(in mixed);
        }

        questions!.Ask(in mixed, flags, counterpart);
    }

    private static int ShardOf(TCode mixed) => VisitedSet<TCode>.ShardOf(in mixed);

    // What another part has asked about: a successor of its states, which must be here.
    private ulong Marks(TCode mixed)
    {
        int index = ShardOf(mixed);
        return _bits.Unpack(_marks[index]![_visited.Shards[index].SlotOf(in mixed)]);
    }

    private int Fold(int shard, MarkQuestions<TCode> questions, Dictionary<TCode, ulong> answers)
    {
        int gained = 0;
        questions.Answer(answers, (slot, flags) =>
        {
            ref ushort marks = ref _marks[shard]![slot];
            ushort more = (ushort)(marks | _bits.Pack(flags));
            gained += more != marks ? 1 : 0;
            marks = more;
        });
        return gained;
    }

    // Of each property the least state that any part has.
    private void Share(Witness<TCode>?[] stuck)
    {
        if (_exchange.IsAlone)
        {
            return;
        }

        for (int bit = 0; bit < stuck.Length; bit++)
        {
            if (stuck[bit] is { } witness)
            {
                _exchange.SendToAll((ulong)bit, witness.ToWords());
            }
        }

        _exchange.Complete(
            [], (_, bit, words) => Keep(stuck, 1ul << (int)bit, Witness<TCode>.FromWords(words)));
    }
}
