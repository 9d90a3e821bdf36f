using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Properties.SmallScopes;

/// <summary>
/// docs/small-scopes.md, which takes many minutes and is written anew with
/// <code>
/// SMALL_SCOPES=$PWD/docs/small-scopes.md dotnet test -c Release --filter "FullyQualifiedName~SmallScopes"
/// </code>
/// </summary>
internal static class SurveyPage
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>The requirement that the survey leaves out.</summary>
    internal const string LeftOut = "MemoryReclaim";

    /// <summary>Writes the page.</summary>
    internal static void Write(string file)
    {
        (ImmutableArray<Sighting> sightings, int explorations, int incomplete) = Survey.Make();
        var text = new StringBuilder();
        SmallScope[] scopes = [.. SmallScope.All];
        int policies = sightings.Select(sighting => sighting.Policy).Distinct().Count();
        text.Append(CultureInfo.InvariantCulture, $"""
            # How small a scope shows what is wrong

            A verdict of an exhaustive search holds within its bounds. What speaks for small bounds is that what goes
            wrong at all goes wrong early. Here {policies} policies (every lifetime with every charging policy, on
            Native, Quarantine, LateFlush and BaseLinux, sealing Future) were explored in {scopes.Length} scopes, the
            smaller first: up to 3 frames F, 3 sessions S, 3 dataspace slots D and 3 regions R, together at most
            {SmallScope.Largest}; open sharing, delegated, and delegated with Drop and Donate (*all*). {explorations:N0}
            explorations, {incomplete:N0} of which ended at 16,384 states before they were complete: what those would
            still have shown is not in the table.

            For each requirement the smallest scope in which some policy violates it, or shows it if it is a
            possibility; under which policy, and in how many steps; then how many of the policies ever do, and the
            smallest scope that was enough for the last of them. {LeftOut} is left out: it needs states with more in
            them.

            This page is generated (`Properties/SmallScopes/SurveyPage.cs`). A test explores each line's
            policy in its scope, and in every scope with less.

            | requirement | smallest scope | policy | steps | policies | enough for all of them |
            |---|---|---|---|---|---|

            """);
        foreach (Requirement requirement in Catalog.Requirements)
        {
            Sighting[] seen =
            [
                .. sightings.Where(sighting => sighting.Requirement == requirement)
                    .OrderBy(sighting => Array.IndexOf(scopes, sighting.Scope))
                    .ThenBy(sighting => sighting.Steps)
                    .ThenBy(sighting => sighting.Policy.ToString(), StringComparer.Ordinal),
            ];
            string row = requirement.Name == LeftOut ? "not looked at | – | – | – | –"
                : seen.Length == 0 ? "– | – | – | 0 | –"
                : $"{seen[0].Scope} | {seen[0].Policy} | {seen[0].Steps} | {seen.Length} | {seen[^1].Scope}";
            text.Append(CultureInfo.InvariantCulture, $"| {requirement.Name} | {row} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            {sightings.Length:N0} pairs of a policy and something that it violates or shows, by the size of the smallest
            scope (F + S + D + R) that was enough:

            | size | pairs |
            |---|---|

            """);
        foreach (IGrouping<int, Sighting> alike in sightings.GroupBy(sighting => sighting.Scope.Size)
            .OrderBy(alike => alike.Key))
        {
            text.Append(CultureInfo.InvariantCulture, $"| {alike.Key} | {alike.Count():N0} |\n");
        }

        text.Append(CultureInfo.InvariantCulture, $"""

            The most of each that was needed: {sightings.Max(one => one.Scope.Frames)} frames,
            {sightings.Max(one => one.Scope.Sessions)} sessions, {sightings.Max(one => one.Scope.Dataspaces)} slots,
            {sightings.Max(one => one.Scope.Regions)} regions. This is evidence, not a proof: what needs more than was
            looked at is not in the table.

            """);
        File.WriteAllText(file, text.ToString(), Utf8);
    }
}
