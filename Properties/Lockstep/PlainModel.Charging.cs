using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <content>The charging policies of section 6: what is charged to whom, and what an alias costs.</content>
internal sealed partial class PlainModel
{
    private IEnumerable<PlainBill> WhatIsCharged() => _rules.Charging switch
    {
        "Allocator" => BillsOf(State.Payers),
        "Heir" => BillsOf(Painted(
            dataspace => Covers(dataspace) && dataspace.Parent is null, dataspace => dataspace.Owner)),
        "Holder" => Owned(Covers, slot => State.Dataspaces[slot]!.Extent),
        "HolderOnce" => Enumerable.Range(0, Sessions).SelectMany(session => BillsOf(Painted(
            dataspace => Covers(dataspace) && dataspace.Owner == session, _ => session))),
        "Nobody" => Owned(
            dataspace => dataspace is { Life: Life.Live, IsAlias: false }, slot => State.Dataspaces[slot]!.Extent),
        "Retainer" => Owned(Covers, RetainedBy),
        _ => throw new InvalidOperationException($"there is no charging policy {_rules.Charging}"),
    };

    // What an alias would cost a session, in frames; null where nobody asks.
    private int? PriceOf(int session, int original, PlainExtent part)
    {
        if (_rules.Form == AliasForm.Managed)
        {
            return Bounds.AliasCost;
        }

        switch (_rules.Charging)
        {
            case "Holder":
                return part.Length;
            case "HolderOnce":
                return part.Frames.Count(frame => Charged(session, frame) == 0);
            case "Retainer":
                bool pins = _rules.Form == AliasForm.View
                    && _rules.OnFree.Alias(KinshipOf(session, original)) == AliasFate.Pinning;
                return pins ? RetainedBy(original).Length : part.Length;
            default:
                return null;
        }
    }

    // Up from each alias to its parent, as long as the alias has the fate Pinning for Free.
    private PlainExtent RetainedBy(int slot)
    {
        while (State.Dataspaces[slot]!.Parent is { } parent
            && FateOf(State, slot, _rules.OnFree) == AliasFate.Pinning)
        {
            slot = parent;
        }

        return State.Dataspaces[slot]!.Extent;
    }

    // The owner of each dataspace of some sort pays for what goes with it.
    private IEnumerable<PlainBill> Owned(Predicate<PlainDataspace?> counts, Func<int, PlainExtent> extent) =>
        Enumerable.Range(0, State.Dataspaces.Length)
            .Where(slot => counts(State.Dataspaces[slot]))
            .Select(slot => new PlainBill(State.Dataspaces[slot]!.Owner, extent(slot)));

    private static IEnumerable<PlainBill> BillsOf(IReadOnlyList<int?> payers) =>
        Enumerable.Range(0, payers.Count)
            .Where(frame => payers[frame] is not null)
            .Select(frame => new PlainBill(payers[frame]!.Value, new PlainExtent(frame, 1)));

    // Dataspaces of some sort paint their frames in the colour of a session, the lowest slot last, so that where
    // several cover a frame the lowest one's colour is seen in the end.
    private int?[] Painted(Predicate<PlainDataspace> paints, Func<PlainDataspace, int> colour)
    {
        int?[] colours = new int?[Bounds.Frames];
        for (int slot = State.Dataspaces.Length - 1; slot >= 0; slot--)
        {
            if (State.Dataspaces[slot] is { } dataspace && paints(dataspace))
            {
                colours.AsSpan(dataspace.Base, dataspace.Length).Fill(colour(dataspace));
            }
        }

        return colours;
    }
}
