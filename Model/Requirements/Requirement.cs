using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Something about one state that is true or false.</summary>
/// <param name="at">The state.</param>
/// <returns>Whether it is true.</returns>
public delegate bool StatePredicate(in StateView at);

/// <summary>Something about one step that is true or false.</summary>
/// <param name="step">The step.</param>
/// <returns>Whether it is true.</returns>
public delegate bool StepPredicate(in StepView step);

/// <summary>What a designer can ask of a policy.</summary>
/// <param name="Name">The name in scenario files and reports.</param>
/// <param name="Meaning">What it asks, in one sentence.</param>
public abstract partial record Requirement(string Name, string Meaning)
{
    /// <summary>Says why the requirement does not apply to a model; null when it does.</summary>
    public Func<IModel, string?> Obstacle { get; init; } = _ => null;

    /// <summary>
    /// When the requirement is put to the test, in words that complete "never": docs/semantics.md, section 8.
    /// </summary>
    public string Occasion { get; init; } = "";

    /// <summary>
    /// Whether it needs the state to record who allocated each frame (<see cref="Scope.RecordsAllocators"/>).
    /// </summary>
    public bool RecordsAllocators { get; init; }

    /// <summary>The operations without which its premise cannot occur.</summary>
    public OperationKinds Ingredients { get; init; }

    /// <summary>Which operations are missing in a model, so that nothing can put the requirement to the test.</summary>
    /// <param name="model">The model.</param>
    /// <returns>Words; null when none is missing.</returns>
    public string? MissingFrom(IModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        string[] missing =
        [
            .. Enum.GetValues<OperationKind>()
                .Where(kind => Ingredients.Contains(kind) && !model.Operations.Contains(kind))
                .Select(kind => kind.ToString()),
        ];
        return missing.Length == 0 ? null : $"no session may ask for {string.Join(" or ", missing)}";
    }
}

/// <summary>Holds in every reachable state.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it asks.</param>
/// <param name="Holds">Whether it holds in a state.</param>
public sealed record Invariant(string Name, string Meaning, StatePredicate Holds) : Requirement(Name, Meaning)
{
    /// <summary>The states that put it to the test; null when each does.</summary>
    public StatePredicate? Premise { get; init; }
}

/// <summary>Holds for every transition and refusal of some operations.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it asks.</param>
/// <param name="Concerns">The operations it speaks of; it holds for all others.</param>
/// <param name="Holds">Whether it holds for a step.</param>
public sealed partial record StepRequirement(string Name, string Meaning, OperationKinds Concerns, StepPredicate Holds)
    : Requirement(Name, Meaning)
{
    /// <summary>
    /// Which steps of the operations that it concerns put it to the test; null when each transition does. A refusal
    /// that nothing but its arguments explains (another session's dataspace, an empty slot) never does.
    /// </summary>
    public StepPredicate? Premise { get; init; }
}

/// <summary>From every reachable state, each of its goals can be reached.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it asks.</param>
/// <param name="Goals">The goals within a scope.</param>
public sealed record BranchingRequirement(string Name, string Meaning, Func<Scope, ImmutableArray<Goal>> Goals)
    : Requirement(Name, Meaning)
{
    /// <summary>The states that put it to the test; null when each does.</summary>
    public StatePredicate? Premise { get; init; }
}

/// <summary>Some reachable state shows it; otherwise a policy could win by forbidding everything.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it asks.</param>
/// <param name="Shows">Whether a state shows it.</param>
public sealed record StatePossibility(string Name, string Meaning, StatePredicate Shows) : Requirement(Name, Meaning);

/// <summary>Some transition shows it.</summary>
/// <param name="Name">The name.</param>
/// <param name="Meaning">What it asks.</param>
/// <param name="Concerns">The operations that could show it.</param>
/// <param name="Shows">Whether a step shows it.</param>
public sealed partial record StepPossibility(string Name, string Meaning, OperationKinds Concerns, StepPredicate Shows)
    : Requirement(Name, Meaning);

/// <summary>A set of states to be reached by some of the operations only.</summary>
/// <param name="Reached">Whether a state is in the set.</param>
/// <param name="Allows">Whether an operation may be used on the way.</param>
/// <param name="Stuck">What is wrong with a state from which it cannot be reached.</param>
/// <param name="Session">
/// The session that it is about: under another name for that session it is the goal of the same requirement about that
/// name. Null when it is about no session in particular.
/// </param>
public sealed record Goal(
    StatePredicate Reached, Func<Operation, bool> Allows, string Stuck, SessionId? Session = null);
