using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// The only place that knows both a state and its code. A code is a sequence of records, each within one 64-bit word,
/// from the lowest bit up. A field that the policy and scope do not use has no bits.
/// <code>
/// sessions                  one record for each, if there is Donate
///   given to …, 1, 0        how much quota each other session was given           log2(quota + 1)
/// frames                    one record for each set, F bits
///   allocated by …, 1, 0    if MemoryReclaim is asked
///   sealed blocks           if seals apply to blocks
///   written by …, 1, 0      if contents are on
///   paid by …, 1, 0         if the payer is recorded
/// region slot …, 1, 0       as far as the scope has any
///   extent                  rank of (base, length) plus 1; 0 = empty slot         log2(F(F+1)/2 + 1) bits
///   session                                                                       log2(S)
///   dataspace               slot plus 1; 0 = gone                                 log2(D + 1)
///   writable                                                                      1
///   stale                   on LateFlush and Dangling                             0 or 1
/// dataspace slot …, 1, 0
///   extent                  as for a region
///   owner                   session                                               log2(S)
///   parent                  slot plus 1; 0 = none                                 log2(D + 1)
///   writable                                                                      1
///   sealed                  if anybody may seal                                   0 or 1
///   alias                   if the kind is recorded                               0 or 1
///   life                    0 live, 1 zombie, 2 hollow                            0 to 2
///   holders                 if sharing is delegated: a set of sessions            0 or S
///   block                   on the Linux platforms and WholeBlock: as extent                     0 or as extent
/// </code>
/// Slot 0 has the highest bits, so that of several traces of one length that through the least codes, which the engine
/// takes, is one in which session 0 acts first where it can.
/// At least one bit of the code is not used, so that no state has the code of all ones, which the visited set reserves.
/// </summary>
public sealed class StateCodec
{
    private const int MaximalLookedUpBits = 12;

    private readonly Extent[] _extents;
    private readonly int[] _rankOfBase;
    private readonly Place[] _dataspaces;
    private readonly Place[] _regions;
    private readonly Place[] _paid;
    private readonly Place[] _written;
    private readonly Place[] _sealedBlocks;
    private readonly Place[] _allocated;
    private readonly Place[] _given;
    private readonly int _sessions;
    private readonly bool _plain;
    private readonly bool _extended;
    private readonly Placement[] _placements;
    private readonly ulong[] _records;
    private readonly ulong[] _parents;
    private readonly Field _extent;
    private readonly Field _owner;
    private readonly Field _parent;
    private readonly Field _writable;
    private readonly Field _sealed;
    private readonly Field _alias;
    private readonly Field _life;
    private readonly Field _holders;
    private readonly Field _block;
    private readonly Field _regionSession;
    private readonly Field _regionDataspace;
    private readonly Field _regionWritable;
    private readonly Field _regionStale;

    /// <summary>Lays the code out for a scope and the fields that a policy uses.</summary>
    /// <param name="scope">The bounds.</param>
    /// <param name="shape">Which fields of a state are used.</param>
    public StateCodec(Scope scope, StateShape shape)
    {
        ArgumentNullException.ThrowIfNull(scope);
        ArgumentNullException.ThrowIfNull(shape);
        _extents =
        [
            default,
            .. from first in Enumerable.Range(0, scope.Frames)
               from length in Enumerable.Range(1, scope.Frames - first)
               select Extent.Of(first, length),
        ];
        _rankOfBase =
        [
            .. Enumerable.Range(0, scope.Frames).Select(first => Array.IndexOf(_extents, Extent.Of(first, 1)) - 1),
        ];

        int extentBits = BitsFor(_extents.Length);
        int sessionBits = BitsFor(scope.Sessions);
        int slotBits = BitsFor(scope.Dataspaces + 1);
        _plain = shape == new StateShape(false, false, false, false, false, false, false, false, false)
            && scope.Regions == 0;

        var record = new RecordLayout();
        _extent = record.Add(extentBits);
        _owner = record.Add(sessionBits);
        _parent = record.Add(slotBits);
        _writable = record.Add(1);
        _sealed = record.Add(shape.Seals ? 1 : 0);
        _alias = record.Add(shape.Kind ? 1 : 0);
        _life = record.Add(shape.Hollow ? 2 : shape.Zombies ? 1 : 0);
        _holders = record.Add(shape.Holders ? scope.Sessions : 0);
        _block = record.Add(shape.Blocks ? extentBits : 0);

        var region = new RecordLayout();
        region.Add(extentBits);
        _regionSession = region.Add(sessionBits);
        _regionDataspace = region.Add(slotBits);
        _regionWritable = region.Add(1);
        _regionStale = region.Add(shape.Stale ? 1 : 0);

        _sessions = scope.Sessions;
        _extended = shape.Extended;

        var code = new CodeLayout();
        _given = shape.Gifts ? [.. GiftsOf(scope).SelectMany(bits => code.Add(1, bits))] : [];
        _allocated = code.Add(shape.Allocators ? scope.Sessions : 0, scope.Frames);
        _sealedBlocks = code.Add(shape.SealedBlocks ? 1 : 0, scope.Frames);
        _written = code.Add(shape.Contents ? scope.Sessions : 0, scope.Frames);
        _paid = code.Add(shape.Payers ? scope.Sessions : 0, scope.Frames);
        _regions = code.Add(scope.Regions, region.Bits);
        _dataspaces = code.Add(scope.Dataspaces, record.Bits);
        Bits = code.Bits;

        _placements = record.Bits > MaximalLookedUpBits
            ? []
            : [.. Enumerable.Range(0, 1 << record.Bits).Select(value => PlacementOf((ulong)value))];
        _records = MasksOf(_dataspaces[0].Mask);
        _parents = MasksOf(_parent.Mask << _parent.Shift);
    }

    /// <summary>How many bits of a code are used, gaps at the ends of words included.</summary>
    public int Bits { get; }

    /// <summary>How many 64-bit words a code needs; one bit is left over.</summary>
    public int Words => (Bits / 64) + 1;

    /// <summary>The code of a state.</summary>
    /// <typeparam name="TCode">A code of at least <see cref="Words"/> words.</typeparam>
    /// <param name="state">A state within the scope.</param>
    /// <returns>The code; different states have different codes.</returns>
    public TCode Encode<TCode>(in State state)
        where TCode : unmanaged, ICode<TCode> =>
        Encode<TCode>(in state, default, default);

    /// <summary>The code of a state that an operation led to: only what it changed is encoded again.</summary>
    /// <typeparam name="TCode">A code of at least <see cref="Words"/> words.</typeparam>
    /// <param name="after">A state within the scope.</param>
    /// <param name="before">Another one; the more alike they are, the faster.</param>
    /// <param name="codeOfBefore">The code of that one.</param>
    /// <returns>The code of <paramref name="after"/>, as from scratch.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TCode Encode<TCode>(in State after, in State before, in TCode codeOfBefore)
        where TCode : unmanaged, ICode<TCode>
    {
        TCode code = codeOfBefore;
        Span<ulong> words = MemoryMarshal.Cast<TCode, ulong>(new Span<TCode>(ref code));
        DataspaceSet unlike = after.SlotsUnlike(in before, out DataspaceSet orphaned);
        if (TCode.Words == 1)
        {
            // What became empty or lost its parent, all at once: how many that is cannot be foreseen, so a processor
            // would be slow to loop over them.
            DataspaceSet emptied = unlike - after.Occupied;
            words[0] &= ~(_records[emptied.Bits] | _parents[orphaned.Bits]);
            unlike = unlike - emptied - orphaned;
        }

        foreach (DataspaceId dataspace in unlike)
        {
            _dataspaces[dataspace.Index].Put(words, RecordOf(in after, dataspace));
        }

        if (!_plain)
        {
            EncodeRest(in after, in before, words);
        }

        return code;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong RecordOf(in State state, DataspaceId dataspace)
    {
        if (!state.Occupied.Contains(dataspace))
        {
            return 0;
        }

        ulong record = RankOf(state.ExtentOf(dataspace))
            | _owner.Put(state.OwnerOf(dataspace).Index)
            | _parent.Put(Numbered(state.ParentOf(dataspace)))
            | _writable.Put(state.Writable.Contains(dataspace));
        return _plain
            ? record
            : record
                | _sealed.Put(state.Sealed.Contains(dataspace))
                | _alias.Put(state.Aliases.Contains(dataspace))
                | _life.Put(LifeOf(in state, dataspace))
                | _holders.Put((int)state.HoldersOf(dataspace).Bits)
                | _block.Put((int)RankOf(state.BlockOf(dataspace)));
    }

    private ulong RecordOf(in State state, RegionId region) =>
        !state.Regions.Contains(region)
            ? 0
            : RankOf(state.ExtentOf(region))
                | _regionSession.Put(state.SessionOf(region).Index)
                | _regionDataspace.Put(Numbered(state.DataspaceOf(region)))
                | _regionWritable.Put(state.WritableRegions.Contains(region))
                | _regionStale.Put(state.StaleRegions.Contains(region));

    private void EncodeRest(in State after, in State before, Span<ulong> words)
    {
        foreach (RegionId region in after.RegionsUnlike(in before))
        {
            _regions[region.Index].Put(words, RecordOf(in after, region));
        }

        if (_extended)
        {
            EncodeBeyond(in after, words);
        }

        if (after.RecordsFramesLike(in before))
        {
            return;
        }

        for (int session = 0; session < _paid.Length; session++)
        {
            _paid[session].Put(words, after.PaidBy(new SessionId(session)).Bits);
        }

        for (int session = 0; session < _written.Length; session++)
        {
            _written[session].Put(words, after.WrittenBy(new SessionId(session)).Bits);
        }

        foreach (Place place in _sealedBlocks)
        {
            place.Put(words, after.SealedBlocks.Bits);
        }
    }

    private void EncodeBeyond(in State after, Span<ulong> words)
    {
        for (int session = 0; session < _allocated.Length; session++)
        {
            _allocated[session].Put(words, after.AllocatedBy(new SessionId(session)).Bits);
        }

        for (int gift = 0; gift < _given.Length; gift++)
        {
            (SessionId giver, SessionId receiver) = GiftAt(gift);
            _given[gift].Put(words, (ulong)after.GivenBy(giver, receiver));
        }
    }

    private void DecodeBeyond(ReadOnlySpan<ulong> words, ref State state)
    {
        for (int session = 0; session < _allocated.Length; session++)
        {
            state.SetAllocator(new SessionId(session), new FrameSet((uint)_allocated[session].Get(words)));
        }

        for (int gift = 0; gift < _given.Length; gift++)
        {
            (SessionId giver, SessionId receiver) = GiftAt(gift);
            state.SetGiven(giver, receiver, (int)_given[gift].Get(words));
        }
    }

    // For each session the bits of what it can give to each other one: no more than it was given by the scope.
    private static IEnumerable<int> GiftsOf(Scope scope) =>
        scope.Quotas.SelectMany(quota => Enumerable.Repeat(BitsFor(quota + 1), scope.Sessions - 1));

    private (SessionId Giver, SessionId Receiver) GiftAt(int gift)
    {
        int giver = gift / (_sessions - 1);
        int receiver = gift % (_sessions - 1);
        return (new SessionId(giver), new SessionId(receiver < giver ? receiver : receiver + 1));
    }

    /// <summary>The state that has a code.</summary>
    /// <typeparam name="TCode">A code of at least <see cref="Words"/> words.</typeparam>
    /// <param name="code">What <see cref="Encode{TCode}(in State)"/> returned.</param>
    /// <returns>The state.</returns>
    public State Decode<TCode>(in TCode code)
        where TCode : unmanaged, ICode<TCode>
    {
        Decode(in code, out State state);
        return state;
    }

    /// <summary>The state that has a code, written where it is to be.</summary>
    /// <typeparam name="TCode">A code of at least <see cref="Words"/> words.</typeparam>
    /// <param name="code">What <see cref="Encode{TCode}(in State)"/> returned.</param>
    /// <param name="state">The state.</param>
    public void Decode<TCode>(in TCode code, out State state)
        where TCode : unmanaged, ICode<TCode>
    {
        state = default;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<TCode, ulong>(new ReadOnlySpan<TCode>(in code));
        for (int index = 0; index < _dataspaces.Length; index++)
        {
            ulong record = _dataspaces[index].Get(words);
            if (_placements.Length != 0)
            {
                state.Place(new DataspaceId(index), in _placements[record]);
            }
            else if (record != 0)
            {
                state.Place(new DataspaceId(index), PlacementOf(record));
            }

            if (!_plain)
            {
                state.SetHolders(new DataspaceId(index), new SessionSet((uint)_holders.Get(record)));
                state.SetBlock(new DataspaceId(index), _extents[_block.Get(record)]);
            }
        }

        if (_plain)
        {
            return;
        }

        for (int index = 0; index < _regions.Length; index++)
        {
            ulong record = _regions[index].Get(words);
            if (record != 0)
            {
                state.Place(
                    new RegionId(index),
                    new SessionId(_regionSession.Get(record)),
                    Slot(_regionDataspace.Get(record)),
                    _extents[_extent.Get(record)],
                    _regionWritable.Get(record) != 0);
                if (_regionStale.Get(record) != 0)
                {
                    state.MarkStale(RegionSet.Of(new RegionId(index)));
                }
            }
        }

        for (int session = 0; session < _paid.Length; session++)
        {
            state.SetPayer(new SessionId(session), new FrameSet((uint)_paid[session].Get(words)));
        }

        for (int session = 0; session < _written.Length; session++)
        {
            state.SetWriter(new SessionId(session), new FrameSet((uint)_written[session].Get(words)));
        }

        foreach (Place place in _sealedBlocks)
        {
            state.SealBlocks(new FrameSet((uint)place.Get(words)));
        }

        if (_extended)
        {
            DecodeBeyond(words, ref state);
        }
    }

    private Placement PlacementOf(ulong record)
    {
        int rank = _extent.Get(record);
        return rank == 0 || rank >= _extents.Length
            ? default
            : new Placement(
                new SessionId(_owner.Get(record)),
                _extents[rank],
                Slot(_parent.Get(record)),
                _life.Get(record) switch
                {
                    0 => Life.Live,
                    1 => Life.Zombie,
                    _ => Life.Hollow,
                },
                _writable.Get(record) != 0,
                _sealed.Get(record) != 0,
                _alias.Get(record) != 0);
    }

    // For each set of dataspace slots the bits of a part of their records, in a code of one word.
    private ulong[] MasksOf(ulong part)
    {
        ulong[] masks = new ulong[Words > 1 ? 0 : 1 << _dataspaces.Length];
        for (int slots = 1; slots < masks.Length; slots++)
        {
            int lowest = BitOperations.TrailingZeroCount(slots);
            masks[slots] = masks[slots & (slots - 1)] | (part << _dataspaces[lowest].Shift);
        }

        return masks;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong RankOf(Extent extent) =>
        extent.Length == 0 ? 0 : (ulong)(_rankOfBase[extent.Base] + extent.Length);

    private static int LifeOf(in State state, DataspaceId dataspace) =>
        state.Zombies.Contains(dataspace) ? 1 : state.Hollow.Contains(dataspace) ? 2 : 0;

    // A set of at most one slot as a number: 0 for none, else the slot plus 1.
    private static int Numbered(DataspaceSet slot) => 32 - BitOperations.LeadingZeroCount(slot.Bits);

    private static DataspaceSet Slot(int number) => new(1u << number >> 1);

    private static int BitsFor(int values) => 32 - BitOperations.LeadingZeroCount((uint)values - 1);

    /// <summary>A field within a record.</summary>
    private readonly record struct Field(int Shift, ulong Mask)
    {
        internal ulong Put(int value) => (ulong)value << Shift;

        internal ulong Put(bool value) => (value ? 1ul : 0ul) << Shift;

        internal int Get(ulong record) => (int)(record >> Shift & Mask);
    }

    /// <summary>Where a record lies in the code.</summary>
    private readonly record struct Place(int Word, int Shift, ulong Mask)
    {
        internal void Put(Span<ulong> words, ulong record) =>
            words[Word] = (words[Word] & ~(Mask << Shift)) | (record << Shift);

        internal ulong Get(ReadOnlySpan<ulong> words) => words[Word] >> Shift & Mask;
    }

    private sealed class RecordLayout
    {
        internal int Bits { get; private set; }

        internal Field Add(int bits)
        {
            var field = new Field(Bits, (1ul << bits) - 1);
            Bits += bits;
            return field;
        }
    }

    private sealed class CodeLayout
    {
        internal int Bits { get; private set; }

        internal Place[] Add(int records, int bits)
        {
            var places = new Place[records];
            for (int i = 0; i < records; i++)
            {
                if ((Bits % 64) + bits > 64)
                {
                    Bits += 64 - (Bits % 64);
                }

                ulong mask = bits == 0 ? 0 : ulong.MaxValue >> (64 - bits);
                places[records - 1 - i] = new Place(Bits / 64, Bits % 64, mask);
                Bits += bits;
            }

            return places;
        }
    }
}
