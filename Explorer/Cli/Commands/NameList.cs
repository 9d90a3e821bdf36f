using System.Collections.Immutable;

namespace ModelCheck.Cli.Commands;

/// <summary>Names as a command line lists them: several by commas, in any case, or all that there are.</summary>
internal static class NameList
{
    /// <summary>Stands for all names; so does <c>*</c>, which a shell has to be kept from reading.</summary>
    internal const string Everything = "all";

    /// <summary>Whether a list stands for all names.</summary>
    internal static bool IsEverything(string? list) =>
        list == "*" || Everything.Equals(list, StringComparison.OrdinalIgnoreCase);

    /// <summary>What a list names, in the order of the list and each once.</summary>
    /// <param name="list">The list; an empty one names something that is called nothing.</param>
    /// <param name="known">All that there are.</param>
    /// <param name="find">Finds one by its name, or complains.</param>
    internal static ImmutableArray<T> Read<T>(string list, ImmutableArray<T> known, Func<string, T> find) =>
        IsEverything(list) ? known : [.. list.Split(',', StringSplitOptions.TrimEntries).Select(find).Distinct()];
}
