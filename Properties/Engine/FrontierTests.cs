using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;
using ModelCheck.Engine.Visited;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class FrontierTests
{
    // More than a list has room for, in one shard; and a list that is taken in more than one part.
    [Theory]
    [InlineData(4000, false)]
    [InlineData(258, true)]
    public void Each_narrow_state_is_taken_once_though_its_shard_grows_meanwhile(int states, bool isListed) =>
        IsTakenOnce(states, isListed, i => new Code64(new CodeMixer(58).Mix((ulong)i)));

    [Theory]
    [InlineData(4000, false)]
    [InlineData(258, true)]
    public void Each_wide_state_is_taken_once_though_its_shard_grows_meanwhile(int states, bool isListed) =>
        IsTakenOnce(
            states, isListed, i => WideCode<Words2>.FromWords([new CodeMixer(58).Mix((ulong)i), (ulong)i]));

    private static void IsTakenOnce<TCode>(int states, bool isListed, Func<int, TCode> codeOf)
        where TCode : unmanaged, ICode<TCode>
    {
        var budget = new MemoryBudget(long.MaxValue);
        using var visited = new VisitedSet<TCode>(64, budget);
        using var frontier = new Frontier<TCode>(visited, budget);
        TCode[] level = [.. Enumerable.Range(0, states).Select(codeOf)];
        Store(level, 0);
        frontier.Advance();
        Assert.Equal(isListed, frontier.IsListed(0));

        // A part, and then another one when the shard has become several times larger; then the others.
        var taken = new List<TCode>();
        int stored = states;
        for (int part = 0; part < 2; part++)
        {
            Assert.True(Take(taken));
            int growths = visited.Shards[0].Growths;
            Store([.. Enumerable.Range(stored, 3 * stored).Select(codeOf)], 1);
            stored *= 4;
            Assert.NotEqual(growths, visited.Shards[0].Growths);
            frontier.Rewind();
        }

        while (Take(taken))
        {
            frontier.Rewind();
        }

        Assert.Equal(states, taken.Count);
        Assert.Equal(level.ToHashSet(), [.. taken]);

        void Store(TCode[] codes, int at)
        {
            int done = 0;
            visited.Shards[0].Insert(codes, at, frontier.NextOf(0), ref done);
        }

        bool Take(List<TCode> all)
        {
            var codes = new TCode[Frontier<TCode>.ChunkLength];
            int[] slots = new int[codes.Length];
            bool isLeft = frontier.TryTake(codes, slots, out int count);
            all.AddRange(codes.AsSpan(0, count));
            return isLeft;
        }
    }
}
