using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <content>
/// What is surely refused, for all instances of an operation at once, so that a search need not ask each. It follows
/// from the very conditions that the operations check one by one; whatever is left, they decide.
/// </content>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform>
{
    /// <inheritdoc/>
    public string? TellerOf(Distinctions names) =>
        (TLifetime.TellsApart & names) != 0 ? $"lifetime {TLifetime.Name}"
        : (TCharging.TellsApart & names) != 0 ? $"charging {TCharging.Name}"
        : (TPlatform.TellsApart & names) != 0 ? $"platform {TPlatform.Name}"
        : null;

    /// <inheritdoc/>
    public Prospects ProspectsOf(in State state, in Ledger ledger, SessionId session)
    {
        DataspaceSet named = NameableBy(in state, session);
        DataspaceSet owned = named & state.OwnedBy(session);
        int left = LeftOf(in ledger, session);
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
            WritableRegions: regions & state.WritableRegions);
    }

    private int LongestAlias(int left) =>
        !AliasHasPrice ? Frame.Capacity
        : !Manages ? left
        : PriceOfAlias(1) <= left ? Frame.Capacity
        : 0;
}
