using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Platforms;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <summary>
/// The RAM service: dataspaces over frames, aliases of parts of them, and what the lifetime policy makes of a free.
/// This file holds what the service knows and how it can be looked at; <c>RamService.Operations.cs</c> what it can be
/// asked, the folder <c>Destruction</c> how dataspaces go, and the other files what is on record of what.
/// </summary>
/// <remarks>
/// <para>
/// Time: Alloc finds a hole in logarithmic time; everything else but destruction takes constant time, and counts an
/// extent in at most 126 numbers of frames and 14 nodes a level (<see cref="FrameCounts"/>). Destruction visits each
/// dataspace that goes and its uses, neither recursively nor with memory of its own: what is to go is linked through
/// the slots themselves. Charging HolderOnce adds a time that is logarithmic in what the session owns, charging
/// Retainer, where a dataspace gets another parent or owner, a visit to what is below it. A seal that reaches what is
/// below visits it, and one that can be refused looks for a writer: in constant time among regions, one by one among
/// descendants.
/// </para>
/// <para>
/// Memory: 4.30 bytes a frame (bitmap 1.23 bits, counts 4.15 bytes), 64 bytes a dataspace and 32 bytes a region with a
/// bit and a little for each, 32 bytes a session, and 4 bytes for each pair of sessions, if there are no more than
/// 4,096; with delegated sharing a bit for each dataspace and session; with charging Heir 4 more bytes a frame, and 24
/// a dataspace; with HolderOnce 72 a dataspace, with Retainer 4; on Quarantine 4.15 a frame and 8 a region; where a
/// seal can be refused 4.15 a frame. Nothing is allocated after construction, unless an exception is thrown.
/// </para>
/// <para>
/// Not safe for use by several threads at a time: whoever offers it to them serialises the calls, as the entrypoint of
/// Genode's core does.
/// </para>
/// </remarks>
/// <typeparam name="TLifetime">What Free and Close do to whatever uses a dataspace.</typeparam>
/// <typeparam name="TCharging">Who pays for a frame.</typeparam>
/// <typeparam name="TPlatform">How a region ends.</typeparam>
/// <typeparam name="TSealing">What Seal does to what can be written already.</typeparam>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
    : ICheckpointedService, IFrameRecords
    where TLifetime : struct, ILifetimePolicy
    where TCharging : struct, ICharging
    where TPlatform : struct, IPlatform
    where TSealing : struct, ISealingPolicy
{
    private const int MaximalSessions = 1 << 16;

    // 1 GiB: an image of all records has fewer bytes than an int can count.
    private const int MaximalHolderWords = 1 << 27;

    private readonly IFrameMemory? _memory;
    private readonly FrameBitmap _free;
    private readonly FrameCounts _counts;
    private readonly SlotBitmap _emptySlots;
    private readonly SlotBitmap _emptyRegions;
    private readonly Slot[] _slots;
    private readonly RegionSlot[] _regions;
    private readonly Session[] _sessions;
    private readonly int _aliasCost;

    // Delegated sharing: for each dataspace the sessions beside its owner that can name it, a bit each.
    private readonly ulong[] _holders;
    private readonly int _holderWords;

    // Charging Heir.
    private readonly Heirs? _heirs;

    // Charging HolderOnce.
    private readonly Footprints? _footprints;

    // Charging Retainer, where an alias can keep its original.
    private readonly Retained? _retained;

    // Platform Quarantine.
    private readonly Quarantined? _quarantined;

    // Where a seal can be refused: how many writable regions show each frame.
    private readonly FrameCounts? _writable;

    // How much each session has given to each; nothing with too many sessions.
    private readonly int[] _given;

    // Every array in which something is on record.
    private readonly ImageSection[] _sections;

    /// <summary>A service all of whose frames are free.</summary>
    /// <param name="bounds">What it manages.</param>
    /// <param name="memory">What is behind the frames.</param>
    internal RamService(ServiceBounds bounds, IFrameMemory? memory)
    {
        LifetimeRules.ThrowIfBroken<TLifetime>();
        Require(bounds.Frames, 1, FrameBitmap.MaximalFrames, nameof(bounds.Frames));
        Require(bounds.Dataspaces, 1, DataspaceCapability.MaximalSlots, nameof(bounds.Dataspaces));
        Require(bounds.Regions, 0, RegionCapability.MaximalSlots, nameof(bounds.Regions));
        Require(bounds.Quotas.IsDefault ? 0 : bounds.Quotas.Length, 1, MaximalSessions, nameof(bounds.Quotas));
        Require(bounds.AliasCost, 0, int.MaxValue, nameof(bounds.AliasCost));
        Require(bounds.Quotas.Min(), 0, int.MaxValue, nameof(bounds.Quotas));
        Require(bounds.Quotas.Sum(quota => (long)quota), 0, int.MaxValue, nameof(bounds.Quotas));
        Require((int)bounds.Sharing, 0, (int)Sharing.Delegated, nameof(bounds.Sharing));
        _holderWords = bounds.Sharing == Sharing.Delegated ? (bounds.Quotas.Length + 63) / 64 : 0;
        Require((long)_holderWords * bounds.Dataspaces, 0, MaximalHolderWords, nameof(bounds.Sharing));

        Bounds = bounds;
        _memory = memory;
        _free = new FrameBitmap(bounds.Frames);
        _counts = new FrameCounts(bounds.Frames);
        _slots = new Slot[bounds.Dataspaces];
        _emptySlots = new SlotBitmap(bounds.Dataspaces);
        _regions = new RegionSlot[bounds.Regions];
        _emptyRegions = new SlotBitmap(bounds.Regions);
        _sessions = [.. bounds.Quotas.Select(quota => new Session { Quota = quota })];
        _aliasCost = TLifetime.Form == AliasForm.Managed ? bounds.AliasCost : 0;
        _holders = new ulong[_holderWords * bounds.Dataspaces];
        _heirs = TCharging.ChargesHeir ? new Heirs(bounds.Frames, bounds.Dataspaces) : null;
        _footprints = TCharging.ChargesOnce ? new Footprints(bounds.Quotas.Length, bounds.Dataspaces) : null;
        _retained = Retains ? new Retained(bounds.Dataspaces) : null;
        _quarantined = TPlatform.Quarantines ? new Quarantined(bounds.Frames, bounds.Regions) : null;
        _writable = TSealing.RefusesWriters ? new FrameCounts(bounds.Frames) : null;
        _given = new int[bounds.Quotas.Length <= MaximalDonors ? bounds.Quotas.Length * bounds.Quotas.Length : 0];
        _sections =
        [
            .. _free.Sections, .. _counts.Sections, .. _emptySlots.Sections, .. _emptyRegions.Sections,
            ImageSection.Of(_slots), ImageSection.Of(_regions), ImageSection.Of(_sessions), ImageSection.Of(_holders),
            ImageSection.Of(_given), .. _heirs?.Sections ?? [], .. _footprints?.Sections ?? [],
            .. _retained?.Sections ?? [], .. _quarantined?.Sections ?? [], .. _writable?.Sections ?? [],
        ];
        ImageBytes = _sections.Sum(section => section.Length);
    }

    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public int FreeFrames => _free.FreeCount;

    /// <inheritdoc/>
    /// <remarks>More than an <see cref="int"/> holds is said to be as much as it holds.</remarks>
    public int UsedBy(SessionId session) => (int)Math.Min(int.MaxValue, SessionOf(session).Used);

    /// <inheritdoc/>
    public int QuotaOf(SessionId session) => SessionOf(session).Quota;

    /// <inheritdoc/>
    public bool IsFree(int frame) => _free.IsFree(frame);

    /// <inheritdoc/>
    public ReadOnlySpan<ulong> FreeBitmap => _free.Words;

    /// <inheritdoc/>
    public int CountOf(int frame)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(frame);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(frame, Bounds.Frames);
        return _counts.CountOf(frame);
    }

    /// <inheritdoc/>
    public bool CanName(SessionId session, int slot)
    {
        SessionOf(session);
        return CanName(session.Index, slot);
    }

    /// <inheritdoc/>
    public DataspaceStatus DataspaceAt(int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        return new DataspaceStatus(
            LifeOf(dataspace.Flags),
            new SessionId(dataspace.Owner),
            dataspace.Base,
            dataspace.Length,
            dataspace.Parent,
            (dataspace.Flags & SlotFlags.Writable) != 0,
            (dataspace.Flags & SlotFlags.Sealed) != 0,
            (dataspace.Flags & SlotFlags.Alias) != 0,
            new SessionId(dataspace.Payer));
    }

    /// <inheritdoc/>
    public RegionStatus RegionAt(int slot)
    {
        ref readonly RegionSlot region = ref _regions[slot];
        if (region.Dataspace == 0)
        {
            return default;
        }

        if (TPlatform.Quarantines && region.Dataspace == RegionSlot.Dead)
        {
            ref readonly ShownExtent shown = ref _quarantined!.ExtentOf(slot);
            return new RegionStatus(
                new SessionId(region.Session), 0, shown.Base, shown.Length, region.Writable != 0);
        }

        ref readonly Slot dataspace = ref _slots[region.Dataspace - 1];
        return new RegionStatus(
            new SessionId(region.Session), region.Dataspace, dataspace.Base, dataspace.Length, region.Writable != 0);
    }

    /// <inheritdoc/>
    public DataspaceCapability DataspaceCapabilityAt(int slot) => Capability(slot, _slots[slot].Generation);

    /// <inheritdoc/>
    public RegionCapability RegionCapabilityAt(int slot) =>
        _regions[slot].Generation == 0 ? default : RegionCapability.Of(slot, _regions[slot].Generation);

    private static DataspaceCapability Capability(int slot, long generation) =>
        generation == 0 ? default : DataspaceCapability.Of(slot, generation);

    private static Life LifeOf(SlotFlags flags) =>
        (flags & SlotFlags.Live) != 0 ? Life.Live
        : (flags & SlotFlags.Zombie) != 0 ? Life.Zombie
        : (flags & SlotFlags.Hollow) != 0 ? Life.Hollow
        : Life.None;

    private static void Require(long number, long minimum, long maximum, string name)
    {
        if (number < minimum || number > maximum)
        {
            throw new ArgumentOutOfRangeException(
                name, number, FormattableString.Invariant($"must be {minimum} to {maximum}"));
        }
    }

    private ref Session SessionOf(SessionId session)
    {
        if ((uint)session.Index >= (uint)_sessions.Length)
        {
            throw new ArgumentOutOfRangeException(nameof(session), session, "there is no such session");
        }

        return ref _sessions[session.Index];
    }

    private bool CanName(int session, int slot)
    {
        ref readonly Slot dataspace = ref _slots[slot];
        return (dataspace.Flags & SlotFlags.Nameable) != 0
            && (_holderWords == 0 || dataspace.Owner == session || Holds(session, slot));
    }
}
