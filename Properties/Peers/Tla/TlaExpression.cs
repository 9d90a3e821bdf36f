namespace ModelCheck.Properties.Peers.Tla;

/// <summary>An expression of the part of TLA+ that docs/spec/RamService.tla uses.</summary>
internal abstract record TlaExpression
{
    /// <summary>A number, a string, TRUE or FALSE, BOOLEAN or Nat.</summary>
    internal sealed record Literal(TlaValue Value) : TlaExpression;

    /// <summary>An operator with its arguments, or a name alone; <c>@</c> is one, too.</summary>
    internal sealed record Call(string Name, IReadOnlyList<TlaExpression> Arguments) : TlaExpression;

    /// <summary>A variable in the next state.</summary>
    internal sealed record Prime(string Variable) : TlaExpression;

    /// <summary><c>f[x]</c>, and <c>r.field</c>, which is the same.</summary>
    internal sealed record Index(TlaExpression Function, TlaExpression Argument) : TlaExpression;

    /// <summary><c>~</c>, <c>-</c>, UNION or SUBSET.</summary>
    internal sealed record Prefix(string Operator, TlaExpression Operand) : TlaExpression;

    /// <summary>An operator between two operands, but for conjunction and disjunction.</summary>
    internal sealed record Infix(string Operator, TlaExpression Left, TlaExpression Right) : TlaExpression;

    /// <summary>A conjunction or a disjunction, as a list or not.</summary>
    internal sealed record Junction(bool IsConjunction, IReadOnlyList<TlaExpression> Items) : TlaExpression;

    /// <summary><c>\A</c> or <c>\E</c>.</summary>
    internal sealed record Quantified(bool ForAll, IReadOnlyList<Bound> Bounds, TlaExpression Body) : TlaExpression;

    /// <summary>CHOOSE.</summary>
    internal sealed record Choose(Bound Bound, TlaExpression Body) : TlaExpression;

    /// <summary><c>{x \in S : P}</c>.</summary>
    internal sealed record Filter(Bound Bound, TlaExpression Condition) : TlaExpression;

    /// <summary><c>{e : x \in S}</c>.</summary>
    internal sealed record Map(TlaExpression Element, Bound Bound) : TlaExpression;

    /// <summary><c>{a, b}</c>.</summary>
    internal sealed record Enumeration(IReadOnlyList<TlaExpression> Elements) : TlaExpression;

    /// <summary><c>[x \in S |-> e]</c>.</summary>
    internal sealed record FunctionOf(Bound Bound, TlaExpression Result) : TlaExpression;

    /// <summary><c>[a |-> e, …]</c>, or <c>[a : S, …]</c>.</summary>
    internal sealed record Record(bool IsSet, IReadOnlyList<(string Name, TlaExpression Value)> Fields) : TlaExpression;

    /// <summary><c>[f EXCEPT !…]</c>.</summary>
    internal sealed record Except(
        TlaExpression Function,
        IReadOnlyList<(IReadOnlyList<TlaExpression> Path, TlaExpression Value)> Updates) : TlaExpression;

    /// <summary>IF.</summary>
    internal sealed record If(TlaExpression Condition, TlaExpression Then, TlaExpression Else) : TlaExpression;

    /// <summary>CASE.</summary>
    internal sealed record Case(IReadOnlyList<(TlaExpression Condition, TlaExpression Value)> Arms) : TlaExpression;

    /// <summary>LET.</summary>
    internal sealed record Let(IReadOnlyList<TlaDefinition> Definitions, TlaExpression Body) : TlaExpression;
}

/// <summary>A bound variable and what it is taken from.</summary>
internal sealed record Bound(string Name, TlaExpression Set);

/// <summary>
/// A definition of an operator, or, with an argument that is bound, of a function that may be recursive.
/// </summary>
internal sealed record TlaDefinition(
    string Name, IReadOnlyList<string> Parameters, TlaExpression Body, Bound? Argument = null);
