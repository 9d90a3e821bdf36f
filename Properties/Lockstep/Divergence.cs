using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>FsCheck's replay triple: with it the case that failed is drawn again, and no other.</summary>
/// <param name="Seed">The seed.</param>
/// <param name="Gamma">An odd number.</param>
/// <param name="Size">The length of the sequence.</param>
internal readonly record struct LockstepReplay(ulong Seed, ulong Gamma, int Size)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"new LockstepReplay({Seed}, {Gamma}, {Size})");
}

/// <summary>Where a service and the plain model part.</summary>
/// <param name="Message">What differs after the last of the operations, as shrunk.</param>
/// <param name="Bounds">What the service was given.</param>
/// <param name="Shrunk">The operations, each with the right answer, after shrinking.</param>
/// <param name="AsFound">The operations as they were drawn.</param>
/// <param name="Sizes">Among which sizes it was found.</param>
/// <param name="Replay">To find it again.</param>
/// <param name="Minimum">
/// What the explorer makes of it, in words; empty when it is beyond its bounds. Worked out when somebody asks.
/// </param>
internal sealed record Divergence(
    string Message,
    ServiceBounds Bounds,
    ImmutableArray<string> Shrunk,
    ImmutableArray<string> AsFound,
    LockstepSizes Sizes,
    LockstepReplay Replay,
    Lazy<string> Minimum)
{
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        {Message}
        {Bounds.Frames} frames, {Bounds.Dataspaces} dataspaces, {Bounds.Regions} regions, alias cost {Bounds.AliasCost}
        quotas {string.Join(' ', Bounds.Quotas)}, sharing {Bounds.Sharing}
        {string.Join('\n', Shrunk.Select(operation => "  " + operation))}
        found with {AsFound.Length} operations; {Replay}
        {Minimum.Value}
        """).TrimEnd();
}
