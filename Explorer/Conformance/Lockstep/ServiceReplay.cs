using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>A trace that a service is asked for beside the model.</summary>
public static class ServiceReplay
{
    /// <summary>
    /// Asks a fresh service for each step, and looks after each at all that can be seen of it; nothing else is asked.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="create">Makes the service.</param>
    /// <param name="trace">A trace of the model.</param>
    /// <returns>
    /// The first difference: its trace ends with the step that is answered differently. Null where there is none.
    /// </returns>
    public static Divergence? FirstDifference(IModel model, ServiceFactory create, Trace trace)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(create);
        ArgumentNullException.ThrowIfNull(trace);
        return DivergenceFinder.Replay(model, create, trace, asksTheImpossible: false);
    }
}
