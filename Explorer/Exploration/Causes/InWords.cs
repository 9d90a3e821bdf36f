using System.Globalization;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>Sets as a sentence names them: "frames 0 and 2", "d1 of s1".</summary>
internal static class InWords
{
    /// <summary>The frames, by number.</summary>
    internal static string Of(FrameSet frames)
    {
        var numbers = new List<string>();
        foreach (Frame frame in frames)
        {
            numbers.Add(frame.Index.ToString(CultureInfo.InvariantCulture));
        }

        return (frames.Count == 1 ? "frame " : "frames ") + Listed(numbers);
    }

    /// <summary>The sessions, by name.</summary>
    internal static string Of(SessionSet sessions)
    {
        var names = new List<string>();
        foreach (SessionId session in sessions)
        {
            names.Add(session.ToString());
        }

        return Listed(names);
    }

    /// <summary>The dataspaces, by name alone.</summary>
    internal static string Of(DataspaceSet dataspaces)
    {
        var names = new List<string>();
        foreach (DataspaceId dataspace in dataspaces)
        {
            names.Add(dataspace.ToString());
        }

        return Listed(names);
    }

    /// <summary>The dataspaces with their owners, and what is no longer live by what it is.</summary>
    internal static string Of(DataspaceSet dataspaces, in State state)
    {
        var names = new List<string>();
        foreach (DataspaceId dataspace in dataspaces)
        {
            string life = state.Zombies.Contains(dataspace) ? "zombie "
                : state.Hollow.Contains(dataspace) ? "hollow "
                : string.Empty;
            names.Add($"{life}{dataspace} of {state.OwnerOf(dataspace)}");
        }

        return Listed(names);
    }

    /// <summary>The regions with their sessions.</summary>
    internal static string Of(RegionSet regions, in State state)
    {
        var names = new List<string>();
        foreach (RegionId region in regions)
        {
            names.Add($"{region} of {state.SessionOf(region)}");
        }

        return Listed(names);
    }

    /// <summary>Dataspaces and regions together.</summary>
    internal static string Of(DataspaceSet dataspaces, RegionSet regions, in State state)
    {
        var names = new List<string>();
        if (!dataspaces.IsEmpty)
        {
            names.Add(Of(dataspaces, in state));
        }

        if (!regions.IsEmpty)
        {
            names.Add(Of(regions, in state));
        }

        return Listed(names);
    }

    /// <summary>What a session uses, of what it may: "s1 uses 3 frames and its quota is 2".</summary>
    internal static string UseOf(SessionId session, in StateView at) => string.Create(
        CultureInfo.InvariantCulture,
        $"{session} uses {Count(at.Ledger.UsedBy(session))} and its quota is {at.Model.QuotaOf(in at.State, session)}");

    /// <summary>So many frames.</summary>
    internal static string Count(int frames) =>
        string.Create(CultureInfo.InvariantCulture, $"{frames} {(frames == 1 ? "frame" : "frames")}");

    /// <summary>A verb or pronoun that agrees with a number of things.</summary>
    internal static string Agreeing(int count, string one, string several) => count == 1 ? one : several;

    /// <summary>"a", "a and b", "a, b and c".</summary>
    internal static string Listed(IReadOnlyList<string> parts) => parts.Count switch
    {
        0 => string.Empty,
        1 => parts[0],
        _ => $"{string.Join(", ", parts.Take(parts.Count - 1))} and {parts[^1]}",
    };

    /// <summary>With a capital, unless it begins with a name such as s1, and a full stop.</summary>
    internal static string Sentence(string text) =>
        (text.Length > 1 && char.IsAsciiLetterLower(text[1]) ? char.ToUpperInvariant(text[0]) + text[1..] : text) + ".";
}
