using System.Text.Json;

using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Exploration.Comparing;
using ModelCheck.Properties.Model;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Reports;

/// <summary>
/// Every trace of a report leads, from its JSON alone, to what the report says of it, and not a step earlier. What is
/// wrong at its end is judged here without the explorer.
/// </summary>
public sealed class ReplayTests
{
    [Theory]
    [InlineData("versioned-rom", 150)]
    [InlineData("shared-buffer", 120)]
    public void Every_trace_of_a_comparison_can_be_replayed_from_its_report(string scenario, int least)
    {
        Comparison comparison = Compared.On(scenario);
        using var report = JsonDocument.Parse(JsonReport.Write(comparison));
        int replayed = report.RootElement.GetProperty("results").EnumerateArray().Sum(Replay);
        Assert.Equal(
            comparison.Results.Sum(result => result.Requirements.Count(found => found.Trace is not null)), replayed);
        Assert.True(replayed >= least, $"only {replayed} traces");
    }

    // With shares, writes, detaches, seals and hollow objects, which those two scenarios lack.
    [Theory]
    [InlineData("FirstClass", "BaseLinux")]
    [InlineData("Managed", "SealedMemfd")]
    [InlineData("Pin", "Native")]
    public void Every_trace_of_an_exploration_with_everything_can_be_replayed(string lifetime, string platform)
    {
        PolicyResult result = ModelExplorer.Explore(
            Catalog.CreateModel(
                new PolicyName(lifetime, "Allocator", platform),
                Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2, regions: 1) with
                {
                    Sharing = Sharing.Delegated,
                    Contents = true,
                    Quotas = [2, 1],
                    Trusts = [default, SessionSet.First(1)],
                    AliasCost = 0,
                }),
            Catalog.Requirements,
            new SearchLimits { Workers = 2 },
            new SearchProgress(),
            default);
        Assert.True(result.Exploration.Complete);
        using var report = JsonDocument.Parse(JsonReport.Write(result));
        Assert.True(Replay(report.RootElement) > 5);
    }

    private static int Replay(JsonElement result)
    {
        int replayed = 0;
        IModel model = ReportedTrace.ModelOf(result);
        foreach (JsonElement found in result.GetProperty("requirements").EnumerateArray())
        {
            if (found.GetProperty("trace") is { ValueKind: JsonValueKind.Array } trace)
            {
                Requirement requirement = Catalog.FindRequirement(found.GetProperty("name").GetString()!)!;
                string verdict = found.GetProperty("verdict").GetString()!;
                Assert.Equal(requirement is StatePossibility or StepPossibility ? "shown" : "violated", verdict);
                EndsAsSaid(requirement, ReportedTrace.Replay(model, trace));
                replayed++;
            }
        }

        return replayed;
    }

    private static void EndsAsSaid(Requirement requirement, ReportedTrace trace)
    {
        IModel model = trace.Model;
        int end = trace.Steps.Count;
        switch (requirement)
        {
            case Invariant invariant:
                OnlyAtTheEnd(trace.States.Select(state => !Judge(model, state, invariant.Holds)));
                break;
            case StatePossibility possibility:
                OnlyAtTheEnd(trace.States.Select(state => Judge(model, state, possibility.Shows)));
                break;
            case StepRequirement step:
                OnlyAtTheEnd(Enumerable.Range(0, end).Select(at =>
                    step.Concerns.Contains(trace.Steps[at].Operation.Kind) && !Judge(trace, at, step.Holds)));
                break;
            case StepPossibility step:
                OnlyAtTheEnd(Enumerable.Range(0, end).Select(at =>
                    step.Concerns.Contains(trace.Steps[at].Operation.Kind) && Judge(trace, at, step.Shows)));
                break;
            case BranchingRequirement branching:
                OnlyAtTheEnd(trace.States.Select(state =>
                    branching.Goals(model.Scope).Any(goal => !CanReach(model, goal, state))));
                break;
            default:
                Assert.Fail($"{requirement.Name} is of no known kind");
                break;
        }
    }

    private static void OnlyAtTheEnd(IEnumerable<bool> found)
    {
        bool[] all = [.. found];
        Assert.Equal(all.Length - 1, Array.IndexOf(all, true));
    }

    private static bool Judge(IModel model, State state, StatePredicate predicate)
    {
        Ledger ledger = model.Audit(in state);
        return predicate(new StateView(model, in state, in ledger));
    }

    private static bool Judge(ReportedTrace trace, int at, StepPredicate predicate)
    {
        (State before, State after) = (trace.States[at], trace.States[at + 1]);
        Ledger ledgerBefore = trace.Model.Audit(in before);
        Ledger ledgerAfter = trace.Model.Audit(in after);
        var step = new StepView(
            new StateView(trace.Model, in before, in ledgerBefore),
            trace.Steps[at].Operation,
            trace.Steps[at].Outcome,
            new StateView(trace.Model, in after, in ledgerAfter));
        return predicate(in step);
    }

    // A plain search onwards from the state, by the operations that the goal allows.
    private static bool CanReach(IModel model, Goal goal, State from)
    {
        var known = new HashSet<State> { from };
        var open = new Queue<State>([from]);
        while (open.TryDequeue(out State state))
        {
            if (Judge(model, state, goal.Reached))
            {
                return true;
            }

            Ledger ledger = model.Audit(in state);
            foreach (Operation operation in Instances.Of(model, in state).Where(goal.Allows))
            {
                State after = state;
                if (model.Apply(in state, in ledger, operation, ref after).IsGranted && known.Add(after))
                {
                    open.Enqueue(after);
                }
            }
        }

        return false;
    }
}
