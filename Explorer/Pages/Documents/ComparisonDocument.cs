using System.Collections.Immutable;

using ModelCheck.Exploration.Causes;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Pages.Pictures;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Documents;

/// <summary>What a page says of a comparison, gathered before it is drawn: plain data.</summary>
public sealed class ComparisonDocument
{
    private const int MostSurveyed = 11;
    private const int MostPaired = 4;

    private readonly StepTelling _telling;
    private readonly Dictionary<Finding, PicturedTrace> _pictures;

    /// <summary>Gathers it.</summary>
    /// <param name="comparison">The comparison.</param>
    /// <param name="enlargement">What becomes of the best in larger scopes; null where nobody asked.</param>
    /// <param name="command">The command that this is the report of.</param>
    /// <param name="progress">Where it is said how far the work is.</param>
    /// <param name="cancellation">
    /// Ends early what is looked at beside the comparison: what is not known then is not told.
    /// </param>
    public ComparisonDocument(
        Comparison comparison,
        Enlargement? enlargement,
        string command,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        ArgumentNullException.ThrowIfNull(progress);
        Comparison = comparison;
        Enlargement = enlargement;
        Command = command;
        Answer = new Answer(comparison, enlargement, Detail.Whole);
        Matrix = Matrix.Of(comparison);
        Requirements = RequirementFindings.In(comparison.Results, comparison.Scenario);
        Contradictions = Contradiction.Among(
            comparison, [.. comparison.Scenario.Demands.Select(demand => demand.Requirement)]);
        _telling = new StepTelling(comparison.Scenario.Roles);
        Surveys = SurveyedPolicy.Of(
            [.. Others.Take(MostSurveyed - 1).Select(other => other.Ranked.Result).Prepend(Best.Result)],
            progress,
            cancellation);
        _pictures = Drawn(progress, cancellation);
    }

    /// <summary>The comparison.</summary>
    public Comparison Comparison { get; }

    /// <summary>What becomes of its best in larger scopes; null where nobody asked.</summary>
    public Enlargement? Enlargement { get; }

    /// <summary>The command that this is the report of.</summary>
    public string Command { get; }

    /// <summary>The comparison as a table.</summary>
    public Matrix Matrix { get; }

    /// <summary>What is found of each requirement.</summary>
    public ImmutableArray<RequirementFindings> Requirements { get; }

    /// <summary>The sets of what is asked for of which every policy breaks one.</summary>
    public ImmutableArray<Contradiction> Contradictions { get; }

    /// <summary>What the best policy costs, and the best of the other lifetimes.</summary>
    public ImmutableArray<SurveyedPolicy> Surveys { get; }

    /// <summary>What it comes to, in words.</summary>
    internal Answer Answer { get; }

    internal Scenario Scenario => Comparison.Scenario;

    internal RankedPolicy Best => Comparison.Ranking[0];

    /// <summary>Of each other lifetime its best policy, the best first, and what it loses by.</summary>
    internal IEnumerable<(RankedPolicy Ranked, DemandLevel? Level, ImmutableArray<RequirementResult> Losses)> Others =>
        Comparison.Ranking
            .DistinctBy(ranked => ranked.Result.Policy.Title)
            .Where(ranked => ranked != Best)
            .Select(ranked =>
            {
                (DemandLevel? level, ImmutableArray<RequirementResult> losses) = ranked.IsLevelWith(Best)
                    ? (null, [])
                    : ranked.LossesTo(Best);
                return (ranked, level, losses);
            });

    /// <summary>Which of the sessions lose something at the end of traces, and by what.</summary>
    internal IEnumerable<(string Role, ImmutableArray<(Finding Finding, string Told)> Losses)> Roles =>
        Enumerable.Range(0, Scenario.Scope.Sessions)
            .Select(index => new SessionId(index))
            .Select(session => (
                _telling.NameOf(session),
                (ImmutableArray<(Finding, string)>)
                [
                    .. Requirements.Where(all => all.Level is not null)
                        .SelectMany(all => all.Findings)
                        .Where(_pictures.ContainsKey)
                        .Select(finding => (Finding: finding, _pictures[finding].Blame))
                        .Where(entry => entry.Blame is { } blame && blame.Sessions.Contains(session))
                        .Select(entry => (entry.Finding, Told(entry.Blame!.Text))),
                ]));

    /// <summary>
    /// Of the best of other lifetimes what decides against them, each with its findings: driven through both policies.
    /// </summary>
    internal IEnumerable<(Finding Finding, RankedPolicy Rival)> Paired => Others
        .Select(other => (
            Loss: other.Losses.FirstOrDefault(loss => loss is { IsBroken: true, Trace.Steps.IsEmpty: false }),
            other.Ranked))
        .Where(entry => entry.Loss is not null)
        .Select(entry => (Finding: FindingOf(entry.Loss!.Requirement, entry.Ranked.Result.Policy), entry.Ranked))
        .DistinctBy(entry => entry.Finding)
        .Take(MostPaired);

    /// <summary>The index of the first step that the best policy and a rival answer differently.</summary>
    internal int? FirstDifferenceOf(Finding finding, PolicyResult rival) => SideBySideRun.Of(
        ModelOf(rival), ModelOf(Best.Result), TraceOf(finding).Steps.Select(step => step.Operation))
        .FirstDifference;

    internal Finding FindingOf(Requirement requirement, PolicyName policy) =>
        Requirements.First(all => all.Requirement == requirement).Of(policy);

    /// <summary>A text with the sessions by their roles.</summary>
    internal string Told(string text) => _telling.InRoles(text);

    internal string NameOf(SessionId session) => _telling.NameOf(session);

    /// <summary>Where it stands what a policy makes of a requirement.</summary>
    internal string LinkTo(Requirement requirement, PolicyName policy) =>
        $"#{FindingOf(requirement, policy).Id}";

    /// <summary>The pictures of a finding's trace.</summary>
    internal PicturedTrace PicturesOf(Finding finding) => _pictures[finding];

    /// <summary>The same operations under another policy.</summary>
    internal PicturedTrace PicturesOf(Finding finding, PolicyResult policy)
    {
        IModel model = ModelOf(policy);
        return PicturedTrace.Of(
            model, Trace.Replay(model, TraceOf(finding).Steps.Select(step => step.Operation.Code)), _telling);
    }

    // All traces of what is asked for: to look from where on they were lost takes longer than to draw them.
    private Dictionary<Finding, PicturedTrace> Drawn(ComparisonProgress progress, CancellationToken cancellation)
    {
        Finding[] findings =
        [
            .. Requirements.Where(all => all.Level is not null)
                .SelectMany(all => all.Findings)
                .Where(finding => finding.Result.Trace is { Steps.IsEmpty: false }),
        ];
        progress.Begin("drawing traces", findings.Length);
        var pictures = new Dictionary<Finding, PicturedTrace>();
        foreach (Finding finding in findings)
        {
            pictures[finding] = finding.Draw(_telling, cancellation);
            progress.Skip();
        }

        return pictures;
    }

    private static Trace TraceOf(Finding finding) => finding.Result.Trace!;

    private static IModel ModelOf(PolicyResult policy) => Catalog.CreateModel(policy.Policy, policy.Scope);
}
