using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;

namespace ModelCheck.Exploration.Designing;

/// <summary>
/// How a policy fares by some requirements. To keep one is better than never to put it to the test, and that is better
/// than to break it: what another does better by in this sense, it does better by in a ranking.
/// </summary>
internal sealed class Merits : IEquatable<Merits>
{
    private readonly ImmutableArray<Merit> _all;

    private Merits(ImmutableArray<Merit> all) => _all = all;

    // The worse first; what is open may turn out to be any of the others.
    private enum Merit
    {
        Broken,
        Untested,
        Kept,
        Open,
    }

    /// <inheritdoc/>
    public bool Equals(Merits? other) => other is not null && _all.SequenceEqual(other._all);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Merits);

    /// <inheritdoc/>
    public override int GetHashCode() => _all.Aggregate(0, (hash, merit) => (hash * 5) + (int)merit);

    /// <summary>How a policy fares.</summary>
    internal static Merits Of(PolicyResult result, IEnumerable<Requirement> requirements) => new(
    [
        .. requirements.Select(requirement => result.ResultOf(requirement) switch
        {
            { IsKept: true } => Merit.Kept,
            { IsBroken: true } => Merit.Broken,
            { IsVacuous: true } => Merit.Untested,
            _ => Merit.Open,
        }),
    ]);

    /// <summary>
    /// Whether they are sure to be better than others: as good everywhere and better somewhere, what is open in these
    /// taken as broken and in the others as kept.
    /// </summary>
    internal bool AreBetterThan(Merits others)
    {
        bool isBetter = false;
        foreach ((Merit mine, Merit other) in _all.Zip(others._all))
        {
            Merit sure = mine == Merit.Open ? Merit.Broken : mine;
            Merit best = other == Merit.Open ? Merit.Kept : other;
            if (sure < best)
            {
                return false;
            }

            isBetter |= sure > best;
        }

        return isBetter;
    }
}
