using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ModelCheck.Engine.Specifications;

/// <summary>What was found of a specification.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <param name="Search">The figures of the search.</param>
/// <param name="Answers">What is known of each claim, in the order in which they were made.</param>
public sealed record CheckResult<TState, TAction>(
    SearchResult Search, ImmutableArray<Answer<TState, TAction>> Answers)
    where TState : unmanaged
{
    /// <summary>What is known of a claim.</summary>
    /// <param name="name">What the claim is called.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="ArgumentException">There is no such claim.</exception>
    public Answer<TState, TAction> this[string name] =>
        Answers.FirstOrDefault(answer => answer.Property.Name == name)
        ?? throw new ArgumentException($"Nothing is claimed by the name {name}.", nameof(name));

    /// <summary>The figures and every answer, with its trace.</summary>
    /// <returns>Some lines of text.</returns>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"{Search.DistinctStates} states, {Search.Transitions} transitions, depth {Search.Depth}");
        if (!Search.Complete)
        {
            text.Append(CultureInfo.InvariantCulture, $", not complete: {Search.Stopped}");
        }

        foreach (Answer<TState, TAction> answer in Answers)
        {
            text.Append('\n').Append(answer);
        }

        return text.ToString();
    }
}

/// <summary>What is known of a claim.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <typeparam name="TAction">An action.</typeparam>
/// <param name="Property">The claim.</param>
/// <param name="Verdict">What is known.</param>
/// <param name="Trace">A shortest trace that violates or shows it; null when nothing does.</param>
public sealed record Answer<TState, TAction>(Property Property, Verdict Verdict, Trace<TState, TAction>? Trace)
    where TState : unmanaged
{
    /// <summary>
    /// How often something put the claim to the test; null where that was not asked, or it is violated or shown.
    /// </summary>
    public long? Premises { get; init; }

    /// <inheritdoc/>
    public override string ToString()
    {
        string tests = Premises is { } premises
            ? string.Create(CultureInfo.InvariantCulture, $", put to the test {premises} times")
            : string.Empty;
        string verdict = Verdict switch
        {
            Verdict.Holds => "holds",
            Verdict.Violated => "violated",
            Verdict.Shown => "shown",
            Verdict.NotShown => "not shown",
            Verdict.Unknown => "unknown",
        };
        return Trace is null ? $"{Property.Name}: {verdict}{tests}" : $"{Property.Name}: {verdict}\n{Trace}";
    }
}
