using ModelCheck.Engine;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>How the implementation compares with the model under one policy, everywhere within a scope.</summary>
/// <param name="Policy">The policy.</param>
/// <param name="Scope">The bounds.</param>
/// <param name="Exploration">Counts and how the search ended.</param>
/// <param name="Comparisons">How many questions were put to both.</param>
/// <param name="Leading">
/// How many operations were asked beside that, only to lead fresh services to the states; 0 for a service that can be
/// put into a state.
/// </param>
/// <param name="Divergence">The first one there is, by a shortest trace; null when there is none.</param>
public sealed record ConformanceResult(
    PolicyName Policy,
    Scope Scope,
    SearchResult Exploration,
    long Comparisons,
    long Leading,
    Divergence? Divergence)
{
    /// <summary>
    /// Whether something was answered differently. The trace to it may be missing, when it was looked for and somebody
    /// interrupted that.
    /// </summary>
    public bool Diverges => Divergence is not null
        || Exploration.Findings.Any(finding => finding.Verdict == Verdict.Violated);

    /// <summary>Whether every question in every reachable state was answered alike.</summary>
    public bool Conforms => !Diverges && Exploration.Complete;
}

/// <summary>Where the implementation parts from the model.</summary>
/// <param name="Trace">What was asked, the last step being the one that is answered differently.</param>
/// <param name="Difference">What differs, in words.</param>
/// <param name="IsReplayed">
/// Whether asking a fresh service for the whole trace shows it; otherwise it shows in a service that was put into the
/// state before the last step, or was asked for more than the trace.
/// </param>
/// <param name="Model">What there is afterwards, according to the model.</param>
/// <param name="Implementation">
/// What there is afterwards, according to the implementation; null when it cannot be looked at any more.
/// </param>
public sealed record Divergence(
    Trace Trace, string Difference, bool IsReplayed, ServiceView Model, ServiceView? Implementation);
