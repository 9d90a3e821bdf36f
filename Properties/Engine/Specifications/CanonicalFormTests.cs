using ModelCheck.Engine;
using ModelCheck.Engine.Specifications;

using Xunit;

namespace ModelCheck.Properties.Engine.Specifications;

public sealed class CanonicalFormTests
{
    [Fact]
    public void Of_states_that_stand_for_each_other_one_is_followed_and_verdicts_stay_as_they_are()
    {
        CheckResult<Walkers.Places, (int Walker, int To)> whole = new Walkers(sorted: false).Check();
        CheckResult<Walkers.Places, (int Walker, int To)> reduced = new Walkers(sorted: true).Check();

        // Three walkers on places 0 to 4: 5^3 arrangements, and as many multisets as 7 over 3.
        Assert.Equal(125, whole.Search.DistinctStates);
        Assert.Equal(35, reduced.Search.DistinctStates);
        Assert.Equal(whole.Search.Depth, reduced.Search.Depth);
        Assert.Equal(
            whole.Answers.Select(answer => (answer.Property, answer.Verdict, answer.Trace?.Steps.Length)),
            reduced.Answers.Select(answer => (answer.Property, answer.Verdict, answer.Trace?.Steps.Length)));
    }

    [Fact]
    public void A_trace_is_of_steps_that_the_system_takes()
    {
        foreach (Answer<Walkers.Places, (int Walker, int To)> answer in new Walkers(sorted: true).Check().Answers)
        {
            Walkers.Places state = Assert.IsType<Trace<Walkers.Places, (int Walker, int To)>>(answer.Trace).Initial;
            foreach ((TraceStep<Walkers.Places, (int Walker, int To)> step, int number) in
                answer.Trace.Steps.Select((step, number) => (step, number)))
            {
                Assert.Equal(state[step.Action.Walker] + 1, step.Action.To);
                state = state.With(step.Action.Walker, step.Action.To);
                Assert.True(state == step.State, $"{answer.Property.Name}, step {number}");
            }
        }
    }

    [Fact]
    public void A_form_that_acts_as_its_state_does_not_is_found_out_by_a_trace() =>
        Assert.Throws<InvalidOperationException>(() => new Walkers(sorted: false, wrong: true).Check());

    /// <summary>Walkers who go from 0 to 4 and begin the third one at 2.</summary>
    internal sealed class Walkers : Specification<Walkers.Places, (int Walker, int To)>
    {
        internal Walkers(bool sorted, bool wrong = false)
        {
            Sometimes("AllAtTheEnd", places => places is { A: 4, B: 4, C: 4 });
            Always("NeverTogetherAtThree", places => places is not { A: 3, B: 3, C: 3 });
            AlwaysOnSteps("NobodyPassesTheLast", (before, step, _) =>
                before.A + before.B + before.C - before[step.Walker] < 8 || step.To != 4);
            if (sorted)
            {
                CanonicalForm(Places.Sorted);
            }
            else if (wrong)
            {
                CanonicalForm(places => places with { A = Math.Min(places.A + 1, 4) });
            }
        }

        protected override IEnumerable<Places> Initial => [default];

        protected override void Next(Places state, Steps<Places, (int Walker, int To)> steps)
        {
            for (int walker = 2; walker >= 0; walker--)
            {
                int to = state[walker] + 1;
                steps.When(to <= 4, (walker, to), state.With(walker, to));
            }
        }

        internal record struct Places(int A, int B, int C)
        {
            internal readonly int this[int walker] => walker switch { 0 => A, 1 => B, _ => C };

            internal readonly Places With(int walker, int to) => walker switch
            {
                0 => this with { A = to },
                1 => this with { B = to },
                _ => this with { C = to },
            };

            internal static Places Sorted(Places places)
            {
                int[] sorted = [places.A, places.B, places.C];
                Array.Sort(sorted);
                return new Places(sorted[0], sorted[1], sorted[2]);
            }
        }
    }
}
