using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>Says where and how a service parts from the model along a trace.</summary>
internal static class DivergenceFinder
{
    /// <summary>Looks at the first step at which they part.</summary>
    /// <param name="model">The model.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="trace">A trace that shows a divergence at its end, if not earlier.</param>
    internal static Divergence Find(IModel model, ServiceFactory create, Trace trace) =>
        Replay(model, create, trace) ?? AfterRestoring(model, create, trace);

    /// <summary>Asks a fresh service for every step.</summary>
    /// <returns>Where it parts from the model; null when it does not.</returns>
    internal static Divergence? Replay(IModel model, ServiceFactory create, Trace trace)
    {
        var view = new ModelView(model);
        var lockstep = new ServiceUnderTest(model, view, create);
        lockstep.ReadCapabilities();
        ImmutableArray<State> states = trace.States(model);
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            if (!StepsAlike(model, lockstep, trace.Steps[step], in states.ItemRef(step + 1)))
            {
                return At(step + 1, in states.ItemRef(step + 1));
            }

            lockstep.ReadCapabilities();
        }

        return lockstep.RefusesTheImpossible(in states.ItemRef(trace.Steps.Length))
            ? null
            : At(trace.Steps.Length, in states.ItemRef(trace.Steps.Length));

        Divergence At(int steps, in State state) =>
            Describe(model, view, lockstep, new Trace(trace.Steps[..steps]), in state, isReplayed: true);
    }

    private static Divergence AfterRestoring(IModel model, ServiceFactory create, Trace trace)
    {
        var view = new ModelView(model);
        var lockstep = new ServiceUnderTest(model, view, create);
        ImmutableArray<State> states = trace.States(model);
        int last = trace.Steps.Length;
        ref readonly State before = ref states.ItemRef(Math.Max(0, last - 1));
        ref readonly State after = ref states.ItemRef(last);
        bool alike = lockstep.Place(in before, model.Audit(in before))
            && lockstep.RefusesTheImpossible(in before)
            && (last == 0 || (StepsAlike(model, lockstep, trace.Steps[last - 1], in after)
                && (trace.Steps[last - 1].Outcome.IsGranted || lockstep.IsUnchangedByRefusal)))
            && lockstep.Place(in after, model.Audit(in after))
            && lockstep.RefusesTheImpossible(in after);
        return alike
            ? throw new InvalidOperationException("a divergence is not there when it is looked at again")
            : Describe(model, view, lockstep, trace, in after, isReplayed: false);
    }

    private static bool StepsAlike(IModel model, ServiceUnderTest lockstep, TraceStep step, in State after)
    {
        Ledger ledger = model.Audit(in after);
        return lockstep.Answers(step.Operation, step.Outcome)
            && lockstep.LooksLike(in after, in ledger)
            && lockstep.HasFreshCapability(step.Operation, step.Outcome);
    }

    /// <summary>What a service and the model look like after a trace.</summary>
    internal static Divergence Describe(
        IModel model, ModelView view, ServiceUnderTest lockstep, Trace trace, in State state, bool isReplayed)
    {
        Ledger ledger = model.Audit(in state);
        return new Divergence(
            trace,
            lockstep.Difference,
            isReplayed,
            view.Of(in state, in ledger),
            view.Of(lockstep.Service, lockstep.Memory));
    }
}
