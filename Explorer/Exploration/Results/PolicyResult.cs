using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>What is known of one policy within one scope.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The bounds.</param>
/// <param name="Exploration">Counts and how the search ended.</param>
/// <param name="Requirements">What is known of each requirement asked for.</param>
public sealed record PolicyResult(
    PolicyName Policy, Scope Scope, SearchResult Exploration, ImmutableArray<RequirementResult> Requirements)
{
    /// <summary>What was not told apart, if the states were reduced to orbits.</summary>
    public Reduction? Reduction { get; init; }

    /// <summary>How the search was spread, if it was.</summary>
    public SpreadSummary? Spread { get; init; }

    /// <summary>
    /// Within how many steps everything was looked at that a state or a step can break or show; what needs the whole
    /// state graph is settled at its end only.
    /// </summary>
    public int StepsSettled => Exploration.Stopped switch
    {
        StopReason.Exhausted => int.MaxValue,

        // The last level was found whole, and its states were not looked at.
        StopReason.States or StopReason.Levels or StopReason.Violated => Math.Max(Exploration.Depth - 1, 0),

        // It was not found whole, since the one before it was not looked at whole.
        _ => Math.Max(Exploration.Depth - 2, 0),
    };

    /// <summary>What is known of a requirement.</summary>
    /// <param name="requirement">One of those asked for.</param>
    /// <returns>The result.</returns>
    public RequirementResult ResultOf(Requirement requirement) =>
        Requirements.First(result => result.Requirement == requirement);
}

/// <summary>What is known of one requirement.</summary>
/// <param name="Requirement">The requirement.</param>
/// <param name="Verdict">What is known.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Trace">A shortest trace that violates or shows it, if one is known.</param>
public sealed record RequirementResult(
    Requirement Requirement, RequirementVerdict Verdict, string Reason, Trace? Trace)
{
    /// <summary>
    /// How often the premise occurred that puts it to the test, in what was explored: of reachable states and steps, or
    /// of orbits of them where slots are exchanged. Null for a possibility, and for what is violated or does not apply.
    /// </summary>
    public long? Premises { get; init; }

    /// <summary>
    /// Whether the policy keeps the requirement: it holds and was put to the test, is shown, or does not apply.
    /// </summary>
    public bool IsKept =>
        Verdict is RequirementVerdict.Holds or RequirementVerdict.Shown or RequirementVerdict.NotApplicable;

    /// <summary>
    /// Whether the policy breaks the requirement: it is violated, or a possibility that nothing shows.
    /// </summary>
    public bool IsBroken => Verdict is RequirementVerdict.Violated or RequirementVerdict.NotShown;

    /// <summary>Whether it holds and nothing reachable puts it to the test: neither kept nor broken.</summary>
    public bool IsVacuous => Verdict == RequirementVerdict.HoldsVacuously;
}

/// <summary>What is known of a requirement.</summary>
public enum RequirementVerdict
{
    /// <summary>True of every reachable state or step.</summary>
    Holds,

    /// <summary>
    /// The same, but nothing reachable puts it to the test: neither kept nor broken.
    /// </summary>
    HoldsVacuously,

    /// <summary>Broken, with a shortest trace.</summary>
    Violated,

    /// <summary>A possibility, with a shortest witness.</summary>
    Shown,

    /// <summary>A possibility that nothing reachable shows.</summary>
    NotShown,

    /// <summary>What it speaks of cannot happen within the scope.</summary>
    NotApplicable,

    /// <summary>The exploration was not completed.</summary>
    Unknown,
}
