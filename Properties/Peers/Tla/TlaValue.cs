using System.Collections.Immutable;
using System.Globalization;

namespace ModelCheck.Properties.Peers.Tla;

/// <summary>A value. Two are the same if their texts are, since each has one text only.</summary>
/// <param name="Text">The text.</param>
internal abstract record TlaValue(string Text)
{
    /// <summary>A truth value.</summary>
    internal static TlaValue Of(bool truth) => truth ? Truth.True : Truth.False;

    /// <summary>A whole number.</summary>
    internal static TlaValue Of(int number) => new Number(number);

    /// <summary>A string.</summary>
    internal static TlaValue Of(string text) => new Word(text);

    /// <summary>A finite set.</summary>
    internal static FiniteSet SetOf(IEnumerable<TlaValue> elements)
    {
        var byText = new SortedDictionary<string, TlaValue>(StringComparer.Ordinal);
        foreach (TlaValue element in elements)
        {
            byText[element.Text] = element;
        }

        return new FiniteSet(byText);
    }

    /// <summary>A function, given by its arguments and results; a record has strings as arguments.</summary>
    internal static Function FunctionOf(IEnumerable<(TlaValue Argument, TlaValue Result)> pairs)
    {
        var byText = new SortedDictionary<string, (TlaValue Argument, TlaValue Result)>(StringComparer.Ordinal);
        foreach ((TlaValue Argument, TlaValue Result) pair in pairs)
        {
            byText[pair.Argument.Text] = pair;
        }

        return new Function(byText);
    }

    /// <summary>
    /// Whether it is the same value as another. TLC refuses to compare values of two kinds, and so does this.
    /// </summary>
    internal bool Is(TlaValue other) => GetType() == other.GetType()
        ? Text == other.Text
        : throw new InvalidOperationException($"{Text} and {other.Text} cannot be compared");

    /// <summary>Its truth.</summary>
    internal bool IsTrue => ((Truth)this).Value;

    /// <summary>Its number.</summary>
    internal int Integer => ((Number)this).Value;

    private sealed record Truth(bool Value) : TlaValue(Value ? "TRUE" : "FALSE")
    {
        internal static readonly Truth True = new(true);
        internal static readonly Truth False = new(false);
    }

    private sealed record Number(int Value) : TlaValue(Value.ToString(CultureInfo.InvariantCulture));

    private sealed record Word(string Value) : TlaValue($"\"{Value}\"");

    /// <summary>A finite set.</summary>
    internal sealed record FiniteSet(SortedDictionary<string, TlaValue> ByText)
        : TlaValue($"{{{string.Join(", ", ByText.Keys)}}}")
    {
        internal IEnumerable<TlaValue> Elements => ByText.Values;

        internal int Count => ByText.Count;

        internal bool Contains(TlaValue value) => ByText.ContainsKey(value.Text);
    }

    /// <summary>A function or a record.</summary>
    internal sealed record Function(SortedDictionary<string, (TlaValue Argument, TlaValue Result)> ByText)
        : TlaValue($"[{string.Join(", ", ByText.Select(pair => $"{pair.Key} |-> {pair.Value.Result.Text}"))}]")
    {
        /// <summary>Its result for an argument, which must lie in its domain.</summary>
        internal TlaValue At(TlaValue argument) =>
            ByText.TryGetValue(argument.Text, out (TlaValue Argument, TlaValue Result) pair)
                ? pair.Result
                : throw new InvalidOperationException($"{argument.Text} is not in the domain of {Text}");

        /// <summary>The same function, but for one argument.</summary>
        internal Function With(TlaValue argument, TlaValue result)
        {
            _ = At(argument);
            return FunctionOf(
                [.. ByText.Values.Where(pair => pair.Argument.Text != argument.Text), (argument, result)]);
        }
    }
}
