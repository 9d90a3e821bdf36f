using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// What is surely refused, for all instances of an operation at once, so that a search need not ask each. It follows
/// from the very conditions that the operations check one by one; whatever is left, they decide.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform, TSealing>
{
    /// <inheritdoc/>
    public string? TellerOf(Distinctions names) =>
        (TLifetime.TellsApart & names) != 0 ? $"lifetime {TLifetime.Name}"
        : (TCharging.TellsApart & names) != 0 ? $"charging {TCharging.Name}"
        : (TPlatform.TellsApart & names) != 0 ? $"platform {TPlatform.Name}"
        : (TSealing.TellsApart & names) != 0 ? $"sealing {TSealing.Name}"
        : null;

    /// <inheritdoc/>
    public Prospects ProspectsOf(in State state, in Ledger ledger, SessionId session)
    {
        DataspaceSet named = NameableBy(in state, session);
        DataspaceSet owned = named & state.OwnedBy(session);
        int left = LeftOf(in state, in ledger, session);
        DataspaceSet originals =
            EmptySlots(in state).IsEmpty ? default
            : Replaces ? owned - state.Hollow
            : named - state.Hollow;
        RegionSet regions = _regionSlots.IsEmpty ? default : state.RegionsOf(session);
        return new Prospects(
            Named: named,
            Owned: owned,
            Attachable: EmptyRegionSlots(in state).IsEmpty ? default : named - state.Hollow,
            Originals: originals,
            WritableOriginals: originals & Unsealed(in state),
            LongestAlias: LongestAlias(left),
            LongestAlloc: EmptySlots(in state).IsEmpty ? 0 : Math.Min(left, FreeFrames(in ledger).Count),
            Detachable: regions,
            WritableRegions: regions & state.WritableRegions,
            Droppable: named - state.OwnedBy(session),
            LargestDonation: _recordsGifts
                ? Math.Min(left, _quotas[session.Index] - state.GivenBy(session))
                : 0);
    }

    private int LongestAlias(int left) =>
        !AliasHasPrice ? Frame.Capacity
        : Manages ? (_aliasCost <= left ? Frame.Capacity : 0)
        : TCharging.PriceOfAlias == AliasPrice.Size ? left
        : Frame.Capacity;
}
