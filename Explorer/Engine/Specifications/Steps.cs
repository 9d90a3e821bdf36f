using System.Runtime.CompilerServices;

namespace ModelCheck.Engine.Specifications;

/// <summary>Is told of the steps from a state.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
public sealed class Steps<TState, TAction>
    where TState : unmanaged
{
    [ThreadStatic]
    private static Steps<TState, TAction>? _own;

    private TraceStep<TState, TAction>[] _steps = new TraceStep<TState, TAction>[16];

    private Steps()
    {
    }

    /// <summary>How many there are so far.</summary>
    public int Count { get; private set; }

    /// <summary>How many actions were disabled so far.</summary>
    public int Disabled { get; private set; }

    /// <summary>The steps told of, in that order: the place of a step is its label.</summary>
    internal ReadOnlySpan<TraceStep<TState, TAction>> Told => _steps.AsSpan(0, Count);

    /// <summary>Adds a step.</summary>
    /// <param name="action">What it is called.</param>
    /// <param name="successor">The state that it leads to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TAction action, TState successor)
    {
        if (Count == _steps.Length)
        {
            Array.Resize(ref _steps, 2 * Count);
        }

        _steps[Count++] = new TraceStep<TState, TAction>(action, successor);
    }

    /// <summary>Adds a step if its action is enabled, and counts it if it is not.</summary>
    /// <param name="enabled">Whether it is.</param>
    /// <param name="action">What it is called.</param>
    /// <param name="successor">The state that it leads to.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void When(bool enabled, TAction action, TState successor)
    {
        if (enabled)
        {
            Add(action, successor);
        }
        else
        {
            Disabled++;
        }
    }

    /// <summary>Takes the thread's own list, without steps; another one while that is in use.</summary>
    internal static Steps<TState, TAction> Take()
    {
        Steps<TState, TAction> steps = _own ?? new Steps<TState, TAction>();
        _own = null;
        steps.Count = 0;
        steps.Disabled = 0;
        return steps;
    }

    /// <summary>Gives a list back.</summary>
    internal void Return() => _own = this;
}
