using System.Collections.Immutable;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>
/// Compares the specification's requirements with the plain judge, too: whether each applies, what it says of each
/// state and each step, and whether that puts it to the test.
/// </summary>
internal sealed class JudgeComparison : PlainComparison
{
    private static readonly Dictionary<string, PlainRequirement> _plain =
        PlainJudge.All.ToDictionary(requirement => requirement.Name);

    private readonly PlainSetting _setting;
    private readonly List<(Requirement Requirement, PlainRequirement Plain)> _pairs = [];
    private readonly List<(BranchingRequirement Requirement, ImmutableArray<Goal> Goals, PlainGoal[] Plain)> _goals =
        [];

    internal JudgeComparison(IModel model, PlainRules rules)
        : base(model, rules)
    {
        _setting = new PlainSetting(rules, model.Scope);
        foreach (Requirement requirement in Catalog.Requirements)
        {
            if (!_plain.TryGetValue(requirement.Name, out PlainRequirement? plain))
            {
                Misapplied ??= $"the plain judge does not know {requirement.Name}";
                continue;
            }

            bool applies = requirement.Obstacle(model) is null;
            if (applies != plain.Applies(_setting))
            {
                Misapplied ??= $"{requirement.Name} applies: {applies}, plainly {!applies}";
            }
            else if (applies)
            {
                _pairs.Add((requirement, plain));
                if (requirement is BranchingRequirement branching)
                {
                    _goals.Add((
                        branching,
                        branching.Goals(model.Scope),
                        [.. ((PlainBranchingRequirement)plain).Goals(_setting)]));
                }
            }
        }
    }

    /// <summary>
    /// A requirement that one of both does not know, or takes for applicable alone; null when there is none.
    /// </summary>
    internal string? Misapplied { get; }

    protected override string? Differing(in StateView at, PlainModel plain)
    {
        foreach ((Requirement requirement, PlainRequirement judge) in _pairs)
        {
            (bool actual, bool expected, bool put, bool toBePut) = (requirement, judge) switch
            {
                (Invariant one, PlainInvariant other) => (
                    one.Holds(in at),
                    other.Holds(_setting, plain),
                    one.Premise?.Invoke(in at) ?? true,
                    other.Premise(_setting, plain)),
                (BranchingRequirement one, PlainBranchingRequirement other) => (
                    true, true, one.Premise?.Invoke(in at) ?? true, other.Premise(_setting, plain)),
                (StatePossibility one, PlainStatePossibility other) => (
                    one.Shows(in at), other.Shows(_setting, plain), false, false),
                (StepRequirement, PlainStepRequirement) or (StepPossibility, PlainStepPossibility) => default,
                _ => throw new InvalidOperationException($"{requirement.Name} is of two kinds"),
            };
            if (actual != expected)
            {
                return $"{requirement.Name} is {actual}, plainly {expected}";
            }

            if (put != toBePut)
            {
                return $"the premise of {requirement.Name} is {put}, plainly {toBePut}";
            }
        }

        foreach ((BranchingRequirement requirement, ImmutableArray<Goal> goals, PlainGoal[] judged) in _goals)
        {
            foreach (Goal goal in goals)
            {
                PlainGoal counterpart = judged.Single(other => other.Session == goal.Session?.Index);
                if (goal.Reached(in at) != counterpart.Reached(plain))
                {
                    return $"the goal of {requirement.Name} is {goal.Reached(in at)}, plainly {!goal.Reached(in at)}";
                }
            }
        }

        return null;
    }

    protected override string? Differing(in StepView step, PlainStep plain)
    {
        foreach ((Requirement requirement, PlainRequirement judge) in _pairs)
        {
            if (requirement is StepRequirement must)
            {
                var other = (PlainStepRequirement)judge;
                bool isConcerned = must.Concerns.Contains(step.Operation.Kind);
                bool holds = !isConcerned || must.Holds(in step);
                if (holds != other.Holds(_setting, plain))
                {
                    return $"{must.Name} is {holds}, plainly {!holds}";
                }

                bool put = isConcerned && (must.Premise?.Invoke(in step) ?? step.Outcome.IsGranted);
                if (put != other.Premise(_setting, plain))
                {
                    return $"the premise of {must.Name} is {put}, plainly {!put}";
                }
            }
            else if (requirement is StepPossibility can)
            {
                bool shows = can.Concerns.Contains(step.Operation.Kind) && can.Shows(in step);
                if (step.Outcome.IsGranted && shows != ((PlainStepPossibility)judge).Shows(_setting, plain))
                {
                    return $"{can.Name} is {shows}, plainly {!shows}";
                }
            }
        }

        foreach ((BranchingRequirement requirement, ImmutableArray<Goal> goals, PlainGoal[] judged) in _goals)
        {
            foreach (Goal goal in goals)
            {
                PlainGoal counterpart = judged.Single(other => other.Session == goal.Session?.Index);
                if (goal.Allows(step.Operation) != counterpart.Allows(plain.Request))
                {
                    return $"{requirement.Name} allows it: {goal.Allows(step.Operation)}";
                }
            }
        }

        return null;
    }
}
