using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Explores a model with the engine and says in the designer's words what came of it.</summary>
public static class ModelExplorer
{
    /// <summary>Explores one policy within one scope.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="limits">How far the search may go.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <param name="symmetry">
    /// Which names may be exchanged, so that one state is followed in place of all that differ in them only. Nothing
    /// that is asked may tell them apart (<see cref="ScopeSymmetry.FaultOf"/>).
    /// </param>
    /// <param name="countsStates">
    /// Whether states are counted beside the orbits where slots are exchanged, which may take as long as the search.
    /// </param>
    /// <returns>The result, every trace in the model's own names.</returns>
    public static PolicyResult Explore(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation,
        Symmetry symmetry = Symmetry.None,
        bool countsStates = true) =>
        ExploreRemembering(
            model, requirements, limits, progress, symmetry, countsStates, remembered: null, cancellation, out _);

    private static PolicyResult ExploreRemembering(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        SearchLimits limits,
        SearchProgress progress,
        Symmetry symmetry,
        bool countsStates,
        TabledPolicy? remembered,
        CancellationToken cancellation,
        out Behaviour? behaviour)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (ScopeSymmetry.FaultOf(symmetry, model, requirements) is { } fault)
        {
            throw new ArgumentException(fault, nameof(symmetry));
        }

        RequirementFlags flags = FlagsOf(model, requirements);
        ImmutableArray<SessionSet> interchangeable = InterchangeableIn(model, symmetry);
        Behaviour? known = null;
        PolicyResult result = symmetry switch
        {
            Symmetry.None => Explore(new NoReduction()),
            Symmetry.Sessions => Explore(new SessionReduction(interchangeable)),
            Symmetry.Slots or Symmetry.SlotsAlone => Explore(new SlotReduction(model.Scope, interchangeable)),
        };
        behaviour = known;
        return result;

        PolicyResult Explore<TReduction>(TReduction reduction)
            where TReduction : struct, IReduction
        {
            var search = new CodedSearch<TReduction>(
                flags, reduction, countsStates, limits, progress, remembered, cancellation);
            (SearchResult exploration, UnreducedCounts? unreduced) = CodedModel.Accept(model, search);
            known = search.Behaviour;
            return ResultOf(model, requirements, symmetry, flags, reduction, exploration, unreduced);
        }
    }

    /// <summary>
    /// Says in the designer's words what came of a search that was made elsewhere, of the same model and requirements
    /// by the same build.
    /// </summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What was asked of it.</param>
    /// <param name="symmetry">Which names were exchanged.</param>
    /// <param name="exploration">What the search found.</param>
    /// <param name="unreduced">What the orbits stand for, if that was counted.</param>
    /// <returns>What <see cref="Explore"/> returns where it made the search.</returns>
    public static PolicyResult Interpret(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        Symmetry symmetry,
        SearchResult exploration,
        UnreducedCounts? unreduced)
    {
        ArgumentNullException.ThrowIfNull(model);
        IReduction reduction = ScopeSymmetry.ReductionOf(symmetry, model.Scope);
        return ResultOf(
            model, requirements, symmetry, FlagsOf(model, requirements), reduction, exploration, unreduced);
    }

    private static RequirementFlags FlagsOf(IModel model, IEnumerable<Requirement> requirements) =>
        new([.. requirements.Where(requirement => requirement.Obstacle(model) is null)], model.Scope);

    private static ImmutableArray<SessionSet> InterchangeableIn(IModel model, Symmetry symmetry) =>
        symmetry == Symmetry.SlotsAlone ? [] : ScopeSymmetry.InterchangeableSessions(model.Scope);

    private static PolicyResult ResultOf(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        Symmetry symmetry,
        RequirementFlags flags,
        IReduction reduction,
        SearchResult exploration,
        UnreducedCounts? unreduced)
    {
        Reduction? reported = symmetry == Symmetry.None
            ? null
            : new Reduction(symmetry, InterchangeableIn(model, symmetry), unreduced);
        var question = new Question(model, flags, reduction, reported, exploration);
        return new PolicyResult(
            model.Policy, model.Scope, exploration, [.. requirements.Select(question.ResultOf)])
        {
            Reduction = reported,
        };
    }

    /// <summary>
    /// Explores one policy of the catalog by what its lifetime decides, without compiling anything for that lifetime:
    /// the quickest way through a small state space. One worker does it.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="exchanges">Whether as many names are exchanged as can be.</param>
    /// <param name="limits">How far the search may go; its workers are not looked at.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What <see cref="Explore"/> returns for the policy, but for the time it took.</returns>
    public static PolicyResult ExploreTabled(
        PolicyName policy,
        Scope scope,
        IReadOnlyList<Requirement> requirements,
        bool exchanges,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) =>
        ExploreTabled(
            TabledPolicy.Of(policy), scope, requirements, exchanges, limits, progress, cancellation);

    /// <summary>The same for a lifetime that need not be one of the catalog.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="exchanges">Whether as many names are exchanged as can be.</param>
    /// <param name="limits">How far the search may go; its workers are not looked at.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>What would be returned for a policy with that table.</returns>
    public static PolicyResult ExploreTabled(
        TabledPolicy policy,
        Scope scope,
        IReadOnlyList<Requirement> requirements,
        bool exchanges,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(limits);
        return policy.With(scope, model => ExploreOrbits(
            model, requirements, exchanges, limits with { Workers = 1 }, progress, cancellation));
    }

    /// <summary>The same, with as many names exchanged as can be, and all that the policy does.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="limits">How far the search may go; its workers are not looked at.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The result, and what the policy does in the states that were explored.</returns>
    internal static (PolicyResult Result, Behaviour Behaviour) ExploreBehaviour(
        TabledPolicy policy,
        Scope scope,
        IReadOnlyList<Requirement> requirements,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) => policy.With(scope, model =>
        {
            PolicyResult result = ExploreRemembering(
                model,
                requirements,
                limits with { Workers = 1 },
                progress,
                ScopeSymmetry.StrongestFor(model, requirements),
                countsStates: false,
                policy,
                cancellation,
                out Behaviour? behaviour);
            return (result, behaviour!);
        });

    /// <summary>Explores one policy within one scope by as few states as will do, which are not counted back.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="exchanges">Whether as many names are exchanged as can be; else every state is followed.</param>
    /// <param name="limits">How far the search may go.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>The result, every trace in the model's own names.</returns>
    public static PolicyResult ExploreOrbits(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        bool exchanges,
        SearchLimits limits,
        SearchProgress progress,
        CancellationToken cancellation) =>
        Explore(
            model,
            requirements,
            limits,
            progress,
            cancellation,
            exchanges ? ScopeSymmetry.StrongestFor(model, requirements) : Symmetry.None,
            countsStates: false);

    /// <summary>What was asked, and what the engine found of it, put together for each requirement.</summary>
    private sealed class Question(
        IModel model, RequirementFlags flags, IReduction reduction, Reduction? reported, SearchResult exploration)
    {
        internal RequirementResult ResultOf(Requirement requirement)
        {
            if (requirement.Obstacle(model) is { } obstacle)
            {
                return new RequirementResult(requirement, RequirementVerdict.NotApplicable, obstacle, null);
            }

            // A branching requirement has a finding for each goal; the worst of them, and the shortest of those,
            // speaks.
            (Finding finding, int bit) = Enumerable.Range(0, exploration.Findings.Length)
                .Where(bit => flags.RequirementOf(bit) == requirement)
                .Select(bit => (Finding: exploration.Findings[bit], Bit: bit))
                .OrderBy(entry => entry.Finding.Verdict switch
                {
                    Verdict.Violated or Verdict.Shown => 0,
                    Verdict.Unknown => 1,
                    _ => 2,
                })
                .ThenBy(entry => entry.Finding.Trace?.Length ?? int.MaxValue)
                .First();
            OriginalNames? original =
                finding.Trace is { } labels ? OriginalNames.Of(model, reduction, labels) : null;
            Trace? trace = original is null ? null : Trace.Replay(model, original.Operations);
            Goal? goal = flags.GoalOf(
                original is null ? bit : flags.CounterpartOf(bit, original.Last.Sessions.Inverse));
            long? premises = finding.Verdict is Verdict.Holds or Verdict.Unknown ? PremisesOf(requirement) : null;
            RequirementVerdict verdict = finding.Verdict switch
            {
                Verdict.Holds when premises == 0 => RequirementVerdict.HoldsVacuously,
                Verdict.Holds => RequirementVerdict.Holds,
                Verdict.Violated => RequirementVerdict.Violated,
                Verdict.Shown => RequirementVerdict.Shown,
                Verdict.NotShown => RequirementVerdict.NotShown,
                Verdict.Unknown => RequirementVerdict.Unknown,
            };
            string reason = verdict == RequirementVerdict.HoldsVacuously
                ? $"never {requirement.Occasion}{LackOf(requirement)}"
                : ReasonFor(finding, goal, trace) + (verdict == RequirementVerdict.Holds ? TestsIn(premises) : "");
            return new RequirementResult(requirement, verdict, reason, trace) { Premises = premises };
        }

        // The count is that of the requirement, though it has a property for each goal.
        private long? PremisesOf(Requirement requirement) => Enumerable.Range(0, exploration.Findings.Length)
            .Where(bit => flags.RequirementOf(bit) == requirement)
            .Select(bit => exploration.Findings[bit].Premises)
            .FirstOrDefault(premises => premises is not null);

        private string TestsIn(long? premises) => FormattableString.Invariant(
            $", put to the test {premises:N0} times{(reported is { ExchangesSlots: true } ? " in orbits" : "")}");

        private string LackOf(Requirement requirement) => requirement.MissingFrom(model) is { } missing
            ? $"; {missing}"
            : " within this scope";

        private string ReasonFor(Finding finding, Goal? goal, Trace? trace)
        {
            bool possibility = finding.Property.Kind is PropertyKind.Reachable or PropertyKind.ReachableTransition;
            return finding.Verdict switch
            {
                Verdict.Holds => $"holds in {Whole()}",
                Verdict.NotShown => $"nothing in {Whole()} shows it",
                Verdict.Unknown => "the exploration was stopped before this was settled",
                _ when trace is null => "seen, but the exploration was stopped before the trace was found",
                _ when goal is not null => goal.Stuck,
                _ when trace.Steps.IsEmpty => "in the initial state",
                _ when finding.Property.Kind is PropertyKind.Invariant or PropertyKind.Reachable =>
                    $"{(possibility ? "shown" : "broken")} in the state after step {trace.Steps.Length}",
                _ => $"{(possibility ? "shown" : "broken")} by step {trace.Steps.Length}, {trace.Steps[^1]}",
            };
        }

        private string Whole() => reported is { Unreduced: null }
            ? FormattableString.Invariant($"all {exploration.DistinctStates:N0} orbits of reachable states")
            : FormattableString.Invariant(
                $"all {reported?.Unreduced?.States ?? exploration.DistinctStates:N0} reachable states");
    }

    /// <summary>The search over codes of one width.</summary>
    private sealed class CodedSearch<TReduction>(
        RequirementFlags flags,
        TReduction reduction,
        bool countsStates,
        SearchLimits limits,
        SearchProgress progress,
        TabledPolicy? remembered,
        CancellationToken cancellation) : ICodedVisitor<(SearchResult Exploration, UnreducedCounts? Unreduced)>
        where TReduction : struct, IReduction
    {
        /// <summary>What a policy does that is to be remembered.</summary>
        internal Behaviour? Behaviour { get; private set; }

        public (SearchResult Exploration, UnreducedCounts? Unreduced) VisitCoded<TModel, TCode>(
            TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var system = new RamSystem<TModel, TCode, TReduction>(model, codec, flags, reduction);
            SearchResult found = remembered is null
                ? Search.Explore<RamSystem<TModel, TCode, TReduction>, TCode>(system, limits, progress, cancellation)
                : Remember(remembered, system, model, codec);
            return (
                found,
                reduction is not SlotReduction slots ? found.Unreduced
                : countsStates ? CountUnreduced<TModel, TCode>(model, codec, slots, found)
                : null);
        }

        private SearchResult Remember<TModel, TCode>(
            TabledPolicy policy, RamSystem<TModel, TCode, TReduction> system, TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            var remembering = new Remembering<RamSystem<TModel, TCode, TReduction>, TCode>(system);
            SearchResult found = Search.Explore<Remembering<RamSystem<TModel, TCode, TReduction>, TCode>, TCode>(
                remembering, limits, progress, cancellation);
            Behaviour = Behaviour.Of<TModel, TCode>(policy, model, codec, remembering.States, found.Complete);
            return found;
        }

        private UnreducedCounts? CountUnreduced<TModel, TCode>(
            TModel model, StateCodec codec, SlotReduction slots, SearchResult found)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            // Where quota is given, what tells sessions apart names other sessions, which the counter cannot sort.
            if (!found.Complete || !SlotGroup.Has(model.Scope) || model.Shape.Gifts)
            {
                return null;
            }

            progress.Enter("counting states");
            return new OrbitCounter<TModel, TCode>(model, codec, slots)
                .Count(found.DistinctStates, limits.MaximalBytes, cancellation);
        }
    }
}
