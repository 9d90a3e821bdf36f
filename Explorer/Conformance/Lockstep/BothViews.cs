using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>What a service and the model look like after a trace.</summary>
/// <param name="Model">What there is according to the model.</param>
/// <param name="Implementation">What there is according to the service.</param>
/// <param name="Service">The service as it is then; nothing more is to be asked of it than to be looked at.</param>
/// <param name="Difference">Where they part, in words; null where they do not.</param>
public sealed record BothViews(ServiceView Model, ServiceView Implementation, IRamService Service, string? Difference)
{
    /// <summary>Asks a fresh service for every step of a trace, up to the first that it answers differently.</summary>
    /// <param name="model">The model.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="trace">The trace.</param>
    /// <returns>What both look like then.</returns>
    [SuppressMessage(
        "Reliability",
        "CA2000:Dispose objects before losing scope",
        Justification = "The service is handed on, to be looked at.")]
    public static BothViews After(IModel model, ServiceFactory create, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(trace);
        var view = new ModelView(model);
        var lockstep = new ServiceUnderTest(model, view, create);
        ImmutableArray<State> states = trace.States(model);
        for (int step = 0; step < trace.Steps.Length; step++)
        {
            ref readonly State after = ref states.ItemRef(step + 1);
            TraceStep asked = trace.Steps[step];
            if (!lockstep.StepsAlike(asked.Operation, asked.Outcome, in after, model.Audit(in after))
                || !lockstep.ReadCapabilities())
            {
                return Of(in after, lockstep.Difference);
            }
        }

        return Of(in states.ItemRef(trace.Steps.Length), difference: null);

        BothViews Of(in State state, string? difference) => new(
            view.Of(in state, model.Audit(in state)),
            view.Of(lockstep.Service, lockstep.Memory),
            lockstep.Service,
            difference);
    }
}
