using System.Collections.Immutable;
using System.Numerics;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Requirements of which every policy compared is known to break one.</summary>
/// <param name="Elements">The requirements, in the order in which they were asked for.</param>
public sealed record Contradiction(ImmutableArray<Contradicting> Elements)
{
    // Sets of requirements are masks.
    private const int MostRequirements = 64;

    /// <summary>
    /// Whether some policy is known to break none of the others of each element: no smaller set contradicts itself.
    /// </summary>
    public bool IsMinimal => Elements.All(element => !element.Keepers.IsEmpty);

    /// <summary>Every minimal set of requirements that contradict one another, the smallest first.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="requirements">The requirements that may be in a set, at most 64.</param>
    /// <returns>
    /// The sets; none if a policy breaks none of the requirements. What is open proves nothing: each policy is known to
    /// break one of a set, and only a set that <see cref="IsMinimal"/> is known to be one.
    /// </returns>
    public static ImmutableArray<Contradiction> Among(Comparison comparison, ImmutableArray<Requirement> requirements)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            requirements.Length, MostRequirements, nameof(requirements));

        // A set that nobody keeps has, of what each policy breaks, at least one: it is a hitting set. They grow policy
        // by policy, and what contains another is dropped on the way.
        ImmutableArray<ulong> hitting = [0];
        foreach (ulong broken in Minimal(
            comparison.Results.Select(result => MaskOf(requirements, result, one => one.IsBroken))))
        {
            hitting = Minimal(hitting.SelectMany(
                set => (set & broken) != 0 ? [set] : Bits(broken).Select(bit => set | bit)));
        }

        return
        [
            .. hitting.Where(set => set != 0)
                .OrderBy(BitOperations.PopCount)
                .ThenBy(set => set)
                .Select(set => new Contradiction(
                    [.. Bits(set).Select(bit => ElementOf(comparison, requirements, set, bit))])),
        ];
    }

    private static Contradicting ElementOf(
        Comparison comparison, ImmutableArray<Requirement> requirements, ulong set, ulong element)
    {
        ulong others = set & ~element;
        return new Contradicting(
            requirements[BitOperations.TrailingZeroCount(element)],
            [
                .. comparison.Ranking.Select(ranked => ranked.Result)
                    .Where(result =>
                        (MaskOf(requirements, result, one => one.IsKept || one.IsVacuous) & others) == others)
                    .Select(result => new Keeper(
                        result, (MaskOf(requirements, result, one => one.IsVacuous) & others) != 0))
                    .OrderBy(keeper => keeper.IsVacuous),
            ]);
    }

    private static ulong MaskOf(
        ImmutableArray<Requirement> requirements, PolicyResult result, Func<RequirementResult, bool> isWanted) =>
        requirements.Index()
            .Where(entry => isWanted(result.ResultOf(entry.Item)))
            .Aggregate(0UL, (mask, entry) => mask | (1UL << entry.Index));

    // Those that contain no other.
    private static ImmutableArray<ulong> Minimal(IEnumerable<ulong> sets)
    {
        ulong[] distinct = [.. sets.Distinct().OrderBy(BitOperations.PopCount)];
        var minimal = new List<ulong>();
        foreach (ulong set in distinct)
        {
            if (!minimal.Exists(smaller => (smaller & set) == smaller))
            {
                minimal.Add(set);
            }
        }

        return [.. minimal];
    }

    private static IEnumerable<ulong> Bits(ulong set)
    {
        for (; set != 0; set &= set - 1)
        {
            yield return set & (~set + 1);
        }
    }
}

/// <summary>One of the requirements that contradict one another.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Keepers">
/// The policies known to break none of the others of the set: what it looks like to give up this one. Those that put
/// all of them to the test come first, the best first.
/// </param>
public sealed record Contradicting(Requirement Requirement, ImmutableArray<Keeper> Keepers)
{
    /// <summary>How the first of the policies breaks the requirement; null where none is known.</summary>
    public RequirementResult? Given => Keepers is [var best, ..] ? best.Policy.ResultOf(Requirement) : null;
}

/// <summary>A policy that breaks none of some requirements.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="IsVacuous">Whether nothing under it puts one of them to the test.</param>
public readonly record struct Keeper(PolicyResult Policy, bool IsVacuous);
