using System.Collections.Immutable;
using System.Globalization;

using Microsoft.AspNetCore.Components;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;

namespace ModelCheck.Pages.Documents;

/// <summary>A comparison on one page: what to choose first, then why, then all that was found.</summary>
public sealed partial class ComparisonPage : ComponentBase
{
    private static readonly (string Id, string Title)[] Contents =
    [
        ("answer", "The answer"),
        ("why-not", "Why not another one?"),
        ("side-by-side", "Side by side"),
        ("give-up", "What to give up"),
        ("larger", "With one more?"),
        ("matrix", "Matrix"),
        ("roles", "Who loses where"),
        ("requirements", "Traces"),
        ("costs", "Costs"),
        ("scope", "What stands behind this"),
    ];

    /// <summary>The comparison.</summary>
    [Parameter]
    [EditorRequired]
    public ComparisonDocument Document { get; set; } = null!;

    private Comparison Comparison => Document.Comparison;

    private Scenario Scenario => Document.Scenario;

    private RankedPolicy Best => Document.Best;

    private Answer Answer => Document.Answer;

    private IEnumerable<RequirementResult> Broken => (Best.IsRefuted ? Best.Musts : Best.Shoulds)
        .Where(result => result.IsBroken);

    private string Vacuous
    {
        get
        {
            string names = string.Join(", ", Best.Result.Requirements
                .Where(result => result.IsVacuous)
                .Select(result => result.Requirement.Name));
            return names.Length == 0
                ? $"Under {PolicyOf(Best)} nothing: all that applies was put to the test."
                : $"Under {PolicyOf(Best)}: {names}.";
        }
    }

    private static string PolicyOf(RankedPolicy ranked) =>
        $"{ranked.Result.Policy.Title}/{ranked.Result.Policy.Charging}";

    private static string StepsOf(RequirementResult result) => result.Trace switch
    {
        null => "nothing shows it",
        { Steps.Length: var steps } => Wording.Steps(steps),
    };

    private static string NameAndSteps(RequirementResult result) => result.IsBroken
        ? $"{result.Requirement.Name} ({StepsOf(result)})"
        : $"{result.Requirement.Name} ({Wording.Verdict(result.Verdict)})";

    private static string LossTitle(DemandLevel? level, ImmutableArray<RequirementResult> losses)
    {
        string what = losses[0].IsBroken ? "breaks" : "is not known to keep";
        return level switch
        {
            DemandLevel.Must => $"It {what}, of the musts:",
            DemandLevel.Should => $"As good by the musts, it {what}, of the shoulds:",
            null => $"As good by all that is asked for, it {what}, of the rest:",
        };
    }

    private static string ChangesOf(EnlargedPolicy policy, LargerScope larger)
    {
        ImmutableArray<VerdictChange> changes = policy.ChangesIn(larger);
        return changes.IsEmpty
            ? "none known"
            : string.Join("; ", changes.Select(change =>
                $"{change.Now.Requirement.Name}: {Wording.Verdict(change.Before.Verdict)}, there "
                + Wording.Verdict(change.Now.Verdict)
                + (change.Now.Trace is null ? string.Empty : $" in {StepsOf(change.Now)}")));
    }

    private string Trusted(SessionId session)
    {
        SessionSet trusted = Scenario.Scope.TrustedBy(session);
        return trusted.IsEmpty ? "nobody" : Document.Told(trusted.ToString());
    }

    private string Asked(SessionId session)
    {
        OperationKinds kinds = Scenario.Scope.OperationsOf(session);
        string names = string.Join(", ", Enum.GetValues<OperationKind>().Where(kinds.Contains));
        return names.Length == 0 ? "nothing" : names;
    }
}
