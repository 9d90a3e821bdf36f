namespace ModelCheck.Engine.Searching;

/// <summary>What all parts of a search have found together.</summary>
/// <param name="States">How many states.</param>
/// <param name="Transitions">How many transitions were followed.</param>
/// <param name="DisabledActions">How often an action was disabled.</param>
/// <param name="Unreduced">The same, with each state counted as often as it stands for others.</param>
/// <param name="Premises">How often each property's premise occurred, counted in that way.</param>
internal readonly record struct WholeCounts(
    long States, long Transitions, long DisabledActions, UnreducedCounts Unreduced, long[] Premises);
