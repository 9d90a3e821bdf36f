using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace ModelCheck.Benchmarks.Peers;

/// <summary>
/// What any exact search must do at least: one access to a table of states for each transition, at a place that nothing
/// foretells. This does that and nothing else, on one core: the same number of accesses, as many of which find nothing
/// and insert, to a table of 8-byte slots that is at most three quarters full; in batches whose cache lines are
/// fetched in advance. The table's pages, large ones where the system has them, are there before the time is taken.
/// </summary>
internal static unsafe class RandomAccesses
{
    private const int Batch = 32;
    private const int LargePage = 2 << 20;
    private const long Slice = 1 << 22;

    /// <summary>Performs the accesses.</summary>
    /// <param name="states">How many of them insert, at least 1.</param>
    /// <param name="transitions">How many there are.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What it took.</returns>
    internal static Figures Run(long states, long transitions, CancellationToken cancellation)
    {
        ulong slots = BitOperations.RoundUpToPowerOf2((ulong)(states + (states / 3) + 1));
        nuint bytes = (nuint)slots * sizeof(ulong);
        ulong* table = (ulong*)NativeMemory.AlignedAlloc(bytes, LargePage);
        try
        {
            NativeMethods.AdviseLargePages((nint)table, bytes);
            NativeMemory.Clear(table, bytes);
            var loop = new Loop(table, slots - 1, states, transitions);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long started = Stopwatch.GetTimestamp();
            for (long left = transitions; left > 0; left -= Slice)
            {
                cancellation.ThrowIfCancellationRequested();
                loop.Access(Math.Min(left, Slice));
            }

            double seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            double processor = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
            return loop.Inserted == states
                ? new Figures(
                    "random accesses", 1, states, transitions, 0, null, new Cost(processor, seconds, (long)bytes))
                : throw new InvalidOperationException("the loop of random accesses has lost count");
        }
        finally
        {
            NativeMemory.AlignedFree(table);
        }
    }

    /// <summary>The loop; how far it has come is kept between its slices.</summary>
    private struct Loop(ulong* table, ulong mask, long states, long transitions)
    {
        private ulong _access;
        private long _due = transitions - 1;
        private long _numbered;

        internal long Inserted { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        internal void Access(long count)
        {
            ulong* keys = stackalloc ulong[Batch];
            while (count > 0)
            {
                int batch = (int)Math.Min(count, Batch);
                count -= batch;
                for (int i = 0; i < batch; i++)
                {
                    ulong key = NextKey();
                    keys[i] = key;
                    if (Sse.IsSupported)
                    {
                        Sse.Prefetch0(table + (key & mask));
                    }
                }

                for (int i = 0; i < batch; i++)
                {
                    ulong key = keys[i];
                    ulong slot = key & mask;
                    while (table[slot] != key)
                    {
                        if (table[slot] == 0)
                        {
                            table[slot] = key;
                            Inserted++;
                            break;
                        }

                        slot = (slot + 1) & mask;
                    }
                }
            }
        }

        // New keys are spread evenly over the accesses; the first is new. All others are drawn from the keys there are.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ulong NextKey()
        {
            _access++;
            _due += states;
            if (_due >= transitions)
            {
                _due -= transitions;
                return Mix((ulong)++_numbered);
            }

            return Mix(1 + Math.BigMul(Mix(_access), (ulong)_numbered, out _));
        }

        // A bijection under which neighbours have nothing in common; only 0 becomes 0.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static ulong Mix(ulong number)
        {
            number ^= number >> 30;
            number *= 0xbf58476d1ce4e5b9;
            number ^= number >> 27;
            number *= 0x94d049bb133111eb;
            return number ^ (number >> 31);
        }
    }
}
