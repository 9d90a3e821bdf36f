using System.Globalization;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>Says what of a slot is not as it should be: what is expected, and what is found.</summary>
internal static class StatusDifference
{
    /// <summary>Two values that should be the same.</summary>
    /// <param name="what">What they are values of.</param>
    /// <param name="expected">The model's.</param>
    /// <param name="found">The service's.</param>
    /// <returns>A sentence.</returns>
    internal static string Text(string what, object expected, object found) =>
        string.Create(CultureInfo.InvariantCulture, $"{what}: expected {expected}, found {found}");

    /// <summary>A dataspace slot, all that differs.</summary>
    internal static string Of(int slot, in DataspaceStatus expected, in DataspaceStatus found)
    {
        string name = $"{new DataspaceId(slot)}";
        return expected.Life == Life.None || found.Life == Life.None
            ? Text(name, Whole(in expected), Whole(in found))
            : Parts(
                name,
                ("life", Word(expected.Life), Word(found.Life)),
                ("owner", expected.Owner, found.Owner),
                ("extent", Extent(expected.Base, expected.Length), Extent(found.Base, found.Length)),
                ("alias of", Parent(in expected), Parent(in found)),
                ("rights", Rights(expected.Writable), Rights(found.Writable)),
                ("sealed", Word(expected.Sealed), Word(found.Sealed)),
                ("made by Alias", Word(expected.IsAlias), Word(found.IsAlias)),
                ("payer", expected.Payer, found.Payer));
    }

    /// <summary>A region slot, all that differs.</summary>
    internal static string Of(int slot, in RegionStatus expected, in RegionStatus found)
    {
        string name = $"{new RegionId(slot)}";
        return expected.Length == 0 || found.Length == 0
            ? Text(name, Whole(in expected), Whole(in found))
            : Parts(
                name,
                ("session", expected.Session, found.Session),
                ("extent", Extent(expected.Base, expected.Length), Extent(found.Base, found.Length)),
                ("through", Through(in expected), Through(in found)),
                ("rights", Rights(expected.Writable), Rights(found.Writable)));
    }

    /// <summary>Who can name a dataspace.</summary>
    internal static string OfNamers(int slot, ulong expected, ulong found) => Text(
        $"{new DataspaceId(slot)} can be named by", new SessionSet((uint)expected), new SessionSet((uint)found));

    /// <summary>How much quota a session gave to another one.</summary>
    internal static string OfGift(int giver, int receiver, int expected, int found) => Text(
        $"given by {new SessionId(giver)} to {new SessionId(receiver)}", expected, found);

    private static string Parts(string name, params ReadOnlySpan<(string What, object Expected, object Found)> parts)
    {
        var differing = new List<string>();
        foreach ((string what, object expected, object found) in parts)
        {
            if (!expected.Equals(found))
            {
                differing.Add(Text($"{name} {what}", expected, found));
            }
        }

        return string.Join("; ", differing);
    }

    private static string Whole(in DataspaceStatus status) => status.Life == Life.None
        ? status == default ? "an empty slot" : $"an empty slot that is said to have {status}"
        : $"a {Word(status.Life)} dataspace of {status.Owner}, {Rights(status.Writable)} "
            + Extent(status.Base, status.Length)
            + (status.ParentPlusOne == 0 ? string.Empty : $", an alias of {Parent(in status)}");

    private static string Whole(in RegionStatus status) => status.Length == 0
        ? status == default ? "an empty slot" : $"an empty slot that is said to have {status}"
        : $"a region of {status.Session}, {Rights(status.Writable)} {Extent(status.Base, status.Length)}, through "
            + Through(in status);

    private static string Word(Life life) => life switch
    {
        Life.None => "empty",
        Life.Live => "live",
        Life.Zombie => "zombie",
        Life.Hollow => "hollow",
    };

    private static string Word(bool flag) => flag ? "yes" : "no";

    private static string Rights(bool writable) => writable ? "rw" : "ro";

    private static string Extent(int first, int length) =>
        string.Create(CultureInfo.InvariantCulture, $"{first}+{length}");

    private static string Parent(in DataspaceStatus status) =>
        status.ParentPlusOne == 0 ? "none" : $"{new DataspaceId(status.ParentPlusOne - 1)}";

    private static string Through(in RegionStatus status) =>
        status.DataspacePlusOne == 0 ? "none" : $"{new DataspaceId(status.DataspacePlusOne - 1)}";
}
