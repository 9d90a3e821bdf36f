using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text.Json;

using ModelCheck.Exploration.Results;

namespace ModelCheck.Cluster.Contract;

/// <summary>
/// What is to be explored by a cluster: plain data, the same on every machine. Two that are equal are one exploration,
/// so that whoever asks for one that is under way, or done and not fetched, is told of that.
/// </summary>
/// <param name="Build">The build of the program that asks; workers of another one refuse it.</param>
/// <param name="Setting">The policy and the bounds, as JSON (docs/interchange.md).</param>
/// <param name="Requirements">The names of the requirements that are judged.</param>
/// <param name="Symmetry">Which names are exchanged.</param>
/// <param name="MaximalStates">No level is begun once so many states are known.</param>
/// <param name="Partitions">
/// Into how many partitions it is cut, 1 to 64; 0 for as many as there are workers when it begins.
/// </param>
public sealed record ExplorationRequest(
    string Build,
    string Setting,
    ImmutableArray<string> Requirements,
    Symmetry Symmetry,
    long MaximalStates,
    int Partitions)
{
    private const int NameBytes = 8;

    /// <summary>Its name: the same for equal ones, and for no others.</summary>
    /// <returns>Sixteen digits.</returns>
    public string Name() =>
        Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this)).AsSpan(..NameBytes));
}
