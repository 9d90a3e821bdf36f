using System.Collections.Immutable;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>
/// In how few operations the session that breaks a requirement at the end of a trace could have broken it alone, from
/// each state before. From there on it needs nobody: it has the violation in its own hands as long as nobody else acts.
/// It says nothing of what others may do meanwhile, who might still avert it; nor that the session must do it; nor that
/// it breaks it the way the trace does.
/// </summary>
/// <param name="Session">
/// The session whose operation ends the trace; null where that is Flush, which is nobody's.
/// </param>
/// <param name="Distances">
/// For the initial state and the one after each step but the last: the least number of operations of the session, and
/// of the kernel's Flush, that end with a violation; 0 where an invariant is violated in that state already.
/// </param>
public sealed record Threat(SessionId? Session, ImmutableArray<Distance> Distances)
{
    /// <summary>The least numbers of operations; null where the session alone cannot, or that is not settled.</summary>
    public ImmutableArray<int?> Steps => [.. Distances.Select(distance => distance.Steps)];

    /// <summary>
    /// The first step after which the session alone can break the requirement in that state and in each later one
    /// before the last step; 0: from the beginning. Null where that is not settled.
    /// </summary>
    public int? FromStep
    {
        get
        {
            int from = Distances.Length;
            while (from > 0 && Distances[from - 1].Reach == Reach.Reached)
            {
                from--;
            }

            bool isSettled = from < Distances.Length && (from == 0 || Distances[from - 1].Reach == Reach.Never);
            return isSettled ? from : null;
        }
    }

    /// <summary>Looks for violations by the session that ends a trace, from each state of it.</summary>
    /// <param name="model">The meaning.</param>
    /// <param name="requirement">What the trace violates.</param>
    /// <param name="trace">A trace of the model; it need be no shortest one.</param>
    /// <param name="maximalStates">How many states may be looked at for one state of the trace.</param>
    /// <param name="cancellation">Ends the search early.</param>
    /// <returns>
    /// The threat; null where the trace does not end with a violation, has no steps, or the requirement is neither an
    /// invariant nor one of steps.
    /// </returns>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public static Threat? Of(
        IModel model, Requirement requirement, Trace trace, int maximalStates, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(trace);
        if (requirement is not (Invariant or StepRequirement)
            || trace.Steps.IsEmpty
            || Blame.Of(model, requirement, trace, cancellation: cancellation) is null)
        {
            return null;
        }

        Operation last = trace.Steps[^1].Operation;
        SessionId? session = last.Kind == OperationKind.Flush ? null : last.Session;
        var aim = Aim.AtViolationOf(requirement, operation => session is { } actor
            ? operation.IsOf(actor) || operation.Kind == OperationKind.Flush
            : operation.Kind == OperationKind.Flush);
        ImmutableArray<State> states = trace.States(model);
        return new Threat(
            session,
            Approaches.Along(model, aim, states.RemoveAt(states.Length - 1), maximalStates, cancellation).Distances);
    }
}
