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
    // Of a batch of questions: its number, and whose codes they are and how many.
    private const int HeadWords = 2;

    private const int MarksInAWord = sizeof(ulong) / sizeof(ushort);

    private readonly CodePacking<TCode> _packing;

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

    // False once no part has more to ask: then all of them are at the end of the level. A question is a batch of codes
    // of one shard with a number, so that an answer is that number and a mark for each of the codes.
    private bool AskAndAnswer(int[] shards, MarkQuestions<TCode>[] questions, ref long gained)
    {
        TCode[][] asked =
        [
            .. questions.SelectMany(some => some.Codes).Distinct().GroupBy(ShardOf)
                .SelectMany(group => group.Chunk(_packing.CodesWithin(_exchange.BatchWords - HeadWords))),
        ];
        for (int number = 0; number < asked.Length; number++)
        {
            TCode[] codes = asked[number];
            int shard = ShardOf(codes[0]);
            ulong[] words = new ulong[HeadWords + _packing.WordsFor(codes.Length)];
            words[0] = (ulong)number;
            words[1] = CodePacking<TCode>.HeadOf(shard, codes.Length);
            _packing.Pack(codes, 0, words.AsSpan(HeadWords));
            _exchange.Post(_exchange.OwnerOf(shard), words);
        }

        // By the part that asks and its number, since a batch that comes twice is answered once.
        var askedHere = new Dictionary<(int From, ulong Number), TCode[]>();
        bool isLeft = Array.Exists(questions, some => some.AreMany);
        bool isLeftAnywhere = _exchange.Complete([isLeft ? 1 : 0], TakeQuestions)[0] > 0;
        foreach (((int from, ulong number), TCode[] codes) in askedHere)
        {
            ulong[] words = new ulong[1 + WordsOfMarks(codes.Length)];
            words[0] = number;
            Span<ushort> marks = MemoryMarshal.Cast<ulong, ushort>(words.AsSpan(1));
            for (int i = 0; i < codes.Length; i++)
            {
                marks[i] = Marks(codes[i]);
            }

            _exchange.Post(from, words);
        }

        var answers = new Dictionary<TCode, ulong>();
        _exchange.Complete([], TakeAnswers);
        if (answers.Count != asked.Sum(codes => codes.Length))
        {
            throw new InvalidOperationException("A part of the search has not answered what it was asked.");
        }

        for (int i = 0; i < shards.Length; i++)
        {
            gained += Fold(shards[i], questions[i], answers);
        }

        return isLeftAnywhere;

        void TakeQuestions(int from, ulong number, ReadOnlySpan<ulong> words)
        {
            if (words.IsEmpty || !_packing.IsPossible(words[0], words.Length - 1, out int shard, out int count)
                || !_exchange.Owns(shard))
            {
                throw Exchange<TCode>.Unbelievable(from);
            }

            var codes = new TCode[count];
            _packing.Unpack(words[1..], shard, codes);
            askedHere[(from, number)] = codes;
        }

        void TakeAnswers(int from, ulong number, ReadOnlySpan<ulong> words)
        {
            if (number >= (ulong)asked.Length || words.Length != WordsOfMarks(asked[number].Length)
                || _exchange.OwnerOf(ShardOf(asked[number][0])) != from)
            {
                throw Exchange<TCode>.Unbelievable(from);
            }

            ReadOnlySpan<ushort> marks = MemoryMarshal.Cast<ulong, ushort>(words);
            for (int i = 0; i < asked[number].Length; i++)
            {
                answers[asked[number][i]] = _bits.Unpack(marks[i]);
            }
        }
    }

    private static int WordsOfMarks(int count) => (count + MarksInAWord - 1) / MarksInAWord;

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
    private ushort Marks(TCode mixed)
    {
        int index = ShardOf(mixed);
        return _marks[index]![_visited.Shards[index].SlotOf(in mixed)];
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
