using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>Is told of the steps out of a state of <see cref="ReachableStates"/>.</summary>
internal interface IStepObserver
{
    /// <summary>Whether no more steps are wanted.</summary>
    bool IsSatisfied { get; }

    /// <summary>Whether an operation is to be tried.</summary>
    bool Allows(Operation operation);

    /// <summary>A transition, or a refusal.</summary>
    /// <param name="from">The number of the state that it was asked in.</param>
    /// <param name="before">That state.</param>
    /// <param name="operation">What was asked.</param>
    /// <param name="outcome">What came of it.</param>
    /// <param name="after">The state that it led to; the one before after a refusal.</param>
    /// <param name="to">The number of that state.</param>
    /// <param name="isNew">Whether no step before led to it.</param>
    void Observe(
        int from, in StateView before, Operation operation, Outcome outcome, in State after, int to, bool isNew);
}
