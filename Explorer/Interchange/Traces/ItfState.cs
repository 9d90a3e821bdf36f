using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange.Traces;

/// <summary>A state of the model as variables of the Informal Trace Format.</summary>
internal static class ItfState
{
    /// <summary>The names of the variables.</summary>
    internal static readonly ImmutableArray<string> Names = ["allocated", "dataspaces", "regions", "used"];

    /// <summary>The variables of a state, in the order of their names.</summary>
    internal static ImmutableArray<(string Name, ItfValue Value)> Of(IModel model, in State state)
    {
        State at = state;
        Ledger ledger = model.Audit(in at);
        return
        [
            ("allocated", ItfValue.SetOf(Members(ledger.Allocated).Select(frame => ItfValue.Of(frame.Index)))),
            (
                "dataspaces",
                ItfValue.MapOf(Members(at.Occupied).Select(slot => (slot.ToString(), DataspaceOf(at, slot))))),
            ("regions", ItfValue.MapOf(Members(at.Regions).Select(slot => (slot.ToString(), RegionOf(at, slot))))),
            (
                "used",
                ItfValue.MapOf(Members(SessionSet.First(model.Scope.Sessions))
                    .Select(session => (session.ToString(), ItfValue.Of(ledger.UsedBy(session)))))),
        ];
    }

    private static ItfValue DataspaceOf(State state, DataspaceId slot) => ItfValue.RecordOf(
        ("owner", ItfValue.Of(state.OwnerOf(slot).ToString())),
        ("base", ItfValue.Of(state.ExtentOf(slot).Base)),
        ("length", ItfValue.Of(state.ExtentOf(slot).Length)),
        ("writable", ItfValue.Of(state.Writable.Contains(slot))),
        ("sealed", ItfValue.Of(state.Sealed.Contains(slot))),
        ("life", ItfValue.Of(StateText.LifeOf(in state, slot))),
        ("parent", ItfValue.Of(state.ParentOf(slot).IsEmpty ? "" : state.ParentOf(slot).Lowest.ToString())),
        (
            "holders",
            ItfValue.SetOf(Members(state.HoldersOf(slot)).Select(session => ItfValue.Of(session.ToString())))));

    private static ItfValue RegionOf(State state, RegionId slot) => ItfValue.RecordOf(
        ("session", ItfValue.Of(state.SessionOf(slot).ToString())),
        ("base", ItfValue.Of(state.ExtentOf(slot).Base)),
        ("length", ItfValue.Of(state.ExtentOf(slot).Length)),
        ("writable", ItfValue.Of(state.WritableRegions.Contains(slot))),
        ("through", ItfValue.Of(state.DataspaceOf(slot).IsEmpty ? "" : state.DataspaceOf(slot).Lowest.ToString())));

    private static List<T> Members<T>(FiniteSet<T> set)
        where T : struct, IElement<T>
    {
        List<T> members = [];
        foreach (T member in set)
        {
            members.Add(member);
        }

        return members;
    }
}
