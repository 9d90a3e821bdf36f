using System.Collections.Immutable;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The meaning of docs/semantics.md on platform Native, written a second time: for any number of frames, slots and
/// sessions, over plain immutable collections, and as literally as it can be. The specification that the explorer runs
/// ends at 32 frames and 16 slots; what is larger is compared with this. This file says what follows from a state.
/// </summary>
internal sealed partial class PlainModel
{
    private readonly PlainRules _rules;
    private bool[]? _allocated;
    private ImmutableArray<int>? _used;

    internal PlainModel(PlainRules rules, ServiceBounds bounds)
        : this(rules, bounds, PlainState.Initial(bounds))
    {
    }

    internal PlainModel(PlainRules rules, ServiceBounds bounds, PlainState state) =>
        (_rules, Bounds, State) = (rules, bounds, state);

    internal ServiceBounds Bounds { get; }

    internal PlainState State { get; }

    internal int Sessions => State.Quotas.Length;

    /// <summary>For each frame whether it is allocated: whether a Live dataspace or a zombie covers it.</summary>
    internal ReadOnlySpan<bool> Allocated => _allocated ??= WhatIsAllocated();

    internal int FreeFrames => Allocated.Count(false);

    /// <summary>used(s).</summary>
    internal int UsedBy(int session) => (_used ??= WhatIsUsed())[session];

    /// <summary>Whether a session can name the dataspace in a slot.</summary>
    internal bool CanName(int session, int slot) =>
        State.Dataspaces[slot] is { Life: Life.Live or Life.Hollow } dataspace
        && (Bounds.Sharing == Sharing.Open || dataspace.Holders.Contains(session));

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
            new SessionId(region.Session), region.Dataspace + 1, region.Base, region.Length, region.Writable)
        : default;

    private bool[] WhatIsAllocated()
    {
        bool[] allocated = new bool[Bounds.Frames];
        foreach (PlainDataspace? dataspace in State.Dataspaces)
        {
            if (Pins(dataspace))
            {
                allocated.AsSpan(dataspace!.Base, dataspace.Length).Fill(true);
            }
        }

        return allocated;
    }

    private ImmutableArray<int> WhatIsUsed()
    {
        int[] used = _rules.Charging switch
        {
            // All that cover a frame have one payer, since the frame had to be free before it got another.
            "Allocator" => PaintedBy(Pins, dataspace => dataspace.Payer),
            "Heir" => PaintedBy(
                dataspace => Covers(dataspace) && dataspace!.Parent is null, dataspace => dataspace.Owner),
            "Holder" => LengthsOf(Covers),
            "Nobody" => LengthsOf(dataspace => Covers(dataspace) && dataspace is { Life: Life.Live, IsAlias: false }),
            _ => throw new InvalidOperationException($"there is no charging policy {_rules.Charging}"),
        };
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

    // What each session's dataspaces of some sort add up to.
    private int[] LengthsOf(Predicate<PlainDataspace?> counts)
    {
        int[] sums = new int[Sessions];
        foreach (PlainDataspace? dataspace in State.Dataspaces)
        {
            if (counts(dataspace))
            {
                sums[dataspace!.Owner] += dataspace.Length;
            }
        }

        return sums;
    }

    // Dataspaces of some sort paint their frames in the colour of a session, the lowest slot last, so that where
    // several cover a frame the lowest one's colour is seen in the end. How many frames does each session have then?
    private int[] PaintedBy(Predicate<PlainDataspace?> paints, Func<PlainDataspace, int> colour)
    {
        int[] colours = new int[Bounds.Frames];
        colours.AsSpan().Fill(Sessions);
        for (int slot = State.Dataspaces.Length - 1; slot >= 0; slot--)
        {
            if (State.Dataspaces[slot] is { } dataspace && paints(dataspace))
            {
                colours.AsSpan(dataspace.Base, dataspace.Length).Fill(colour(dataspace));
            }
        }

        int[] sums = new int[Sessions + 1];
        foreach (int session in colours)
        {
            sums[session]++;
        }

        return sums[..Sessions];
    }

    private static bool Pins(PlainDataspace? dataspace) => dataspace is { Life: Life.Live or Life.Zombie };

    private bool Covers(PlainDataspace? dataspace) =>
        Pins(dataspace) && !(_rules.Form == AliasForm.Managed && dataspace!.IsAlias);
}
