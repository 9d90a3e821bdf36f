using System.Globalization;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange;

/// <summary>A state in a few words: what a node of a graph is labelled with.</summary>
public static class StateText
{
    /// <summary>The objects of a state, one after the other; "empty" where there is none.</summary>
    /// <param name="state">The state.</param>
    /// <returns>One line, of ASCII characters.</returns>
    public static string Of(in State state)
    {
        var parts = new List<string>();
        foreach (DataspaceId slot in state.Occupied)
        {
            parts.Add(DataspaceIn(in state, slot));
        }

        foreach (RegionId slot in state.Regions)
        {
            Extent extent = state.ExtentOf(slot);
            string through = state.DataspaceOf(slot).IsEmpty ? "" : $" of {state.DataspaceOf(slot).Lowest}";
            parts.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{slot}{through} in {state.SessionOf(slot)} {extent.Base}+{extent.Length} "
                + $"{(state.WritableRegions.Contains(slot) ? "rw" : "ro")}"));
        }

        return parts.Count == 0 ? "empty" : string.Join("; ", parts);
    }

    /// <summary>What has become of a dataspace: live, zombie or hollow.</summary>
    internal static string LifeOf(in State state, DataspaceId slot) =>
        state.Zombies.Contains(slot) ? "zombie" : state.Hollow.Contains(slot) ? "hollow" : "live";

    private static string DataspaceIn(in State state, DataspaceId slot)
    {
        Extent extent = state.ExtentOf(slot);
        string life = LifeOf(in state, slot);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{slot} of {state.OwnerOf(slot)} {extent.Base}+{extent.Length} "
            + $"{(state.Writable.Contains(slot) ? "rw" : "ro")}")
            + (state.ParentOf(slot).IsEmpty ? "" : $" alias of {state.ParentOf(slot).Lowest}")
            + (state.Sealed.Contains(slot) ? " sealed" : "")
            + (life == "live" ? "" : $" {life}")
            + (state.HoldersOf(slot).Count > 1 ? $" held by {state.HoldersOf(slot)}" : "");
    }
}
