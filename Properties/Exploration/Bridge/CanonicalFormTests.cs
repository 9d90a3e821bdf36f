using System.Collections.Immutable;
using System.Diagnostics;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Model.Searching;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Model;

using Xunit;
using Xunit.Abstractions;

namespace ModelCheck.Properties.Exploration.Bridge;

/// <summary>
/// Canonical forms, which are found by sorting, against every permutation there is: all members of an orbit have one
/// form, which is a member itself, and the size of an orbit is the number of its members.
/// </summary>
public sealed class CanonicalFormTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, string, string> Pairs => SymmetricScopes.Pairs;

    [Theory]
    [MemberData(nameof(Pairs))]
    public void All_states_of_an_orbit_have_one_form_among_them(
        string lifetime, string charging, string platform, string scope) =>
        SymmetricScopes.With(lifetime, charging, platform, scope, EveryOrbitHasOneForm);

    [Fact]
    public void Sessions_that_have_the_same_of_each_other_are_tried_in_every_order()
    {
        // Three sessions, each with an alias of the memory of the next: no sorting tells them apart.
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Allocator", "Native"),
            Scope.Uniform(2, 4, 6, quota: 2));
        var around = new List<State>();
        foreach (int step in (int[])[1, 2])
        {
            State state = default;
            for (int session = 0; session < 3; session++)
            {
                state.Place(new(session), new(session), Extent.Of(0, 1), default, true);
                state.Place(
                    new(3 + session),
                    new((session + step) % 3),
                    Extent.Of(0, 1),
                    DataspaceSet.Of(new(session)),
                    false);
            }

            around.Add(state);
        }

        ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);
        Assert.Equal(SessionSet.First(4), Assert.Single(sets));
        Check(new SlotReduction(model.Scope, sets), around, NamesOf.Both(model.Scope, sets), isSized: false);
        Check(new SessionReduction(sets), around, NamesOf.Sessions(sets), isSized: true);
    }

    [Fact]
    public void A_form_is_found_in_well_under_a_microsecond()
    {
        IModel model = Catalog.CreateModel(
            new PolicyName("FirstClass", "Holder", "Native"), Scope.Uniform(4, 2, 5, quota: 4));
        ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);
        State[] states = [.. RandomWalk.Through(model, 20_000)];
        double sessions = NanosecondsFor(new SessionReduction(sets), states);
        double slots = NanosecondsFor(new SlotReduction(model.Scope, sets), states);
        output.WriteLine(FormattableString.Invariant(
            $"{states.Length} states: sessions {sessions:F0} ns, sessions and slots {slots:F0} ns"));
        Assert.InRange(sessions, 0, 1000);
        Assert.InRange(slots, 0, 1000);
    }

    private static void EveryOrbitHasOneForm(IModel model)
    {
        ImmutableArray<SessionSet> sets = ScopeSymmetry.InterchangeableSessions(model.Scope);
        IReadOnlyCollection<State> states = new NaiveExplorer(model).States;
        Check(new SessionReduction(sets), states, NamesOf.Sessions(sets), isSized: true);

        // Whether a policy lets slots be exchanged makes no difference to what a form is.
        Check(new SlotReduction(model.Scope, sets), states, NamesOf.Both(model.Scope, sets), isSized: false);
        Check(new SlotReduction(model.Scope, []), states, NamesOf.Slots(model.Scope), isSized: false);
    }

    // The best of some rounds: others use the machine, too.
    private static double NanosecondsFor<TReduction>(TReduction reduction, State[] states)
        where TReduction : struct, IReduction
    {
        double best = double.MaxValue;
        for (int round = 0; round < 20; round++)
        {
            long started = Stopwatch.GetTimestamp();
            foreach (ref readonly State state in states.AsSpan())
            {
                State form = state;
                reduction.Canonicalise(ref form);
            }

            best = Math.Min(best, Stopwatch.GetElapsedTime(started).TotalNanoseconds / states.Length);
        }

        return best;
    }

    private static void Check<TReduction>(
        TReduction reduction, IReadOnlyCollection<State> states, List<Names> all, bool isSized)
        where TReduction : struct, IReduction
    {
        var orbits = new Dictionary<State, int>();
        foreach (State state in states)
        {
            State form = state;
            Names names = reduction.Canonicalise(ref form);
            if (form != state.Renamed(in names) || state != form.Renamed(names.Inverse))
            {
                Assert.Fail("the names do not lead to the form and back");
            }

            // Each orbit once: all of its members are looked at from the first that comes along.
            if (!orbits.TryAdd(form, 0))
            {
                continue;
            }

            var members = new HashSet<State>();
            foreach (Names others in all)
            {
                State member = state.Renamed(in others);
                if (members.Add(member))
                {
                    reduction.Canonicalise(ref member);
                    if (member != form)
                    {
                        Assert.Fail("two states of an orbit have two forms");
                    }
                }
            }

            Assert.Contains(form, members);
            Assert.Equal(isSized ? members.Count : 1, reduction.OrbitOf(in form));
        }
    }
}
