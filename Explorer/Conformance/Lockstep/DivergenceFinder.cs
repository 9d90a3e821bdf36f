using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

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
    /// <param name="observed">What differed when it was seen, in words.</param>
    internal static Divergence Find(IModel model, ServiceFactory create, Trace trace, string observed) =>
        Replay(model, create, trace) ?? AfterRestoring(model, create, trace, observed);

    /// <summary>Asks a fresh service for every step.</summary>
    /// <param name="model">The model.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <param name="asksTheImpossible">Whether it is asked at the end for what cannot be, too.</param>
    /// <returns>Where it parts from the model; null when it does not.</returns>
    internal static Divergence? Replay(
        IModel model, ServiceFactory create, Trace trace, bool asksTheImpossible = true)
    {
        var view = new ModelView(model);
        using var lockstep = new ServiceUnderTest(model, view, create);
        ImmutableArray<State> states = trace.States(model);
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            if (!StepsAlike(model, lockstep, trace.Steps[step], in states.ItemRef(step + 1))
                || !lockstep.ReadCapabilities())
            {
                return At(step + 1, in states.ItemRef(step + 1));
            }
        }

        ref readonly State last = ref states.ItemRef(trace.Steps.Length);
        return (trace.Steps.Length > 0 || lockstep.LooksLike(in last, model.Audit(in last)))
            && (!asksTheImpossible || lockstep.RefusesTheImpossible(in last))
            ? null
            : At(trace.Steps.Length, in last);

        Divergence At(int steps, in State state) =>
            Describe(model, view, lockstep, new Trace(trace.Steps[..steps]), in state, isReplayed: true);
    }

    /// <summary>What a service and the model look like after a trace.</summary>
    internal static Divergence Describe(
        IModel model, ModelView view, ServiceUnderTest lockstep, Trace trace, in State state, bool isReplayed) =>
        new(
            trace,
            lockstep.Difference,
            isReplayed,
            view.Of(in state, model.Audit(in state)),
            ViewOf(view, lockstep));

    // A service that does not do the same when it is asked the same again is reported as it was first seen.
    private static Divergence AfterRestoring(IModel model, ServiceFactory create, Trace trace, string observed)
    {
        var view = new ModelView(model);
        using var lockstep = new ServiceUnderTest(model, view, create);
        ImmutableArray<State> states = trace.States(model);
        int last = trace.Steps.Length;
        ref readonly State before = ref states.ItemRef(Math.Max(0, last - 1));
        ref readonly State after = ref states.ItemRef(last);
        bool alike = !lockstep.IsCheckpointed
            || (lockstep.Place(in before, model.Audit(in before))
                && lockstep.RefusesTheImpossible(in before)
                && (last == 0 || (StepsAlike(model, lockstep, trace.Steps[last - 1], in after)
                    && (trace.Steps[last - 1].Outcome.IsGranted || lockstep.IsUnchangedByRefusal)))
                && lockstep.Place(in after, model.Audit(in after))
                && lockstep.RefusesTheImpossible(in after));
        return alike
            ? new Divergence(
                trace,
                $"{observed} (seen after everything that is refused there, and not again without)",
                IsReplayed: false,
                view.Of(in after, model.Audit(in after)),
                Implementation: null)
            : Describe(model, view, lockstep, trace, in after, isReplayed: false);
    }

    private static bool StepsAlike(IModel model, ServiceUnderTest lockstep, TraceStep step, in State after) =>
        lockstep.StepsAlike(step.Operation, step.Outcome, in after, model.Audit(in after));

    [SuppressMessage(
        "Design",
        "CA1031:Do not catch general exception types",
        Justification = "A service that cannot be looked at any more has been found wrong already.")]
    private static ServiceView? ViewOf(ModelView view, ServiceUnderTest lockstep)
    {
        try
        {
            return view.Of(lockstep.Service, lockstep.Memory);
        }
        catch (Exception)
        {
            return null;
        }
    }
}
