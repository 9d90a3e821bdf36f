using System.Collections.Immutable;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Pages.Pictures;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Documents;

/// <summary>What a page says of one policy, gathered before it is drawn: plain data.</summary>
public sealed class ExplorationDocument
{
    private readonly StepTelling _telling;
    private readonly Dictionary<Finding, PicturedTrace> _pictures;

    /// <summary>Gathers it.</summary>
    /// <param name="result">What is known of the policy.</param>
    /// <param name="scenario">The scenario that its bounds are of; null where they are of none.</param>
    /// <param name="command">The command that this is the report of.</param>
    /// <param name="cancellation">
    /// Ends early what is looked at beside the exploration: what is not known then is not told.
    /// </param>
    public ExplorationDocument(
        PolicyResult result, Scenario? scenario, string command, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(result);
        Result = result;
        Scenario = scenario;
        Command = command;
        Requirements = RequirementFindings.In([result], scenario);
        _telling = new StepTelling(scenario?.Roles ?? [.. Enumerable.Repeat("session", result.Scope.Sessions)]);
        Survey = SurveyedPolicy.Of([result], new ComparisonProgress(), cancellation).FirstOrDefault();
        Graph = cancellation.IsCancellationRequested ? null : StateGraphDrawing.Of(Model, cancellation);
        _pictures = Requirements.SelectMany(all => all.Findings)
            .Where(finding => finding.Result.Trace is { Steps.IsEmpty: false })
            .ToDictionary(finding => finding, finding => finding.Draw(_telling, cancellation));
    }

    /// <summary>What is known of the policy.</summary>
    public PolicyResult Result { get; }

    /// <summary>The scenario that its bounds are of; null where they are of none.</summary>
    public Scenario? Scenario { get; }

    /// <summary>The command that this is the report of.</summary>
    public string Command { get; }

    /// <summary>What is found of each requirement.</summary>
    public ImmutableArray<RequirementFindings> Requirements { get; }

    /// <summary>What the policy costs; null where there was no time to look at it.</summary>
    public SurveyedPolicy? Survey { get; }

    /// <summary>All states and transitions; null where they are too many to be drawn.</summary>
    public StateGraphDrawing? Graph { get; }

    internal string Title => $"{Result.Policy.Title} with charging {Result.Policy.Charging}";

    internal IEnumerable<Finding> Findings => Requirements.Select(all => all.Findings[0]);

    private IModel Model => Catalog.CreateModel(Result.Policy, Result.Scope);

    /// <summary>A text with the sessions by their roles, where they have some.</summary>
    internal string Told(string text) => Scenario is null ? text : _telling.InRoles(text);

    /// <summary>The pictures of a finding's trace.</summary>
    internal PicturedTrace PicturesOf(Finding finding) => _pictures[finding];
}
