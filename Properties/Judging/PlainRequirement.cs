using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Judging;

/// <summary>Something about one state that is true or false.</summary>
internal delegate bool PlainStateTest(PlainSetting setting, PlainModel at);

/// <summary>Something about one step that is true or false.</summary>
internal delegate bool PlainStepTest(PlainSetting setting, PlainStep step);

/// <summary>A requirement of docs/semantics.md, section 8.</summary>
/// <param name="Name">Its name there.</param>
/// <param name="Applies">Whether it applies.</param>
internal abstract record PlainRequirement(string Name, Func<PlainSetting, bool> Applies);

/// <summary>Of every reachable state.</summary>
internal sealed record PlainInvariant(
    string Name, Func<PlainSetting, bool> Applies, PlainStateTest Holds, PlainStateTest Premise)
    : PlainRequirement(Name, Applies);

/// <summary>Of every transition and refusal.</summary>
internal sealed record PlainStepRequirement(
    string Name, Func<PlainSetting, bool> Applies, PlainStepTest Holds, PlainStepTest Premise)
    : PlainRequirement(Name, Applies);

/// <summary>Of the whole state graph.</summary>
internal sealed record PlainBranchingRequirement(
    string Name,
    Func<PlainSetting, bool> Applies,
    Func<PlainSetting, IEnumerable<PlainGoal>> Goals,
    PlainStateTest Premise)
    : PlainRequirement(Name, Applies);

/// <summary>Shown by a state.</summary>
internal sealed record PlainStatePossibility(string Name, Func<PlainSetting, bool> Applies, PlainStateTest Shows)
    : PlainRequirement(Name, Applies);

/// <summary>Shown by a transition.</summary>
internal sealed record PlainStepPossibility(string Name, Func<PlainSetting, bool> Applies, PlainStepTest Shows)
    : PlainRequirement(Name, Applies);

/// <summary>What some sequence of some operations must be able to reach.</summary>
/// <param name="Session">The session that it is about, if there is one.</param>
/// <param name="Reached">Whether a state is such.</param>
/// <param name="Allows">Whether an operation may be used on the way.</param>
internal sealed record PlainGoal(int? Session, Predicate<PlainModel> Reached, Predicate<Request> Allows);
