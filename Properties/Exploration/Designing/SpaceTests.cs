using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Designing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Judging;
using ModelCheck.Properties.Lockstep;
using ModelCheck.Properties.Model;
using ModelCheck.Reports;

using Xunit;

namespace ModelCheck.Properties.Exploration.Designing;

/// <summary>
/// Every policy that the rules allow, on a scenario like <c>peers</c> with so little memory that all of them are judged
/// in a moment.
/// </summary>
public sealed class SpaceTests
{
    private const int Sample = 100;

    private static readonly Scenario Pair = ScenarioFile.Load("peers") with
    {
        Scope = Scope.Uniform(2, 2, 2, quota: 2),
    };

    private static readonly string[] Sealings = ["Subtree"];

    private static readonly PolicySpace Space = new(Pair, Sealings, everyFate: false);

    private static readonly Lazy<JudgedSpace> Whole = new(() => Judge(CancellationToken.None));

    [Fact]
    public void The_rules_allow_so_many_policies()
    {
        Assert.Equal(1_380 * Catalog.Chargings.Length * Sealings.Length, Space.Allowed);
        Assert.Equal(725, Space.Tables.Length);
        Assert.Equal(Space.Tables.Length, Space.Tables.Select(table => table.Notation).Distinct().Count());
    }

    [Fact]
    public void Every_policy_is_judged_once()
    {
        Assert.True(Whole.Value.Complete);
        Assert.Equal(
            Space.Count,
            Whole.Value.Behaviours.SelectMany(behaviour => behaviour.Policies)
                .Select(policy => (policy.Table, policy.Name.Charging, policy.Name.Sealing)).Distinct().Count());
    }

    [Fact]
    public void Those_with_a_name_come_out_as_in_a_comparison()
    {
        Comparison comparison = PolicyComparer.Compare(
            Pair,
            PolicyComparer.PoliciesOf(Pair, Sealings),
            new ComparisonPlan(),
            new ComparisonProgress(),
            default);
        ILookup<PolicyName, JudgedBehaviour> judged = Whole.Value.Behaviours
            .SelectMany(behaviour => Whole.Value.NamedIn(behaviour).Select(name => (name, behaviour)))
            .ToLookup(one => one.name, one => one.behaviour);
        Assert.All(comparison.Results, result => Assert.Equal(
            result.Requirements.Select(Said),
            Assert.Single(judged[result.Policy]).Ranked.Result.Requirements.Select(Said)));
    }

    // The plain model and the plain judge share nothing with the search but the text that they were written from.
    [Fact]
    public void A_hundred_drawn_at_random_are_judged_as_by_the_naive_search()
    {
        (TabledPolicy Policy, JudgedBehaviour Behaviour)[] all =
        [
            .. Whole.Value.Behaviours.SelectMany(
                behaviour => behaviour.Policies.Select(policy => (policy, behaviour))),
        ];
        var dice = new SplitMix64(20130430);
        for (int drawn = 0; drawn < Sample; drawn++)
        {
            (TabledPolicy policy, JudgedBehaviour behaviour) = all[dice.Below(all.Length)];
            var plain = new PlainGraph(new PlainSetting(RulesOf(policy), Pair.Scope), PlainJudge.All);
            Assert.All(behaviour.Ranked.Result.Requirements, result =>
            {
                string name = $"{policy.Name}: {result.Requirement.Name}";
                int? trace = plain.ShortestTraceOf(result.Requirement.Name);
                Assert.True(result.Trace?.Steps.Length == trace, $"{name} in {trace} steps, plainly");
                if (result.Verdict is RequirementVerdict.Holds or RequirementVerdict.HoldsVacuously)
                {
                    Assert.True(
                        result.IsVacuous != plain.IsPutToTheTest(result.Requirement.Name),
                        $"{name} is put to the test");
                }
            });
        }
    }

    // Counts of whole graphs, without codes and without anything left out for symmetry.
    [Fact]
    public void Policies_of_one_behaviour_have_one_graph()
    {
        var dice = new SplitMix64(20130430);
        JudgedBehaviour[] shared = [.. Whole.Value.Behaviours.Where(behaviour => behaviour.Policies.Length > 1)];
        Assert.NotEmpty(shared);
        for (int drawn = 0; drawn < Sample; drawn++)
        {
            JudgedBehaviour behaviour = shared[dice.Below(shared.Length)];
            TabledPolicy other = behaviour.Policies[1 + dice.Below(behaviour.Policies.Length - 1)];
            Assert.Equal(GraphOf(behaviour.Policies[0]), GraphOf(other));
        }
    }

    // Where one answer is another, a state of the two graphs or a step between them is.
    [Fact]
    public void Policies_of_two_behaviours_have_two_graphs()
    {
        JudgedBehaviour[] alike =
        [
            .. Whole.Value.Behaviours.Where(behaviour =>
                behaviour.Policies[0].Name.Charging == "Holder"
                && behaviour.Policies[0].Table.Form == AliasForm.View),
        ];
        Assert.True(alike.Length > 1);
        Assert.Equal(alike.Length, alike.Select(behaviour => GraphOf(behaviour.Policies[0])).Distinct().Count());
    }

    [Fact]
    public void Nothing_that_a_replacement_decides_about_aliases_makes_a_difference()
    {
        LifetimeTable replace = Catalog.LifetimeTables["Replace"];
        TabledPolicy first = Named(replace);
        TabledPolicy last = Named(replace with
        {
            OnFree = new(AliasFate.Refusing, AliasFate.Pinning),
            OnClose = new(AliasFate.Orphaned, AliasFate.Adopted),
        });
        Assert.NotEqual(first.Table, last.Table);
        Assert.Equal(first.Table.Within(Pair.Scope), last.Table.Within(Pair.Scope));
        Assert.Equal(GraphOf(first), GraphOf(last));

        static TabledPolicy Named(LifetimeTable table) =>
            new(new PolicyName(table.Notation, "Allocator", "Native"), table);
    }

    [Fact]
    public void Where_nothing_is_mapped_it_makes_no_difference_whether_a_seal_takes_rights()
    {
        (string First, string Second)[] alike =
        [
            .. Catalog.Sealings.Select(sealing => sealing.Name)
                .GroupBy(name => Catalog.SealingTables[name].Within(Pair.Scope))
                .Where(group => group.Count() > 1)
                .Select(group => (group.First(), group.Last())),
        ];
        Assert.NotEmpty(alike);
        LifetimeTable table = Catalog.LifetimeTables["Reparent"];
        Assert.All(alike, pair => Assert.Equal(GraphOf(With(pair.First)), GraphOf(With(pair.Second))));

        TabledPolicy With(string sealing) => new(new PolicyName("Reparent", "Holder", "Native", sealing), table);
    }

    [Fact]
    public void Nothing_on_the_front_is_worse_than_anything_and_all_else_is()
    {
        ImmutableArray<Requirement> asked = [.. Pair.Demands.Select(demand => demand.Requirement)];
        JudgedBehaviour[] front = [.. Whole.Value.Front.SelectMany(point => point.Behaviours)];
        Assert.NotEmpty(front);
        foreach (JudgedBehaviour behaviour in Whole.Value.Behaviours)
        {
            bool isWorse = Whole.Value.Behaviours.Any(
                other => asked.All(requirement => Worth(other, requirement) >= Worth(behaviour, requirement))
                    && asked.Any(requirement => Worth(other, requirement) > Worth(behaviour, requirement)));
            Assert.Equal(!isWorse, front.Contains(behaviour));
        }

        static int Worth(JudgedBehaviour behaviour, Requirement requirement) =>
            behaviour.Ranked.Result.ResultOf(requirement) switch
            {
                { IsKept: true } => 2,
                { IsVacuous: true } => 1,
                _ => 0,
            };
    }

    [Fact]
    public void What_has_no_name_and_outdoes_what_has_one_keeps_all_that_this_keeps()
    {
        ImmutableArray<Requirement> asked = [.. Pair.Demands.Select(demand => demand.Requirement)];
        Assert.NotEmpty(Whole.Value.UnnamedOutdoing);
        foreach (OutdoingPoint outdoing in Whole.Value.UnnamedOutdoing)
        {
            JudgedBehaviour better = outdoing.Point.Behaviours[0];
            Assert.Empty(outdoing.Point.Behaviours.SelectMany(Whole.Value.NamedIn));
            Assert.All(outdoing.Outdone, name =>
            {
                JudgedBehaviour worse = Assert.Single(
                    Whole.Value.Behaviours, behaviour => Whole.Value.NamedIn(behaviour).Contains(name));
                Assert.All(
                    asked.Where(requirement => worse.Ranked.Result.ResultOf(requirement).IsKept),
                    requirement => Assert.True(better.Ranked.Result.ResultOf(requirement).IsKept));
                Assert.Contains(
                    asked,
                    requirement => better.Ranked.Result.ResultOf(requirement).IsKept
                        && !worse.Ranked.Result.ResultOf(requirement).IsKept);
            });
        }
    }

    // What is left early is known to be outdone, and so it is on no front; all else is as if nothing were left early.
    [Theory]
    [InlineData(40)]
    public void Those_that_are_outdone_change_nothing(int firstBound)
    {
        JudgedSpace early = Judge(CancellationToken.None, firstBound: firstBound);
        Assert.True(early.Complete);
        Assert.True(early.Outdone > 0);
        Assert.Equal(Whole.Value.Front.Select(PoliciesAt), early.Front.Select(PoliciesAt));
        Assert.Equal(Whole.Value.Behaviours.Select(Policies).Order(), early.Behaviours.Select(Policies).Order());
        Assert.Equal(Policies(Whole.Value.Behaviours[0]), Policies(early.Behaviours[0]));

        static string PoliciesAt(FrontPoint point) =>
            string.Join("; ", point.Behaviours.Select(Policies).Order(StringComparer.Ordinal));

        static string Policies(JudgedBehaviour behaviour) => string.Join(
            ", ", behaviour.Policies.Select(policy => policy.Name.ToString()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task One_that_is_interrupted_says_what_it_has_not_judged()
    {
        using var stop = new CancellationTokenSource();
        var progress = new ComparisonProgress();
        Task<JudgedSpace> running = Task.Run(() => Judge(stop.Token, progress));
        SpinWait.SpinUntil(() => progress.Finished > 100);
        await stop.CancelAsync().ConfigureAwait(true);
        JudgedSpace some = await running.ConfigureAwait(true);
        Assert.InRange(some.Judged, 1, Space.Count - 1);
        Assert.False(some.Complete);
        Assert.Equal(0, some.Unfinished);
    }

    [Fact]
    public void The_report_is_as_the_schema_says() =>
        Assert.Empty(Schema.Report.Validate(JsonReport.Write(Whole.Value)));

    private static JudgedSpace Judge(
        CancellationToken cancellation, ComparisonProgress? progress = null, long firstBound = long.MaxValue) =>
        SpaceSearch.Judge(
            Space,
            new SearchLimits { Workers = 2 },
            firstBound,
            progress ?? new ComparisonProgress(),
            cancellation);

    // Every state with what is charged in it, and every step with what comes of it, by a queue and a dictionary.
    private static string GraphOf(TabledPolicy policy) => policy.With(Pair.Scope, model =>
    {
        var numbers = new Dictionary<State, int> { [default] = 0 };
        var queue = new Queue<State>([default]);
        var text = new StringBuilder();
        while (queue.TryDequeue(out State state))
        {
            Ledger ledger = model.Audit(in state);
            IEnumerable<int> used =
                Enumerable.Range(0, Pair.Scope.Sessions).Select(session => ledger.UsedBy(new SessionId(session)));
            text.AppendLine(CultureInfo.InvariantCulture, $"{state.GetHashCode()} {string.Join(' ', used)}");
            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = default;
                Outcome outcome = model.Apply(in state, in ledger, operation, ref after);
                int number = -1;
                if (outcome.IsGranted && !numbers.TryGetValue(after, out number))
                {
                    number = numbers[after] = numbers.Count;
                    queue.Enqueue(after);
                }

                text.AppendLine(CultureInfo.InvariantCulture, $"{operation} {outcome} {number}");
            }
        }

        return text.ToString();
    });

    private static PlainRules RulesOf(TabledPolicy policy)
    {
        LifetimeTable table = policy.Table;
        return new PlainRules(
            policy.Name.Lifetime,
            table.Form,
            new PlainFates(table.OnFree.Of, table.MappingOnFree.Of, table.CapabilityOnFree),
            new PlainFates(table.OnClose.Of, table.MappingOnClose.Of, table.CapabilityOnClose),
            policy.Name.Charging)
        {
            Platform = policy.Name.Platform,
            Sealing = policy.Name.Sealing,
        };
    }

    private static string Said(RequirementResult result) =>
        $"{result.Requirement.Name} {result.Verdict} {result.Trace?.Steps.Length}";
}
