using System.Collections.Immutable;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// What policies and requirements say that they do not tell apart, against every way to exchange it: the same operation
/// under other names does the same, and every requirement says the same of it.
/// </summary>
public sealed class DistinctionsTests
{
    /// <summary>Every policy there is, each beside usual ones.</summary>
    public static TheoryData<string, string, string> Policies
    {
        get
        {
            var policies = new TheoryData<string, string, string>();
            foreach (PolicyEntry lifetime in Catalog.Lifetimes)
            {
                policies.Add(lifetime.Name, "Holder", "Native");
            }

            foreach (PolicyEntry charging in Catalog.Chargings)
            {
                policies.Add("Reparent", charging.Name, "Native");
            }

            foreach (PolicyEntry platform in Catalog.Platforms)
            {
                policies.Add("Pin", "Allocator", platform.Name);
            }

            return policies;
        }
    }

    [Theory]
    [MemberData(nameof(Policies))]
    public void Exchanged_sessions_make_a_difference_to_whom_it_is_said(
        string lifetime, string charging, string platform) =>
        With(lifetime, charging, platform, Handed, (model, handed) =>
        {
            string? difference = DifferenceUnder(model, NamesOf.Sessions([SessionSet.First(2)]))
                ?? DifferenceUnder(handed, NamesOf.Sessions([SessionSet.First(3)]));
            IsSaid(model, Distinctions.Sessions, difference);
        });

    [Theory]
    [MemberData(nameof(Policies))]
    public void Exchanged_slots_make_a_difference_to_whom_it_is_said(
        string lifetime, string charging, string platform) =>
        With(lifetime, charging, platform, Crowded, (model, crowded) =>
        {
            string? difference = DifferenceUnder(model, NamesOf.Slots(model.Scope))
                ?? DifferenceUnder(crowded, NamesOf.Slots(Crowded));
            IsSaid(model, Distinctions.Slots, difference);
        });

    [Fact]
    public void What_tells_names_apart_is_refused_by_name()
    {
        IModel heir = Model("Pin", "Heir", "Native");
        Assert.Null(ScopeSymmetry.FaultOf(Symmetry.Sessions, heir, Catalog.Requirements));
        Assert.Equal(
            "charging Heir looks at the order of slots",
            ScopeSymmetry.FaultOf(Symmetry.Slots, heir, Catalog.Requirements));

        IModel holder = Model("Pin", "Holder", "Native");
        var first = new Invariant("First", "Session 0 uses nothing.", static (in StateView _) => true)
        {
            TellsApart = Distinctions.Sessions,
        };
        var lowest = first with { Name = "Lowest", TellsApart = Distinctions.Slots };
        var lonely = new BranchingRequirement(
            "Lonely",
            "Session 0 can bring what it uses to nothing.",
            static scope => [new(static (in StateView _) => true, static _ => true, "stuck", new SessionId(0))]);
        Assert.Equal(
            "First tells sessions apart by their numbers",
            ScopeSymmetry.FaultOf(Symmetry.Slots, holder, [first, lowest]));
        Assert.Null(ScopeSymmetry.FaultOf(Symmetry.Sessions, holder, [lowest]));
        Assert.Equal(
            "Lowest looks at the order of slots", ScopeSymmetry.FaultOf(Symmetry.Slots, holder, [lowest]));
        Assert.Equal(
            "Lonely tells sessions apart by their numbers",
            ScopeSymmetry.FaultOf(Symmetry.Sessions, holder, [lonely]));
        Assert.Null(ScopeSymmetry.FaultOf(Symmetry.None, holder, [first, lowest, lonely]));
    }

    [Fact]
    public void Sessions_are_interchangeable_when_the_scope_says_the_same_of_them()
    {
        Scope scope = Scope.Uniform(2, 4, 2, quota: 2);
        Interchangeable(scope, SessionSet.First(4));
        Interchangeable(scope with { Quotas = [2, 1, 1, 2] }, Set(0, 3), Set(1, 2));
        Interchangeable(
            scope with { Quotas = [2, 1, 3, 1], Trusts = [default, Set(3), default, Set(1)] }, Set(1, 3));
        Interchangeable(scope with { Quotas = [2, 1, 3, 1], Trusts = [default, Set(3), default, default] });

        // Each of two trusts one of the others: they could be exchanged as pairs only, which is not followed.
        Interchangeable(scope with { Trusts = [Set(2), Set(3), default, default] });
        OperationKinds few = OperationKinds.Of(OperationKind.Alloc);
        Interchangeable(
            scope with { Permitted = [few, OperationKinds.All, few, OperationKinds.Of(OperationKind.Free)] },
            Set(0, 2));
        IModel alone = Catalog.CreateModel(
            new PolicyName("Pin", "Holder", "Native"), Scope.Uniform(2, 1, 2, quota: 2));
        Assert.Equal(
            "the scope tells every session from every other",
            ScopeSymmetry.FaultOf(Symmetry.Sessions, alone, []));
        Assert.Null(ScopeSymmetry.FaultOf(Symmetry.Slots, alone, []));
    }

    private static Scope Usual => Scope.Uniform(2, 2, 2, quota: 2, regions: 1);

    // One frame, and room for two heirs of it.
    private static Scope Crowded => Scope.Uniform(1, 2, 3, quota: 3);

    // One dataspace, and two sessions that it can be handed to.
    private static Scope Handed => Scope.Uniform(
        1,
        3,
        1,
        quota: 1,
        operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Share)) with
    {
        Sharing = Sharing.Delegated,
    };

    private static void Interchangeable(Scope scope, params SessionSet[] expected) => Assert.Equal(
        expected.Select(set => set.Bits),
        ScopeSymmetry.InterchangeableSessions(scope).Select(set => set.Bits));

    private static SessionSet Set(params int[] sessions) =>
        sessions.Aggregate(default(SessionSet), (set, session) => set + new SessionId(session));

    private static IModel Model(string lifetime, string charging, string platform) =>
        Catalog.CreateModel(new PolicyName(lifetime, charging, platform), Usual);

    private static void With(
        string lifetime, string charging, string platform, Scope other, Action<IModel, IModel> work)
    {
        var policy = new PolicyName(lifetime, charging, platform);
        Tables.With(policy, Usual, model => Tables.With(policy, other, beside => work(model, beside)));
    }

    // A lifetime says it of itself, and not only the table that it is looked up in here.
    private static void IsSaid(IModel tabled, Distinctions names, string? difference)
    {
        string? teller = Catalog.CreateModel(tabled.Policy, tabled.Scope).TellerOf(names);
        Assert.Equal(teller, tabled.TellerOf(names));
        Assert.Equal(teller is null, difference is null);
    }

    // What is not the same under other names, or null. Where slots are exchanged, the slot that a new object takes is
    // one of the names: then states are compared by their form.
    private static string? DifferenceUnder(IModel model, List<Names> all)
    {
        var slots = new SlotReduction(model.Scope, []);
        Requirement[] requirements =
            [.. Catalog.Requirements.Where(requirement => requirement.Obstacle(model) is null)];
        foreach (State state in new NaiveExplorer(model).States)
        {
            Ledger ledger = model.Audit(in state);
            List<Operation> operations = Instances.Of(model, in state);
            foreach (Names names in all)
            {
                State renamed = state.Renamed(in names);
                Ledger other = model.Audit(in renamed);
                var before = new StateView(model, in state, in ledger);
                var there = new StateView(model, in renamed, in other);
                if (!Instances.Of(model, in renamed).ToHashSet().SetEquals(operations.Select(names.Of)))
                {
                    return "other operations are asked";
                }

                foreach (Requirement requirement in requirements)
                {
                    if (Says(requirement, in before) != Says(requirement, in there))
                    {
                        return requirement.Name;
                    }
                }

                foreach (Operation operation in operations)
                {
                    State after = state;
                    State next = renamed;
                    Outcome outcome = model.Apply(in state, in ledger, operation, ref after);
                    Outcome said = model.Apply(in renamed, in other, names.Of(operation), ref next);
                    State expected = after.Renamed(in names);
                    State found = next;
                    if (!names.Dataspaces.IsIdentity || !names.Regions.IsIdentity)
                    {
                        slots.Canonicalise(ref expected);
                        slots.Canonicalise(ref found);
                    }

                    if (outcome.Refusal != said.Refusal || expected != found)
                    {
                        return operation.ToString();
                    }

                    Ledger later = model.Audit(in after);
                    Ledger last = model.Audit(in next);
                    var step = new StepView(before, operation, outcome, new StateView(model, in after, in later));
                    var counterpart =
                        new StepView(there, names.Of(operation), said, new StateView(model, in next, in last));
                    foreach (Requirement requirement in requirements)
                    {
                        if (Says(requirement, in step) != Says(requirement, in counterpart))
                        {
                            return requirement.Name;
                        }
                    }
                }

                if (GoalUnlike(model.Scope, requirements, in before, in there, in names, operations) is { } goal)
                {
                    return goal;
                }
            }
        }

        return null;
    }

    private static string? GoalUnlike(
        Scope scope,
        Requirement[] requirements,
        in StateView before,
        in StateView there,
        in Names names,
        List<Operation> operations)
    {
        foreach (BranchingRequirement branching in requirements.OfType<BranchingRequirement>())
        {
            ImmutableArray<Goal> goals = branching.Goals(scope);
            foreach (Goal goal in goals)
            {
                Names others = names;
                SessionId? session = goal.Session is { } own ? names.Of(own) : null;
                Goal counterpart = goals.Single(other => other.Session == session);
                if (goal.Reached(in before) != counterpart.Reached(in there)
                    || operations.Exists(asked => goal.Allows(asked) != counterpart.Allows(others.Of(asked))))
                {
                    return branching.Name;
                }
            }
        }

        return null;
    }

    private static bool Says(Requirement requirement, in StateView at) => requirement switch
    {
        Invariant invariant => invariant.Holds(in at),
        StatePossibility possibility => possibility.Shows(in at),
        _ => false,
    };

    private static bool Says(Requirement requirement, in StepView step) => requirement switch
    {
        StepRequirement concerned => concerned.Concerns.Contains(step.Operation.Kind) && concerned.Holds(in step),
        StepPossibility possible => possible.Concerns.Contains(step.Operation.Kind) && possible.Shows(in step),
        _ => false,
    };
}
