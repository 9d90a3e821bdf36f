using System.Numerics;
using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// Some of the codes that a part has sent to others, so that they are not sent again: a table in which each code has
/// one place, which the last code that was sent there has. It is exact, since whole codes are compared, and forgetful.
/// Who was sent a code has it for the rest of the search: a phase ends for all parts or for none.
/// </summary>
/// <remarks>
/// Each shard of others has a stretch of its own, so that a processor's cache has all of it while the shard's outbox is
/// gone through, and several shards can be gone through at once.
/// </remarks>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="shards">The shards of others.</param>
/// <param name="stretchBytes">How much memory there is for each of them, at most; 0 for none.</param>
/// <param name="budget">Where the memory is counted; where it has no room, nothing is remembered.</param>
internal sealed class SentCodes<TCode>(int[] shards, int stretchBytes, MemoryBudget budget) : IDisposable
    where TCode : unmanaged, ICode<TCode>
{
    // Of the bound on memory, the table may take so little.
    private const int Share = 64;

    // A small search is not to pay for much memory, nor a large one for growing often.
    private const int FirstPlaceBits = 6;
    private const int BitsMore = 2;

    // How far ahead of its use a place is fetched.
    private const int PrefetchDistance = 16;

    private readonly int[] _stretches = new int[VisitedSet<TCode>.ShardCount];
    private readonly int _mostPlaceBits = MostPlaceBits(shards.Length, stretchBytes, budget.Bound);
    private NativeBuffer<TCode>? _places;
    private int _placeBits;
    private long _seen;

    /// <summary>Gives the memory back: what was sent before is not known any more.</summary>
    public void Dispose()
    {
        _places?.Dispose();
        _places = null;
    }

    /// <summary>Makes the table large enough for what comes, within its bounds; nobody uses it meanwhile.</summary>
    /// <param name="codes">How many codes are to be sifted next.</param>
    internal void Prepare(long codes)
    {
        _seen += codes;
        int wanted = Math.Min(FirstPlaceBits, _mostPlaceBits);
        while (wanted < _mostPlaceBits && _seen > (long)shards.Length << wanted)
        {
            wanted = Math.Min(wanted + BitsMore, _mostPlaceBits);
        }

        if (codes == 0 || wanted < 0 || (_places is not null && wanted == _placeBits))
        {
            return;
        }

        NativeBuffer<TCode>? former = _places;
        try
        {
            _places = new NativeBuffer<TCode>(budget, shards.Length << wanted);
        }
        catch (MemoryBoundException)
        {
            return;
        }

        for (int i = 0; i < shards.Length; i++)
        {
            Fill(shards[i], _places.Slice(i << wanted, 1 << wanted), former, wanted);
            _stretches[shards[i]] = i << wanted;
        }

        _placeBits = wanted;
        former?.Dispose();
    }

    /// <summary>
    /// Leaves of some codes those that are not known to have been sent, in their order, and remembers them.
    /// </summary>
    /// <param name="shard">The shard of others that they are of; one thread at a time for each.</param>
    /// <param name="codes">Mixed codes.</param>
    internal void Sift(int shard, CodeList<TCode> codes)
    {
        if (_places is not { } places)
        {
            return;
        }

        int first = _stretches[shard];
        int placeBits = _placeBits;
        Span<TCode> all = codes.Change(codes.Count);
        int kept = 0;
        for (int i = 0; i < all.Length; i++)
        {
            if (i + PrefetchDistance < all.Length)
            {
                places.Prefetch(first + PlaceOf(in all[i + PrefetchDistance], placeBits));
            }

            TCode code = all[i];
            ref TCode place = ref places[first + PlaceOf(in code, placeBits)];
            if (!place.Equals(code))
            {
                place = code;
                all[kept++] = code;
            }
        }

        codes.Change(kept);
    }

    private static int PlaceOf(in TCode code, int placeBits) =>
        (int)(code.Low >> (64 - BucketLayout.ShardBits - placeBits)) & ((1 << placeBits) - 1);

    private void Fill(int shard, Span<TCode> stretch, NativeBuffer<TCode>? former, int placeBits)
    {
        if (shard == 0)
        {
            // A place that is empty has the code of all zeroes, which belongs here and was not sent. That of all ones
            // does not belong here.
            stretch[0] = ~default(TCode);
        }

        if (former is not null)
        {
            foreach (ref readonly TCode code in former.Slice(_stretches[shard], 1 << _placeBits))
            {
                if (!code.Equals(default))
                {
                    stretch[PlaceOf(in code, placeBits)] = code;
                }
            }
        }
    }

    // -1 where there is no table.
    private static int MostPlaceBits(int shards, int stretchBytes, long bound)
    {
        long places = Math.Min(stretchBytes, bound / Share / Math.Max(1, shards)) / Unsafe.SizeOf<TCode>();
        return shards == 0 || places == 0 ? -1 : BitOperations.Log2((ulong)places);
    }
}
