using System.Collections.Immutable;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The meaning of docs/semantics.md, written a second time: for any number of frames, slots and sessions, over plain
/// immutable collections, and as literally as it can be. The specification that the explorer runs ends at 32 frames and
/// 16 slots; what is larger is compared with this. This file says what follows from a state.
/// </summary>
internal sealed partial class PlainModel
{
    private readonly PlainRules _rules;
    private readonly bool _recordsAllocators;
    private bool[]? _allocated;
    private ImmutableArray<int>? _used;
    private List<PlainBill>? _bills;

    internal PlainModel(PlainRules rules, ServiceBounds bounds, bool recordsAllocators = false)
        : this(rules, bounds, PlainState.Initial(bounds), recordsAllocators)
    {
    }

    internal PlainModel(PlainRules rules, ServiceBounds bounds, PlainState state, bool recordsAllocators = false) =>
        (_rules, Bounds, State, _recordsAllocators) = (rules, bounds, state, recordsAllocators);

    internal PlainRules Rules => _rules;

    internal ServiceBounds Bounds { get; }

    internal PlainState State { get; }

    internal int Sessions => Bounds.Quotas.Length;

    /// <summary>For each frame whether it is allocated: whether the platform says that something pins it.</summary>
    internal ReadOnlySpan<bool> Allocated => _allocated ??= WhatIsAllocated();

    internal int FreeFrames => Allocated.Count(false);

    /// <summary>used(s).</summary>
    internal int UsedBy(int session) => (_used ??= WhatIsUsed())[session];

    /// <summary>charged(s, f).</summary>
    internal int Charged(int session, int frame) =>
        Bills.Count(bill => bill.Session == session && bill.Extent.Contains(frame));

    /// <summary>quota(s): what it began with, less what it gave, and what it was given.</summary>
    internal int QuotaOf(int session) =>
        Bounds.Quotas[session]
        - GivenBy(session)
        + Enumerable.Range(0, Sessions).Sum(giver => GivenBy(giver, session));

    /// <summary>What a session has given to all others.</summary>
    internal int GivenBy(int giver) => Enumerable.Range(0, Sessions).Sum(receiver => GivenBy(giver, receiver));

    /// <summary>What a session has given to another one.</summary>
    internal int GivenBy(int giver, int receiver) => State.Given.GetValueOrDefault((giver, receiver));

    /// <summary>Whether a session can name the dataspace in a slot.</summary>
    internal bool CanName(int session, int slot) =>
        State.Dataspaces[slot] is { Life: Life.Live or Life.Hollow } dataspace
        && (Bounds.Sharing == Sharing.Open || dataspace.Holders.Contains(session));

    /// <summary>
    /// Whether a frame is one of a dead region that no Live dataspace and no zombie shows (Quarantine).
    /// </summary>
    internal bool IsQuarantined(int frame) =>
        _rules.Platform == "Quarantine"
        && State.Regions.Any(region => region is { Dataspace: null } && region.Extent.Contains(frame))
        && !State.Dataspaces.Any(dataspace => LivesOn(dataspace) && dataspace!.Extent.Contains(frame));

    /// <summary>Whether a dataspace covers frames for the purpose of charging.</summary>
    internal bool Covers(PlainDataspace? dataspace) =>
        LivesOn(dataspace) && !(_rules.Form == AliasForm.Managed && dataspace!.IsAlias);

    /// <summary>What Attach gives: the frames, and whether they can be written.</summary>
    internal (PlainExtent Extent, bool Writable) GrantOf(PlainDataspace dataspace) => _rules.Platform switch
    {
        "WholeBlock" => (dataspace.Block, dataspace.Writable && !dataspace.Sealed),
        "BaseLinux" => (dataspace.Block, true),
        "SealedMemfd" => (dataspace.Block, !dataspace.Block.Frames.Any(State.SealedFrames.Contains)),
        _ => (dataspace.Extent, dataspace.Writable && !dataspace.Sealed),
    };

    /// <summary>The children of a dataspace, their children, and so on.</summary>
    internal IReadOnlyList<int> DescendantsOf(int slot) => DescendantsOf(State, slot);

    /// <summary>What a RAM service would show of a dataspace slot.</summary>
    internal DataspaceStatus DataspaceAt(int slot) => State.Dataspaces[slot] is { } dataspace
        ? new DataspaceStatus(
            dataspace.Life,
            new SessionId(dataspace.Owner),
            dataspace.Base,
            dataspace.Length,
            dataspace.Parent + 1 ?? 0,
            dataspace.Writable,
            dataspace.Sealed,
            dataspace.IsAlias,
            new SessionId(dataspace.Payer))
        : default;

    /// <summary>What a RAM service would show of a region slot.</summary>
    internal RegionStatus RegionAt(int slot) => State.Regions[slot] is { } region
        ? new RegionStatus(
            new SessionId(region.Session), region.Dataspace + 1 ?? 0, region.Base, region.Length, region.Writable)
        : default;

    private List<PlainBill> Bills => _bills ??= [.. WhatIsCharged()];

    private bool[] WhatIsAllocated()
    {
        bool[] allocated = new bool[Bounds.Frames];
        foreach (PlainDataspace? dataspace in State.Dataspaces)
        {
            if (LivesOn(dataspace))
            {
                PlainExtent pinned = _rules.HasBlocks ? dataspace!.Block : dataspace!.Extent;
                allocated.AsSpan(pinned.Base, pinned.Length).Fill(true);
            }
        }

        foreach (PlainRegion? region in State.Regions)
        {
            bool pins = _rules.IsLinux || (_rules.Platform == "Quarantine" && region?.Dataspace is null);
            if (region is not null && pins)
            {
                allocated.AsSpan(region.Base, region.Length).Fill(true);
            }
        }

        return allocated;
    }

    private ImmutableArray<int> WhatIsUsed()
    {
        int[] used = new int[Sessions];
        foreach (PlainBill bill in Bills)
        {
            used[bill.Session] += bill.Extent.Length;
        }

        if (_rules.Form == AliasForm.Managed)
        {
            foreach (PlainDataspace? dataspace in State.Dataspaces)
            {
                if (dataspace is { IsAlias: true })
                {
                    used[dataspace.Owner] += Bounds.AliasCost;
                }
            }
        }

        return [.. used];
    }

    private static bool LivesOn(PlainDataspace? dataspace) => dataspace is { Life: Life.Live or Life.Zombie };
}
