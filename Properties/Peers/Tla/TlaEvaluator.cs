using System.Collections.Immutable;

using static ModelCheck.Properties.Peers.Tla.TlaExpression;

namespace ModelCheck.Properties.Peers.Tla;

/// <summary>
/// Evaluates expressions in a state and finds the steps from it, as TLC does: every disjunct of a step and every
/// witness is a way of its own.
/// </summary>
internal sealed class TlaEvaluator
{
    private readonly TlaModule _module;
    private readonly ImmutableDictionary<string, TlaDefinition> _definitions;
    private readonly IReadOnlyDictionary<string, TlaValue> _constants;

    // What was evaluated in the present state; and what is the same in all of them.
    private readonly Dictionary<string, TlaValue> _known = new(StringComparer.Ordinal);
    private readonly Dictionary<string, TlaValue> _lasting = new(StringComparer.Ordinal);
    private IReadOnlyDictionary<string, TlaValue> _state = ImmutableDictionary<string, TlaValue>.Empty;
    private bool _hasLooked;
    private ImmutableDictionary<string, TlaValue> _after = ImmutableDictionary<string, TlaValue>.Empty;

    /// <summary>Gives the constants of a module their values, which must be as it assumes.</summary>
    internal TlaEvaluator(TlaModule module, IReadOnlyDictionary<string, TlaValue> constants)
    {
        _module = module;
        _definitions = module.Definitions.ToImmutableDictionary(definition => definition.Name);
        _constants = constants;
        if (!module.Assumptions.All(assumption => Evaluate(assumption, null).IsTrue))
        {
            throw new ArgumentException("the constants are not as the module assumes", nameof(constants));
        }
    }

    /// <summary>The value of an expression without names, as a configuration gives it to a constant.</summary>
    internal static TlaValue ValueOf(string expression) =>
        new TlaEvaluator(new TlaModule([], [], [], []), ImmutableDictionary<string, TlaValue>.Empty)
            .Evaluate(TlaParser.ParseExpression(expression), null);

    /// <summary>How many guards that name a refusal were false so far.</summary>
    internal long Refusals { get; private set; }

    /// <summary>The state that Init describes, an equation for each variable.</summary>
    internal ImmutableDictionary<string, TlaValue> InitialState() =>
        ((Junction)_definitions["Init"].Body).Items.Cast<Infix>().ToImmutableDictionary(
            equation => ((Call)equation.Left).Name, equation => Evaluate(equation.Right, null));

    /// <summary>Whether an invariant holds in a state.</summary>
    internal bool Holds(string invariant, IReadOnlyDictionary<string, TlaValue> state)
    {
        MoveTo(state);
        return Evaluate(_definitions[invariant].Body, null).IsTrue;
    }

    /// <summary>The states that Next leads to, as often as it does.</summary>
    internal IReadOnlyList<ImmutableDictionary<string, TlaValue>> StepsFrom(
        IReadOnlyDictionary<string, TlaValue> state)
    {
        MoveTo(state);
        List<ImmutableDictionary<string, TlaValue>> steps = [];
        Walk(_definitions["Next"].Body, null, () => steps.Add(_after.Count == _module.Variables.Count
            ? _after
            : throw new InvalidOperationException("a step leaves a variable open")));
        return steps;
    }

    private void MoveTo(IReadOnlyDictionary<string, TlaValue> state)
    {
        if (!ReferenceEquals(_state, state))
        {
            _state = state;
            _known.Clear();
        }
    }

    private void Walk(TlaExpression step, Local? scope, Action found)
    {
        switch (step)
        {
            case Junction { IsConjunction: true } all:
                WalkAll(all.Items, 0, scope, found);
                break;
            case Junction any:
                foreach (TlaExpression item in any.Items)
                {
                    Walk(item, scope, found);
                }

                break;
            case Quantified { ForAll: false } some:
                foreach (Local? witness in Assignments(some.Bounds, scope))
                {
                    Walk(some.Body, witness, found);
                }

                break;
            case If choice:
                Walk(Evaluate(choice.Condition, scope).IsTrue ? choice.Then : choice.Else, scope, found);
                break;
            case Let local:
                Walk(local.Body, WithDefinitions(local, scope), found);
                break;
            case Call call when _definitions.TryGetValue(call.Name, out TlaDefinition? definition):
                Walk(definition.Body, WithArguments(definition, call, scope), found);
                break;
            case Infix { Operator: "=", Left: Prime next } equation:
                Assign(next.Variable, Evaluate(equation.Right, scope), found);
                break;
            case Infix { Operator: "=", Left: Call guard } when IsRefusal(guard.Name):
                bool isGranted = Evaluate(step, scope).IsTrue;
                Refusals += isGranted ? 0 : 1;
                if (isGranted)
                {
                    found();
                }

                break;
            default:
                if (Evaluate(step, scope).IsTrue)
                {
                    found();
                }

                break;
        }
    }

    private static bool IsRefusal(string name) => name.StartsWith("RefusalOf", StringComparison.Ordinal);

    private void WalkAll(IReadOnlyList<TlaExpression> items, int first, Local? scope, Action found)
    {
        if (first == items.Count)
        {
            found();
        }
        else
        {
            Walk(items[first], scope, () => WalkAll(items, first + 1, scope, found));
        }
    }

    private void Assign(string variable, TlaValue value, Action found)
    {
        ImmutableDictionary<string, TlaValue> before = _after;
        _after = before.Add(variable, value);
        found();
        _after = before;
    }

    private TlaValue Evaluate(TlaExpression expression, Local? scope) => expression switch
    {
        Literal literal => literal.Value,
        Call call => Called(call, scope),
        TlaExpression.Index { Function: Call function } index
            when Find(function.Name, scope) is { Result: not null } local =>
            local.Result(Evaluate(index.Argument, scope)),
        TlaExpression.Index index =>
            ((TlaValue.Function)Evaluate(index.Function, scope)).At(Evaluate(index.Argument, scope)),
        Prefix prefix => Prefixed(prefix.Operator, Evaluate(prefix.Operand, scope)),
        Infix infix => Combined(infix, scope),
        Junction junction => TlaValue.Of(junction.IsConjunction
            ? junction.Items.All(item => Evaluate(item, scope).IsTrue)
            : junction.Items.Any(item => Evaluate(item, scope).IsTrue)),
        Quantified quantified => TlaValue.Of(quantified.ForAll
            ? Assignments(quantified.Bounds, scope).All(witness => Evaluate(quantified.Body, witness).IsTrue)
            : Assignments(quantified.Bounds, scope).Any(witness => Evaluate(quantified.Body, witness).IsTrue)),
        Choose choose => ElementsOf(choose.Bound.Set, scope)
            .First(value => Evaluate(choose.Body, new Local(choose.Bound.Name, value, scope)).IsTrue),
        Filter filter => TlaValue.SetOf(ElementsOf(filter.Bound.Set, scope)
            .Where(value => Evaluate(filter.Condition, new Local(filter.Bound.Name, value, scope)).IsTrue)),
        Map map => TlaValue.SetOf(ElementsOf(map.Bound.Set, scope)
            .Select(value => Evaluate(map.Element, new Local(map.Bound.Name, value, scope)))),
        Enumeration enumeration => TlaValue.SetOf(enumeration.Elements.Select(element => Evaluate(element, scope))),
        FunctionOf function => TlaValue.FunctionOf(ElementsOf(function.Bound.Set, scope)
            .Select(value => (value, Evaluate(function.Result, new Local(function.Bound.Name, value, scope))))),
        Record { IsSet: false } record =>
            TlaValue.FunctionOf(record.Fields.Select(field => (TlaValue.Of(field.Name), Evaluate(field.Value, scope)))),
        Record record => RecordsOf(record, scope),
        Except except => except.Updates.Aggregate(
            Evaluate(except.Function, scope),
            (function, update) => Updated(function, update.Path, update.Value, scope)),
        If choice => Evaluate(Evaluate(choice.Condition, scope).IsTrue ? choice.Then : choice.Else, scope),
        Case cases => Evaluate(cases.Arms.First(arm => Evaluate(arm.Condition, scope).IsTrue).Value, scope),
        Let let => Evaluate(let.Body, WithDefinitions(let, scope)),
        _ => throw new NotSupportedException($"{expression} is no value"),
    };

    private TlaValue Called(Call call, Local? scope)
    {
        if (Find(call.Name, scope) is { } local)
        {
            return local.Value.Value;
        }

        if (_state.TryGetValue(call.Name, out TlaValue? value))
        {
            _hasLooked = true;
            return value;
        }

        if (_constants.TryGetValue(call.Name, out value))
        {
            return value;
        }

        if (call.Name == "Cardinality")
        {
            return TlaValue.Of(((TlaValue.FiniteSet)Evaluate(call.Arguments[0], scope)).Count);
        }

        TlaDefinition definition = _definitions[call.Name];
        Local? arguments = WithArguments(definition, call, scope);
        string key = $"{call.Name} {arguments?.Texts}";
        if (_known.TryGetValue(key, out value))
        {
            _hasLooked = true;
            return value;
        }

        if (_lasting.TryGetValue(key, out value))
        {
            return value;
        }

        // What is evaluated without a look at the state depends on the arguments alone.
        bool hadLooked = _hasLooked;
        _hasLooked = false;
        value = Evaluate(definition.Body, arguments);
        (_hasLooked ? _known : _lasting)[key] = value;
        _hasLooked |= hadLooked;
        return value;
    }

    // An operator sees its arguments and nothing of where it is called.
    private Local? WithArguments(TlaDefinition definition, Call call, Local? scope)
    {
        Local? arguments = null;
        foreach ((string name, TlaExpression argument) in definition.Parameters.Zip(call.Arguments))
        {
            arguments = new Local(name, Evaluate(argument, scope), arguments);
        }

        return definition.Parameters.Count == call.Arguments.Count
            ? arguments
            : throw new InvalidOperationException($"{call.Name} has {definition.Parameters.Count} parameters");
    }

    private Local? WithDefinitions(Let let, Local? scope)
    {
        foreach (TlaDefinition definition in let.Definitions)
        {
            Local? outer = scope;
            scope = definition.Argument is { } argument
                ? RecursiveFunction(definition, argument, outer)
                : new Local(definition.Name, new Lazy<TlaValue>(() => Evaluate(definition.Body, outer)), outer);
        }

        return scope;
    }

    private Local RecursiveFunction(TlaDefinition definition, Bound argument, Local? outer)
    {
        Dictionary<string, TlaValue> known = new(StringComparer.Ordinal);
        Local? function = null;
        function = new Local(definition.Name, TlaValue.Of(definition.Name), outer)
        {
            Result = value =>
            {
                if (!known.TryGetValue(value.Text, out TlaValue? result))
                {
                    result = Evaluate(definition.Body, new Local(argument.Name, value, function));
                    known[value.Text] = result;
                }

                return result;
            },
        };
        return function;
    }

    private IEnumerable<TlaValue> ElementsOf(TlaExpression set, Local? scope) =>
        ((TlaValue.FiniteSet)Evaluate(set, scope)).Elements;

    private IEnumerable<Local?> Assignments(IReadOnlyList<Bound> bounds, Local? scope) => bounds.Aggregate(
        Enumerable.Repeat(scope, 1),
        (scopes, bound) => scopes.SelectMany(_ => ElementsOf(bound.Set, scope), (outer, value) =>
            new Local(bound.Name, value, outer)));

    private TlaValue.FiniteSet RecordsOf(Record record, Local? scope) => TlaValue.SetOf(record.Fields.Aggregate(
        Enumerable.Repeat(ImmutableList<(TlaValue, TlaValue)>.Empty, 1),
        (records, field) => records.SelectMany(
            _ => ElementsOf(field.Value, scope), (fields, value) => fields.Add((TlaValue.Of(field.Name), value))))
        .Select(fields => TlaValue.FunctionOf(fields)));

    private TlaValue Updated(TlaValue old, IReadOnlyList<TlaExpression> path, TlaExpression value, Local? scope)
    {
        if (path.Count == 0)
        {
            return Evaluate(value, new Local("@", old, scope));
        }

        var function = (TlaValue.Function)old;
        TlaValue argument = Evaluate(path[0], scope);
        return function.With(argument, Updated(function.At(argument), [.. path.Skip(1)], value, scope));
    }

    private TlaValue Combined(Infix infix, Local? scope)
    {
        TlaValue left = Evaluate(infix.Left, scope);
        return infix.Operator == "=>" && !left.IsTrue
            ? TlaValue.Of(true)
            : Combined(left, infix.Operator, Evaluate(infix.Right, scope));
    }

    private static TlaValue Prefixed(string name, TlaValue operand) => name switch
    {
        "~" => TlaValue.Of(!operand.IsTrue),
        "-" => TlaValue.Of(-operand.Integer),
        "UNION" => TlaValue.SetOf(
            ((TlaValue.FiniteSet)operand).Elements.SelectMany(set => ((TlaValue.FiniteSet)set).Elements)),
        "SUBSET" => TlaValue.SetOf(((TlaValue.FiniteSet)operand).Elements.Aggregate(
            Enumerable.Repeat(TlaValue.SetOf([]), 1),
            (sets, element) => sets.SelectMany(set => new[] { set, TlaValue.SetOf([.. set.Elements, element]) }))),
        _ => throw new NotSupportedException(name),
    };

    private static TlaValue Combined(TlaValue left, string name, TlaValue right) => name switch
    {
        "=>" => right,
        "<=>" => TlaValue.Of(left.IsTrue == right.IsTrue),
        "=" => TlaValue.Of(left.Is(right)),
        "#" => TlaValue.Of(!left.Is(right)),
        "<" => TlaValue.Of(left.Integer < right.Integer),
        ">" => TlaValue.Of(left.Integer > right.Integer),
        "<=" => TlaValue.Of(left.Integer <= right.Integer),
        ">=" => TlaValue.Of(left.Integer >= right.Integer),
        "+" => TlaValue.Of(left.Integer + right.Integer),
        "-" => TlaValue.Of(left.Integer - right.Integer),
        "*" => TlaValue.Of(left.Integer * right.Integer),
        ".." => TlaValue.SetOf(
            Enumerable.Range(left.Integer, Math.Max(right.Integer - left.Integer + 1, 0)).Select(TlaValue.Of)),
        "\\in" => TlaValue.Of(((TlaValue.FiniteSet)right).Contains(left)),
        "\\notin" => TlaValue.Of(!((TlaValue.FiniteSet)right).Contains(left)),
        _ => OfSets((TlaValue.FiniteSet)left, name, (TlaValue.FiniteSet)right),
    };

    private static TlaValue OfSets(TlaValue.FiniteSet left, string name, TlaValue.FiniteSet right) => name switch
    {
        "\\subseteq" => TlaValue.Of(left.Elements.All(right.Contains)),
        "\\cup" => TlaValue.SetOf(left.Elements.Concat(right.Elements)),
        "\\cap" => TlaValue.SetOf(left.Elements.Where(right.Contains)),
        "\\" => TlaValue.SetOf(left.Elements.Where(element => !right.Contains(element))),
        _ => throw new NotSupportedException(name),
    };

    private static Local? Find(string name, Local? scope)
    {
        while (scope is not null && scope.Name != name)
        {
            scope = scope.Outer;
        }

        return scope;
    }

    // A name with a value, within a scope of others.
    private sealed record Local(string Name, Lazy<TlaValue> Value, Local? Outer)
    {
        internal Local(string name, TlaValue value, Local? outer)
            : this(name, new Lazy<TlaValue>(value), outer)
        {
        }

        // Of a function that may be recursive, in place of a value.
        internal Func<TlaValue, TlaValue>? Result { get; init; }

        internal string Texts => $"{Value.Value.Text} {Outer?.Texts}";
    }
}
