using System.Collections.Immutable;

using ModelCheck.Explorer.Engine;
using ModelCheck.Explorer.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Explorer.Bridge;

/// <summary>Explores a model with the engine and says in the designer's words what came of it.</summary>
public static class ModelExplorer
{
    /// <summary>Explores one policy within one scope.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="limits">How far the search may go.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The result.</returns>
    public static PolicyResult Explore(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        Requirement[] applicable = [.. requirements.Where(requirement => requirement.Obstacle(model) is null)];
        var flags = new RequirementFlags(applicable, model.Scope);
        Exploration exploration = Explore(model, flags, limits, progress, cancellation);
        return new PolicyResult(
            model.Policy,
            model.Scope,
            exploration,
            [.. requirements.Select(requirement => ResultOf(requirement, model, flags, exploration))]);
    }

    private static Exploration Explore(
        IModel model,
        RequirementFlags flags,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        var codec = new StateCodec(model.Scope, model.Shape);
        return codec.Words switch
        {
            1 => Within<Code64>(),
            2 => Within<WideCode<Words2>>(),
            <= 4 => Within<WideCode<Words4>>(),
            <= 8 => Within<WideCode<Words8>>(),
            <= 16 => Within<WideCode<Words16>>(),
            _ => Within<WideCode<Words32>>(),
        };

        Exploration Within<TCode>()
            where TCode : unmanaged, ICode<TCode> =>
            model.Accept(new Run<TCode>(codec, flags, limits, progress, cancellation));
    }

    private static RequirementResult ResultOf(
        Requirement requirement, IModel model, RequirementFlags flags, Exploration exploration)
    {
        if (requirement.Obstacle(model) is { } obstacle)
        {
            return new RequirementResult(requirement, RequirementVerdict.NotApplicable, obstacle, null);
        }

        // A branching requirement has a finding for each goal; the worst of them, and the shortest of those, speaks.
        (Finding finding, Goal? goal) = Enumerable.Range(0, exploration.Findings.Length)
            .Where(bit => flags.RequirementOf(bit) == requirement)
            .Select(bit => (Finding: exploration.Findings[bit], Goal: flags.GoalOf(bit)))
            .OrderBy(entry => entry.Finding.Verdict switch
            {
                Verdict.Violated or Verdict.Shown => 0,
                Verdict.Unknown => 1,
                _ => 2,
            })
            .ThenBy(entry => entry.Finding.Trace?.Length ?? int.MaxValue)
            .First();
        Trace? trace = finding.Trace is { } labels ? Trace.Replay(model, labels) : null;
        RequirementVerdict verdict = finding.Verdict switch
        {
            Verdict.Holds => RequirementVerdict.Holds,
            Verdict.Violated => RequirementVerdict.Violated,
            Verdict.Shown => RequirementVerdict.Shown,
            Verdict.NotShown => RequirementVerdict.NotShown,
            Verdict.Unknown => RequirementVerdict.Unknown,
        };
        return new RequirementResult(requirement, verdict, ReasonFor(finding, goal, trace, exploration), trace);
    }

    private static string ReasonFor(Finding finding, Goal? goal, Trace? trace, Exploration exploration)
    {
        bool possibility = finding.Property.Kind is PropertyKind.StatePossibility or PropertyKind.StepPossibility;
        string whole = FormattableString.Invariant($"all {exploration.DistinctStates:N0} reachable states");
        return finding.Verdict switch
        {
            Verdict.Holds => $"holds in {whole}",
            Verdict.NotShown => $"nothing in {whole} shows it",
            Verdict.Unknown => "the exploration was stopped before this was settled",
            _ when trace is null => "seen, but the exploration was stopped before the trace was found",
            _ when goal is not null => goal.Stuck,
            _ when trace.Steps.IsEmpty => "in the initial state",
            _ when finding.Property.Kind is PropertyKind.Invariant or PropertyKind.StatePossibility =>
                $"{(possibility ? "shown" : "broken")} in the state after step {trace.Steps.Length}",
            _ => $"{(possibility ? "shown" : "broken")} by step {trace.Steps.Length}, {trace.Steps[^1]}",
        };
    }

    /// <summary>The search over codes of one width.</summary>
    private sealed class Run<TCode>(
        StateCodec codec,
        RequirementFlags flags,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) : IModelVisitor<Exploration>
        where TCode : unmanaged, ICode<TCode>
    {
        public Exploration Visit<TModel>(TModel model)
            where TModel : struct, IModel =>
            Search.Explore<RamSystem<TModel, TCode>, TCode>(
                new RamSystem<TModel, TCode>(model, codec, flags), limits, progress, cancellation);
    }
}
