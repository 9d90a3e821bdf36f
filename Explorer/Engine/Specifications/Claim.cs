namespace ModelCheck.Engine.Specifications;

/// <summary>What is claimed, as the engine's flags: which states and steps raise it.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <param name="property">The engine's property.</param>
/// <param name="flag">Its flag.</param>
internal sealed class Claim<TState, TAction>(Property property, ulong flag)
    where TState : unmanaged
{
    internal Property Property { get; } = property;

    internal ulong Flag { get; } = flag;

    /// <summary>Whether a state raises the flag; null when none does.</summary>
    internal Func<TState, bool>? OnState { get; set; }

    /// <summary>Whether a step raises the flag; null when none does.</summary>
    internal Func<TState, TAction, TState, bool>? OnStep { get; set; }

    /// <summary>Which states put it to the test; null when that is not counted.</summary>
    internal Func<TState, bool>? WhenState { get; set; }

    /// <summary>Which steps put it to the test; null when that is not counted.</summary>
    internal Func<TState, TAction, TState, bool>? WhenStep { get; set; }

    /// <summary>Whether only a state without a step raises the flag.</summary>
    internal bool OnlyWithoutSteps { get; set; }
}
