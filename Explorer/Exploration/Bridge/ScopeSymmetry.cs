using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>What a scope, a policy and requirements do not tell apart.</summary>
public static class ScopeSymmetry
{
    /// <summary>The sessions that can be exchanged without the scope becoming another.</summary>
    /// <param name="scope">The bounds.</param>
    /// <returns>Disjoint sets of two or more: their sessions differ in nothing but the name.</returns>
    public static ImmutableArray<SessionSet> InterchangeableSessions(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        var sets = ImmutableArray.CreateBuilder<SessionSet>();
        SessionSet rest = SessionSet.First(scope.Sessions);
        while (!rest.IsEmpty)
        {
            // If a and b can be exchanged, and a and c, then so can b and c.
            SessionId first = rest.Lowest;
            SessionSet alike = SessionSet.Of(first);
            foreach (SessionId other in rest - first)
            {
                alike = AreAlike(scope, first, other) ? alike + other : alike;
            }

            rest -= alike;
            if (alike.Count > 1)
            {
                sets.Add(alike);
            }
        }

        return sets.ToImmutable();
    }

    /// <summary>Why names cannot be exchanged.</summary>
    /// <param name="symmetry">Which names.</param>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <returns>What tells them apart, or null when nothing does.</returns>
    public static string? FaultOf(Symmetry symmetry, IModel model, IEnumerable<Requirement> requirements)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(requirements);
        if (symmetry == Symmetry.None)
        {
            return null;
        }

        ImmutableArray<SessionSet> sets = InterchangeableSessions(model.Scope);
        if (symmetry == Symmetry.Sessions && sets.IsEmpty)
        {
            return "the scope tells every session from every other";
        }

        if (symmetry == Symmetry.Sessions && model.Shape.Gifts)
        {
            return "with Donate what a session has names other sessions";
        }

        Requirement[] applicable = [.. requirements.Where(requirement => requirement.Obstacle(model) is null)];
        return (sets.IsEmpty || symmetry == Symmetry.SlotsAlone ? null : FaultOfSessions(model, applicable, sets))
            ?? (symmetry == Symmetry.Sessions ? null : FaultOfSlots(model, applicable));
    }

    /// <summary>As many names as can be exchanged.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <returns>The names; none where something tells all of them apart.</returns>
    public static Symmetry StrongestFor(IModel model, IReadOnlyCollection<Requirement> requirements)
    {
        Symmetry[] strongestFirst = [Symmetry.Slots, Symmetry.SlotsAlone, Symmetry.Sessions, Symmetry.None];
        return strongestFirst.First(symmetry => FaultOf(symmetry, model, requirements) is null);
    }

    /// <summary>What exchanges names.</summary>
    /// <param name="symmetry">Which names: such that <see cref="FaultOf"/> has nothing against them.</param>
    /// <param name="scope">The bounds.</param>
    /// <returns>The reduction.</returns>
    public static IReduction ReductionOf(Symmetry symmetry, Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return symmetry switch
        {
            Symmetry.None => new NoReduction(),
            Symmetry.Sessions => new SessionReduction(InterchangeableSessions(scope)),
            Symmetry.Slots => new SlotReduction(scope, InterchangeableSessions(scope)),
            Symmetry.SlotsAlone => new SlotReduction(scope, []),
        };
    }

    private static string? FaultOfSessions(
        IModel model, Requirement[] requirements, ImmutableArray<SessionSet> sets)
    {
        if (model.TellerOf(Distinctions.Sessions) is { } policy)
        {
            return $"{policy} tells sessions apart by their numbers";
        }

        BranchingRequirement[] branching = [.. requirements.OfType<BranchingRequirement>()];
        Requirement? teller = requirements.FirstOrDefault(
                requirement => requirement.TellsApart.HasFlag(Distinctions.Sessions))
            ?? branching.FirstOrDefault(requirement =>
                !HasTheSameGoalsForAll(requirement.Goals(model.Scope), sets));
        int goals = branching.Sum(requirement => requirement.Goals(model.Scope).Length);
        return teller is not null ? $"{teller.Name} tells sessions apart by their numbers"
            : goals > Search.MaximalBranchingTogether
                ? $"the requirements have more than {Search.MaximalBranchingTogether} goals"
            : null;
    }

    private static string? FaultOfSlots(IModel model, Requirement[] requirements) =>
        model.TellerOf(Distinctions.Slots) is { } policy ? $"{policy} looks at the order of slots"
        : requirements.FirstOrDefault(requirement => requirement.TellsApart.HasFlag(Distinctions.Slots)) is { } teller
            ? $"{teller.Name} looks at the order of slots"
            : null;

    // What is asked for one session must be asked for those, too, that it is exchanged with.
    private static bool HasTheSameGoalsForAll(ImmutableArray<Goal> goals, ImmutableArray<SessionSet> sets)
    {
        foreach (SessionSet sessions in sets)
        {
            int each = goals.Count(goal => goal.Session == sessions.Lowest);
            foreach (SessionId session in sessions)
            {
                if (each > 1 || goals.Count(goal => goal.Session == session) != each)
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static bool AreAlike(Scope scope, SessionId one, SessionId other)
    {
        if (scope.Quotas[one.Index] != scope.Quotas[other.Index]
            || scope.OperationsOf(one) != scope.OperationsOf(other))
        {
            return false;
        }

        foreach (SessionId session in SessionSet.First(scope.Sessions))
        {
            SessionId exchanged = session == one ? other : session == other ? one : session;
            if (Exchanged(scope.TrustedBy(session)) != scope.TrustedBy(exchanged))
            {
                return false;
            }
        }

        return true;

        SessionSet Exchanged(SessionSet sessions)
        {
            SessionSet others = sessions - one - other;
            others = sessions.Contains(one) ? others + other : others;
            return sessions.Contains(other) ? others + one : others;
        }
    }
}
