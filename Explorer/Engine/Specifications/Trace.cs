using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ModelCheck.Engine.Specifications;

/// <summary>A shortest way from an initial state to one that says something.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <param name="Initial">Where it begins.</param>
/// <param name="Steps">The steps, perhaps none.</param>
public sealed record Trace<TState, TAction>(TState Initial, ImmutableArray<TraceStep<TState, TAction>> Steps)
    where TState : unmanaged
{
    /// <summary>Where it ends.</summary>
    public TState Last => Steps.IsEmpty ? Initial : Steps[^1].State;

    /// <inheritdoc/>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"  0. {Initial}");
        for (int step = 0; step < Steps.Length; step++)
        {
            text.Append(
                CultureInfo.InvariantCulture, $"\n  {step + 1}. {Steps[step].Action}\n     {Steps[step].State}");
        }

        return text.ToString();
    }
}

/// <summary>A step.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <param name="Action">What it is called.</param>
/// <param name="State">The state that it leads to.</param>
public readonly record struct TraceStep<TState, TAction>(TAction Action, TState State)
    where TState : unmanaged;
