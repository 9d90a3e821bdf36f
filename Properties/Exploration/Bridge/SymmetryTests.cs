using System.Collections.Immutable;
using System.Numerics;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Searching;
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

/// <summary>An exploration of orbits says what one of all states says.</summary>
public sealed class SymmetryTests
{
    public static TheoryData<string, string, string, string> Pairs => SymmetricScopes.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Orbits_tell_every_verdict_and_every_length(
        string lifetime, string charging, string platform, string scope) =>
        SymmetricScopes.With(lifetime, charging, platform, scope, OrbitsTellAll);

    [Fact]
    public void Sessions_that_gave_quota_to_one_another_are_exchanged_with_the_slots_only()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Holder", "Native"),
            Scope.Uniform(
                2,
                3,
                2,
                quota: 1,
                operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Free, OperationKind.Donate)));
        ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);

        PolicyResult slots = Explore(model, Symmetry.Slots);

        AreAlike(model, Explore(model, Symmetry.None), slots);
        Assert.Null(slots.Reduction!.Unreduced);
        Assert.Equal(
            OrbitsOf(new NaiveExplorer(model).States, new SlotReduction(model.Scope, sets)),
            slots.Exploration.DistinctStates);
        Assert.Equal(
            "with Donate what a session has names other sessions",
            ScopeSymmetry.FaultOf(Symmetry.Sessions, model, Catalog.Requirements));
    }

    [Fact]
    public void A_goal_about_a_session_follows_it_to_its_new_name()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Holder", "Native"),
            Scope.Uniform(
                3, 3, 3, quota: 1, operations: OperationKinds.Of(OperationKind.Alloc, OperationKind.Free)));

        // Three sessions in a cycle: names and their inverses differ.
        Assert.NotEqual(0, CodedModel.Accept(model, new Followed()));
    }

    private static void OrbitsTellAll(IModel model)
    {
        if (model.TellerOf(Distinctions.Sessions) is { } teller)
        {
            Assert.Equal(
                $"{teller} tells sessions apart by their numbers",
                ScopeSymmetry.FaultOf(Symmetry.Slots, model, Catalog.Requirements));
            return;
        }

        PolicyResult plain = Explore(model, Symmetry.None);
        SearchResult counted = plain.Exploration;

        IReadOnlyCollection<State> states = new NaiveExplorer(model).States;
        ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);
        PolicyResult sessions = Explore(model, Symmetry.Sessions);
        AreAlike(model, plain, sessions);
        var all = new UnreducedCounts(counted.DistinctStates, counted.Transitions, counted.DisabledActions);
        Assert.Equal(all, sessions.Reduction!.Unreduced);
        Assert.Equal(counted.Depth, sessions.Exploration.Depth);
        Assert.Equal(OrbitsOf(states, new SessionReduction(sets)), sessions.Exploration.DistinctStates);

        if (model.Policy.Charging != "Heir")
        {
            PolicyResult slots = Explore(model, Symmetry.Slots);
            AreAlike(model, plain, slots);
            Assert.Equal(all, slots.Reduction!.Unreduced);
            Assert.Equal(OrbitsOf(states, new SlotReduction(model.Scope, sets)), slots.Exploration.DistinctStates);
        }
    }

    private static long OrbitsOf<TReduction>(IEnumerable<State> states, TReduction reduction)
        where TReduction : struct, IReduction
    {
        var forms = new HashSet<State>();
        foreach (State state in states)
        {
            State form = state;
            reduction.Canonicalise(ref form);
            forms.Add(form);
        }

        return forms.Count;
    }

    private static PolicyResult Explore(IModel model, Symmetry symmetry)
    {
        PolicyResult result = ModelExplorer.Explore(
            model, Catalog.Requirements, new SearchLimits { Workers = 1 }, new SearchProgress(), default, symmetry);
        Assert.True(result.Exploration.Complete);
        return result;
    }

    private static void AreAlike(IModel model, PolicyResult plain, PolicyResult reduced)
    {
        Assert.Equal(
            plain.Requirements.Select(Summary),
            reduced.Requirements.Select(Summary));
        foreach (RequirementResult result in reduced.Requirements.Where(result => result.Trace is not null))
        {
            Assert.True(Shows(model, result), $"{result.Requirement.Name} is not what its trace shows");
        }
    }

    private static (string, RequirementVerdict, int?) Summary(RequirementResult result) =>
        (result.Requirement.Name, result.Verdict, result.Trace?.Steps.Length);

    // What the trace is said to show, looked at in the model alone.
    private static bool Shows(IModel model, RequirementResult result)
    {
        ImmutableArray<State> states = result.Trace!.States(model);
        State last = states[^1];
        Ledger ledger = model.Audit(in last);
        var after = new StateView(model, in last, in ledger);
        switch (result.Requirement)
        {
            case Invariant invariant:
                return !invariant.Holds(in after);
            case StatePossibility possibility:
                return possibility.Shows(in after);
            case BranchingRequirement branching:
                Goal goal = branching.Goals(model.Scope).Single(goal => goal.Stuck == result.Reason);
                return !goal.Reached(in after) && !CanReach(model, last, goal);
            default:
                State start = states[^2];
                Ledger former = model.Audit(in start);
                (Operation operation, Outcome outcome) = result.Trace.Steps[^1];
                var step = new StepView(new StateView(model, in start, in former), operation, outcome, after);
                return result.Requirement switch
                {
                    StepRequirement requirement => !requirement.Holds(in step),
                    StepPossibility possibility => possibility.Shows(in step),
                    _ => false,
                };
        }
    }

    private static bool CanReach(IModel model, State from, Goal goal)
    {
        var seen = new HashSet<State> { from };
        var queue = new Queue<State>(seen);
        while (queue.TryDequeue(out State state))
        {
            Ledger ledger = model.Audit(in state);
            if (goal.Reached(new StateView(model, in state, in ledger)))
            {
                return true;
            }

            foreach (Operation operation in Instances.Of(model, in state))
            {
                State after = default;
                if (goal.Allows(operation)
                    && model.Apply(in state, in ledger, operation, ref after).IsGranted
                    && seen.Add(after))
                {
                    queue.Enqueue(after);
                }
            }
        }

        return false;
    }

    /// <summary>Expands every state and counts the cycles among the renamings that the goals had to follow.</summary>
    private sealed class Followed : ICodedVisitor<int>
    {
        public int VisitCoded<TModel, TCode>(TModel model, StateCodec codec)
            where TModel : struct, IModel
            where TCode : unmanaged, ICode<TCode>
        {
            ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);
            var flags = new RequirementFlags(
                Catalog.Requirements.Where(requirement => requirement.Name == "SelfReclaim"), model.Scope);
            var reduction = new SessionReduction(sets);
            var system = new RamSystem<TModel, TCode, SessionReduction>(model, codec, flags, reduction);
            int cycles = 0;
            foreach (State state in new NaiveExplorer(model).States)
            {
                var told = new Told<TCode>([]);
                system.Expand(codec.Encode<TCode>(in state), ref told);
                foreach ((uint label, TCode successor, ulong flag, ulong counterpart) in told.All)
                {
                    State after = state;
                    model.Step(ref after, new Operation(label));
                    State form = codec.Decode(in successor);
                    SessionId session = SessionOf(flag);
                    Assert.Equal(after.OwnedBy(session), form.OwnedBy(SessionOf(counterpart)));
                    Names names = reduction.Canonicalise(ref after);
                    cycles += names.Sessions == names.Sessions.Inverse ? 0 : 1;
                }
            }

            return cycles;

            SessionId SessionOf(ulong flag) =>
                flags.GoalOf(BitOperations.TrailingZeroCount(flag))!.Session!.Value;
        }
    }

    /// <summary>Keeps each goal that goes by another flag, with the transition that leads there.</summary>
    private struct Told<TCode>(List<(uint Label, TCode Successor, ulong Flag, ulong Counterpart)> leads)
        : ITransitionSink<TCode>
        where TCode : unmanaged, ICode<TCode>
    {
        private uint _label;

        public readonly ulong Wanted => ulong.MaxValue;

        public readonly ulong Counted => 0;

        public readonly bool MovesOnly => true;

        public readonly bool Satisfied => false;

        internal readonly List<(uint Label, TCode Successor, ulong Flag, ulong Counterpart)> All => leads;

        public readonly void Occurred(ulong flags)
        {
        }

        public readonly void State(ulong flags, long orbit)
        {
        }

        public void Transition(uint label, in TCode successor, ulong flags) => _label = label;

        public readonly void Leads(ulong flag, in TCode successor, ulong counterpart) =>
            leads.Add((_label, successor, flag, counterpart));

        public readonly void Disabled(uint label, ulong flags)
        {
        }

        public readonly void Disabled(long count)
        {
        }
    }
}
