using ModelCheck.Model.Searching;

namespace ModelCheck.Model.Requirements;

/// <content>What a requirement says of names.</content>
public abstract partial record Requirement
{
    /// <summary>
    /// The names that mean something to the requirement, those of its goals apart (<see cref="Goal.Session"/>).
    /// </summary>
    public Distinctions TellsApart { get; init; }
}

/// <content>What need not be judged.</content>
public sealed partial record StepRequirement
{
    /// <summary>
    /// Whether it must be asked of refusals too. False only where it holds for each of them, since a refusal changes
    /// nothing: a search then need not meet each refusal.
    /// </summary>
    public bool JudgesRefusals { get; init; } = true;
}

/// <content>What need not be judged.</content>
public sealed partial record StepPossibility
{
    /// <summary>
    /// Whether it must be asked of refusals too. False only where none of them shows it, since a refusal changes
    /// nothing: a search then need not meet each refusal.
    /// </summary>
    public bool JudgesRefusals { get; init; } = true;
}
