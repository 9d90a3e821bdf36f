using System.Collections.Immutable;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Designing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>Results as JSON, as <c>docs/report.schema.json</c> describes it.</summary>
public static class JsonReport
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <summary>The result of <c>modelcheck explore</c>.</summary>
    /// <param name="result">What is known of one policy.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(PolicyResult result) => TextOf(Document(result));

    /// <summary>The result of <c>modelcheck cluster</c>.</summary>
    /// <param name="view">The cluster.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(ClusterView view) => TextOf(view);

    /// <summary>The result of <c>modelcheck compare</c>.</summary>
    /// <param name="comparison">Every policy on one scenario.</param>
    /// <param name="enlargement">What becomes of the best in larger scopes; null where nobody asked.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(Comparison comparison, Enlargement? enlargement = null)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var document = new
        {
            Scenario = new
            {
                comparison.Scenario.Name,
                comparison.Scenario.Source,
                comparison.Scenario.Summary,
                comparison.Scenario.Roles,
                Must = comparison.Scenario.Musts.Select(demand => demand.Requirement.Name),
                Should = comparison.Scenario.Shoulds.Select(demand => demand.Requirement.Name),
            },
            Results = comparison.Results.Select(Document),
            Ranking = comparison.Ranking.Select(ranked => new
            {
                ranked.Result.Policy,
                ranked.MustsKept,
                Musts = ranked.Musts.Length,
                ranked.ShouldsKept,
                Shoulds = ranked.Shoulds.Length,
                ranked.RequirementsKept,
                Broken = ranked.Musts.Concat(ranked.Shoulds).Where(result => result.IsBroken)
                    .Select(result => result.Requirement.Name),
                Vacuous = ranked.Musts.Concat(ranked.Shoulds).Where(result => result.IsVacuous)
                    .Select(result => result.Requirement.Name),
            }),
            comparison.Complete,
            comparison.Contenders,
            WaysOut = WayOut.From(comparison).Select(way => new
            {
                GivenUp = way.GivenUp.Select(requirement => requirement.Name),
                Policies = way.Policies.Select(result => result.Policy),
            }),
            Rivals = Rival.Of(comparison).Select(rival => new
            {
                Policies = rival.Policies.Select(ranked => ranked.Result.Policy),
                rival.Level,
                Losses = rival.Losses.Select(result => result.Requirement.Name),
            }),
            NextShoulds = NextShould.In(comparison).Select(next => new
            {
                Should = next.Should.Requirement.Name,
                next.Open,
                Prices = next.Prices.Select(price => new
                {
                    GivenUp = price.GivenUp.Select(requirement => requirement.Name),
                    Lost = price.Lost.Select(requirement => requirement.Name),
                    Policies = price.Policies.Select(result => result.Policy),
                }),
            }),
            Enlargement = enlargement is null ? null : new
            {
                enlargement.Bound,
                Policies = enlargement.Policies.Select(policy => new
                {
                    policy.Ranked.Result.Policy,
                    Scopes = policy.Larger.Select(one => new
                    {
                        one.What,
                        Changed = policy.ChangesIn(one).Select(change => change.Now.Requirement.Name),
                        Settled = one.Result.Exploration.Complete ? null : (int?)one.Result.StepsSettled,
                        Result = Document(one.Result),
                    }),
                }),
            },
            comparison.Warnings,
            comparison.Recommendation,
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck contradictions</c>.</summary>
    /// <param name="comparison">The comparison that they were found in.</param>
    /// <param name="contradictions">The sets of requirements that no policy keeps.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(Comparison comparison, ImmutableArray<Contradiction> contradictions)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var document = new
        {
            Scenario = comparison.Scenario.Name,
            Scope = Document(comparison.Scenario.Scope),
            Policies = comparison.Results.Select(result => result.Policy),
            comparison.Complete,
            Contradictions = contradictions.Select(contradiction => new
            {
                Minimal = contradiction.IsMinimal,
                Requirements = contradiction.Elements.Select(element => new
                {
                    element.Requirement.Name,
                    Keepers = element.Keepers
                        .Select(keeper => new { keeper.Policy.Policy, Vacuous = keeper.IsVacuous }),
                    Given = element.Given is { } given ? Document(given) : null,
                }),
            }),
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck space</c>.</summary>
    /// <param name="judged">What is known of every policy that the rules allow.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(JudgedSpace judged)
    {
        ArgumentNullException.ThrowIfNull(judged);
        Dictionary<JudgedBehaviour, int> numbers = new(ReferenceEqualityComparer.Instance);
        foreach ((int number, JudgedBehaviour behaviour) in judged.Behaviours.Index())
        {
            numbers[behaviour] = number;
        }

        var document = new
        {
            Scenario = judged.Space.Scenario.Name,
            Scope = Document(judged.Space.Scenario.Scope),
            judged.Space.Allowed,
            Policies = judged.Space.Count,
            judged.Judged,
            judged.Complete,
            Front = judged.Front.Select(point => new
            {
                NotKept = point.NotKept.Select(result => result.Requirement.Name),
                Behaviours = point.Behaviours.Select(behaviour => numbers[behaviour]),
                point.Named,
                point.Policies,
            }),
            Behaviours = judged.Behaviours.Select(behaviour => new
            {
                Named = judged.NamedIn(behaviour),
                Policies = behaviour.Policies.Select(policy => new
                {
                    Table = policy.Table.Notation,
                    policy.Name.Charging,
                    policy.Name.Sealing,
                }),
                States = behaviour.Ranked.Result.Exploration.DistinctStates,
                behaviour.Ranked.Result.Exploration.Complete,
                Outdone = behaviour.IsOutdone,
                NotKept = behaviour.Ranked.Result.Requirements.Where(result => !result.IsKept).Select(result => new
                {
                    result.Requirement.Name,
                    result.Verdict,
                    Steps = result.Trace?.Steps.Length,
                }),
            }),
            UnnamedOutdoing = judged.UnnamedOutdoing.Select(outdoing => new
            {
                Behaviours = outdoing.Point.Behaviours.Select(behaviour => numbers[behaviour]),
                outdoing.Outdone,
            }),
            BetterUnnamed = judged.BetterUnnamed is { } better ? numbers[better] : (int?)null,
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck enlarge</c>.</summary>
    /// <param name="result">What is known of the policy in the scenario's own scope.</param>
    /// <param name="larger">What is known in larger ones.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(PolicyResult result, ImmutableArray<LargerScope> larger)
    {
        ArgumentNullException.ThrowIfNull(result);
        var document = new
        {
            Changes = larger.Any(one => !one.Changes.IsEmpty),
            Complete = result.Exploration.Complete && larger.All(one => one.Result.Exploration.Complete),
            Result = Document(result),
            Larger = larger.Select(one => new
            {
                one.What,
                Changed = one.Changes.Select(change => change.Now.Requirement.Name),
                Result = Document(one.Result),
            }),
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck conform</c>.</summary>
    /// <param name="results">For each policy, how the implementation compares with the model.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(ImmutableArray<ConformanceResult> results)
    {
        var document = new
        {
            Conforms = results.All(result => result.Conforms),
            Comparisons = results.Sum(result => result.Comparisons),
            Policies = results.Select(Document),
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck workload</c>.</summary>
    /// <param name="result">What it costs under each arrangement.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(WorkloadResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var document = new
        {
            result.Workload,
            result.Complete,
            Measurements = result.Measurements.Select(measurement => new
            {
                measurement.Parts,
                measurement.Arrangement,
                measurement.Price,
                measurement.Rounds,
                HandOut = Document(measurement.HandOut),
                TakeBack = Document(measurement.TakeBack),
            }),
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck linux</c>.</summary>
    /// <param name="result">What the kernel makes of what the model says.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(KernelResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var document = new
        {
            result.Kernel,
            result.Diverges,
            Done = result.IsDone,
            result.Traces,
            Runs = result.Runs.Select(run => new
            {
                run.Soak.Policy,
                Scope = Document(run.Soak.Scope),
                Seed = run.Soak.Seed.ToString(CultureInfo.InvariantCulture),
                run.Soak.Operations,
                run.Soak.Granted,
                run.Soak.Refused,
                run.Soak.Comparisons,
                run.Soak.Interrupted,
                Coverage = run.Soak.Coverage is null ? null : Document(run.Soak.Coverage),
                run.Counts,
                Failure = run.Soak.Failure is null ? null : Document(run.Soak.Failure),
            }),
            Seconds = Math.Round(result.Seconds, 3),
        };
        return TextOf(document);
    }

    /// <summary>The result of <c>modelcheck soak</c>.</summary>
    /// <param name="results">For each policy, what came of the random run.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(ImmutableArray<SoakResult> results)
    {
        var document = new
        {
            Diverges = results.Any(result => result.Failure is not null),
            Done = results.All(result => result.IsDone),
            Operations = results.Sum(result => result.Operations),
            Runs = results.Select(result => new
            {
                result.Policy,
                Scope = Document(result.Scope),

                // More digits than many readers of JSON keep of a number.
                Seed = result.Seed.ToString(CultureInfo.InvariantCulture),
                result.Planned,
                result.Operations,
                result.Granted,
                result.Refused,
                result.Services,
                result.Comparisons,
                Seconds = Math.Round(result.Seconds, 3),
                result.Interrupted,
                Steered = result.IsSteered,
                result.Batch,
                Outcomes = result.Outcomes.Select(outcome => new
                {
                    Operation = outcome.Kind.ToString(),
                    Outcome = SoakReport.Outcome(outcome.Refusal),
                    outcome.Count,
                }),
                Coverage = result.Coverage is null ? null : Document(result.Coverage),
                Failure = result.Failure is null ? null : Document(result.Failure),
            }),
        };
        return TextOf(document);
    }

    // What a text holds of marks that have no shape the serializer leaves as it is; spelt out it is the same JSON.
    /// <summary>Writes a trace by itself, with the policy and the bounds that it belongs to.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <returns>The text, with a line feed at its end.</returns>
    public static string Write(IModel model, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trace);
        return TextOf(new { model.Policy, Scope = Document(model.Scope), Trace = Document(trace) });
    }

    internal static string TextOf(object document) =>
        Printable.Text(JsonSerializer.Serialize(document, Options)) + "\n";

    // A member of its own only for a service that was led.
    private static object Document(ConformanceResult result) => result.Leading == 0
        ? new
        {
            result.Policy,
            Scope = Document(result.Scope),
            Exploration = Document(result.Exploration),
            result.Comparisons,
            result.Conforms,
            Divergence = result.Divergence is null ? null : Document(result.Scope, result.Divergence),
        }
        : new
        {
            result.Policy,
            Scope = Document(result.Scope),
            Exploration = Document(result.Exploration),
            result.Comparisons,
            result.Leading,
            result.Conforms,
            Divergence = result.Divergence is null ? null : Document(result.Scope, result.Divergence),
        };

    private static object Document(PartTime time) => new
    {
        Nanoseconds = Math.Round(time.Nanoseconds, 1),
        Ratio = Math.Round(time.Ratio, 3),
    };

    private static object Document(CoverageResult coverage) => new
    {
        Complete = coverage.IsComplete,
        coverage.States,
        coverage.VisitedStates,
        coverage.Triples,
        coverage.VisitedTriples,
        coverage.Outside,
        Outcomes = coverage.Rows.Select(row => new
        {
            Operation = row.Kind.ToString(),
            Outcome = SoakReport.Outcome(row.Refusal),
            row.Triples,
            row.Visited,
        }),
    };

    private static object Document(MinimisedFailure failure) => new
    {
        failure.Found,
        Shrunk = Document(failure.Scope, failure.Shrunk),
        Restricted = Document(failure.Restricted),
        Proven = failure.IsProven,
        Minimal = failure.Minimal is null ? null : Document(failure.Restricted, failure.Minimal),
        failure.StatesBefore,
        failure.Reason,
    };

    private static object Document(Scope scope, Divergence divergence) => new
    {
        divergence.Difference,
        divergence.IsReplayed,
        Trace = Document(divergence.Trace),
        Views = ViewRow.Of(scope, divergence.Model, divergence.Implementation)
            .Select(row => new { row.Key, row.Model, row.Implementation }),
    };

    private static PolicyDocument Document(PolicyResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return new PolicyDocument(
            result.Policy,
            Document(result.Scope),
            Document(result.Exploration),
            result.Reduction is { } reduction ? Document(result, reduction) : null,
            result.Requirements.Select(Document),
            result.Spread is { } spread ? Document(spread) : null);
    }

    private static object Document(PolicyResult result, Reduction reduction) => new
    {
        Exchanged = reduction.Symmetry,
        Sessions = reduction.Interchangeable.Select(set =>
            SessionsOf(result.Scope).Where(set.Contains).Select(session => session.Index)),
        Orbits = result.Exploration.DistinctStates,
        Unreduced = reduction.Unreduced is { } unreduced
            ? new { unreduced.States, unreduced.Transitions, Refusals = unreduced.DisabledActions }
            : null,
    };

    private static object Document(SpreadSummary spread) => new
    {
        spread.Partitions,
        spread.LeastStates,
        spread.MostStates,
        Imbalance = Math.Round(spread.Imbalance, 3),
        spread.SentBytes,
        BytesPerTransition = Math.Round(spread.BytesPerTransition, 3),
        spread.Barriers,
        Waiting = spread.Waiting is { } waiting ? Math.Round(waiting, 3) : (double?)null,
        spread.Workers,
        spread.Attempts,
    };

    private static object Document(SearchResult exploration) => new
    {
        exploration.Complete,
        Stopped = exploration.Complete ? null : (StopReason?)exploration.Stopped,
        exploration.DistinctStates,
        exploration.Transitions,
        Refusals = exploration.DisabledActions,
        exploration.Depth,
        exploration.Levels,
        Seconds = Math.Round(exploration.Seconds, 3),
        exploration.PeakBytes,
        Exact = true,
    };

    private static object Document(Scope scope) => new
    {
        scope.Frames,
        scope.Sessions,
        scope.Dataspaces,
        scope.Regions,
        scope.Quotas,
        Operations = SessionsOf(scope).Select(session =>
            Enum.GetValues<OperationKind>().Where(scope.OperationsOf(session).Contains)
                .Select(kind => kind.ToString())),
        Trusts = SessionsOf(scope).Select(session =>
            SessionsOf(scope).Where(scope.TrustedBy(session).Contains).Select(trusted => trusted.Index)),
        scope.Sharing,
        scope.Contents,
        scope.AliasCost,
    };

    private static object Document(RequirementResult result) => new
    {
        result.Requirement.Name,
        Kind = KindOf(result.Requirement),
        result.Verdict,
        result.Premises,
        result.Reason,
        Trace = result.Trace is null ? null : Document(result.Trace),
    };

    /// <summary>The kind of a requirement.</summary>
    internal static string KindOf(Requirement requirement) => requirement switch
    {
        Invariant => "invariant",
        StepRequirement => "step",
        BranchingRequirement => "branching",
        _ => "possibility",
    };

    private static IEnumerable<object> Document(Trace trace) => trace.Steps.Select(step => new
    {
        Operation = step.Operation.Kind.ToString(),
        Session = step.Operation.Kind == OperationKind.Flush ? (int?)null : step.Operation.Session.Index,
        Arguments = step.Operation.Arguments().ToDictionary(),
        Outcome = step.OutcomeText,
    });

    private static IEnumerable<SessionId> SessionsOf(Scope scope) =>
        Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index));

    // Members of their own only where there is something to say: a report without reduction does not speak of it.
    private sealed record PolicyDocument(
        PolicyName Policy,
        object Scope,
        object Exploration,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Symmetry,
        IEnumerable<object> Requirements,
        [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] object? Spread);
}
