using System.Globalization;
using System.Text.RegularExpressions;

using static ModelCheck.Properties.Peers.Tla.TlaExpression;

namespace ModelCheck.Properties.Peers.Tla;

/// <summary>Reads a module. What it does not know it refuses.</summary>
internal sealed partial class TlaParser
{
    private const int Lowest = 0;
    private const int AboveComparison = 6;

    // Operators between two operands, from the loosest on; those of one row bind alike.
    private static readonly string[][] _operators =
    [
        [],
        ["=>"],
        ["<=>"],
        ["/\\", "\\/"],
        [],
        ["=", "#", "<", ">", "<=", ">=", "\\in", "\\notin", "\\subseteq"],
        [],
        [],
        ["\\cup", "\\cap", "\\"],
        [".."],
        ["+"],
        ["-"],
        [],
        ["*"],
    ];

    // Large enough for whatever a configuration asks to be a natural number.
    private static readonly TlaValue _naturals = TlaValue.SetOf(Enumerable.Range(0, 256).Select(TlaValue.Of));
    private static readonly TlaValue _booleans = TlaValue.SetOf([TlaValue.Of(false), TlaValue.Of(true)]);

    private readonly List<(string Text, int Column)> _tokens = [];
    private int _next;

    // A bullet of a list ends whatever it is not indented under; so does the margin.
    private int _margin;

    private TlaParser(string text)
    {
        int line = 0;
        foreach (Match match in Token().Matches(Comment().Replace(text, blank => Blank().Replace(blank.Value, " "))))
        {
            if (match.Value == "\n")
            {
                line = match.Index + 1;
            }
            else
            {
                _tokens.Add((match.Value, match.Index - line));
            }
        }

        _tokens.Add((string.Empty, 0));
    }

    /// <summary>Reads a module, but for its temporal formula.</summary>
    internal static TlaModule Parse(string text)
    {
        var parser = new TlaParser(text);
        List<string> constants = [];
        List<string> variables = [];
        List<TlaDefinition> definitions = [];
        List<TlaExpression> assumptions = [];
        while (parser.Start() is { Length: > 0 } start)
        {
            switch (start)
            {
                case "CONSTANTS":
                    constants.AddRange(parser.Names());
                    break;
                case "VARIABLES":
                    variables.AddRange(parser.Names());
                    break;
                case "ASSUME":
                    assumptions.Add(parser.Expression(Lowest));
                    break;
                case "EXTENDS" or "RECURSIVE" or "vars" or "Spec" or ['-', ..] or ['=', ..]:
                    parser.SkipUnit();
                    break;
                default:
                    definitions.Add(parser.Definition(start));
                    break;
            }

            parser.ExpectEndOfUnit();
        }

        return new TlaModule(constants, variables, definitions, assumptions);
    }

    /// <summary>Reads an expression that stands alone.</summary>
    internal static TlaExpression ParseExpression(string text)
    {
        var parser = new TlaParser(text) { _margin = -1 };
        TlaExpression expression = parser.Expression(Lowest);
        return parser._next == parser._tokens.Count - 1
            ? expression
            : throw new FormatException($"what is {parser._tokens[parser._next].Text}?");
    }

    private string Peek => _tokens[_next].Column > _margin ? _tokens[_next].Text : string.Empty;

    private string Start()
    {
        _margin = -1;
        string start = Peek;
        if (start.Length > 0)
        {
            _next++;
        }

        _margin = 0;
        return start;
    }

    private void SkipUnit()
    {
        while (Peek.Length > 0)
        {
            _next++;
        }
    }

    private void ExpectEndOfUnit()
    {
        if (Peek.Length > 0)
        {
            throw new FormatException($"what is {Peek} after {_tokens[_next - 1].Text}?");
        }
    }

    private string Take()
    {
        string text = Peek;
        _next++;
        return text.Length > 0 ? text : throw new FormatException($"what follows {_tokens[_next - 2].Text}?");
    }

    private void Expect(string text)
    {
        string taken = Take();
        if (taken != text)
        {
            throw new FormatException($"{text} is missing before {taken}");
        }
    }

    private bool TryTake(string text)
    {
        bool found = Peek == text;
        _next += found ? 1 : 0;
        return found;
    }

    private List<T> Several<T>(Func<T> one)
    {
        List<T> all = [one()];
        while (TryTake(","))
        {
            all.Add(one());
        }

        return all;
    }

    private List<string> Names() => Several(Take);

    // After its name.
    private TlaDefinition Definition(string name)
    {
        if (TryTake("["))
        {
            Bound argument = OneBound();
            Expect("]");
            Expect("==");
            return new TlaDefinition(name, [], Expression(Lowest), argument);
        }

        List<string> parameters = [];
        if (TryTake("("))
        {
            parameters = Names();
            Expect(")");
        }

        Expect("==");
        return new TlaDefinition(name, parameters, Expression(Lowest));
    }

    private Bound OneBound()
    {
        string name = Take();
        Expect("\\in");
        return new Bound(name, Expression(AboveComparison));
    }

    private TlaExpression Expression(int level)
    {
        TlaExpression left = Operand();
        while (Array.FindIndex(_operators, row => row.Contains(Peek)) is int found && found >= Math.Max(level, 1))
        {
            string name = Take();
            TlaExpression right = Expression(found + 1);
            left = name is "/\\" or "\\/"
                ? new Junction(name == "/\\", [left, right])
                : new Infix(name, left, right);
        }

        return left;
    }

    private TlaExpression Operand()
    {
        int column = _tokens[_next].Column;
        string start = Take();
        return Postfix(start switch
        {
            "/\\" or "\\/" => List(start, column),
            "~" => new Prefix(start, Expression(4)),
            "-" => new Prefix(start, Expression(12)),
            "UNION" or "SUBSET" => new Prefix(start, Expression(8)),
            "\\A" or "\\E" => QuantifiedBy(start),
            "CHOOSE" => ChooseOne(),
            "IF" => Conditional(),
            "CASE" => Cases(),
            "LET" => Local(),
            "(" => Within(")", () => Expression(Lowest)),
            "{" => Within("}", Set),
            "[" => Within("]", Function),
            "TRUE" or "FALSE" => new Literal(TlaValue.Of(start == "TRUE")),
            "BOOLEAN" => new Literal(_booleans),
            "Nat" => new Literal(_naturals),
            ['"', ..] => new Literal(TlaValue.Of(start.Trim('"'))),
            [>= '0' and <= '9', ..] => new Literal(TlaValue.Of(int.Parse(start, CultureInfo.InvariantCulture))),
            _ when Name().IsMatch(start) => new Call(start, TryTake("(") ? Within(")", Arguments) : []),
            _ => throw new FormatException($"what is {start}?"),
        });
    }

    private List<TlaExpression> Arguments() => Several(() => Expression(Lowest));

    private TlaExpression Postfix(TlaExpression operand)
    {
        while (true)
        {
            if (TryTake("["))
            {
                operand = new TlaExpression.Index(operand, Within("]", () => Expression(Lowest)));
            }
            else if (TryTake("."))
            {
                operand = new TlaExpression.Index(operand, new Literal(TlaValue.Of(Take())));
            }
            else if (operand is Call variable && TryTake("'"))
            {
                operand = new Prime(variable.Name);
            }
            else
            {
                return operand;
            }
        }
    }

    // A list ends where something is not indented under its bullets, and its items end at each of them.
    private Junction List(string bullet, int column)
    {
        List<TlaExpression> items = [];
        int outer = _margin;
        do
        {
            _margin = column;
            items.Add(Expression(Lowest));
            _margin = outer;
        }
        while (_tokens[_next].Column == column && TryTake(bullet));

        return new Junction(bullet == "/\\", items);
    }

    private T Within<T>(string end, Func<T> inner)
    {
        T found = inner();
        Expect(end);
        return found;
    }

    private Quantified QuantifiedBy(string quantifier)
    {
        List<Bound> bounds = Several(OneBound);
        Expect(":");
        return new Quantified(quantifier == "\\A", bounds, Expression(Lowest));
    }

    private Choose ChooseOne()
    {
        Bound bound = OneBound();
        Expect(":");
        return new Choose(bound, Expression(Lowest));
    }

    private If Conditional()
    {
        TlaExpression condition = Expression(Lowest);
        Expect("THEN");
        TlaExpression then = Expression(Lowest);
        Expect("ELSE");
        return new If(condition, then, Expression(Lowest));
    }

    private Case Cases()
    {
        List<(TlaExpression Condition, TlaExpression Value)> arms = [];
        do
        {
            TlaExpression condition = Expression(Lowest);
            Expect("->");
            arms.Add((condition, Expression(Lowest)));
        }
        while (TryTake("[]"));

        return new Case(arms);
    }

    private Let Local()
    {
        List<TlaDefinition> definitions = [];
        while (!TryTake("IN"))
        {
            definitions.Add(Definition(Take()));
        }

        return new Let(definitions, Expression(Lowest));
    }

    private TlaExpression Set()
    {
        if (Peek == "}")
        {
            return new Enumeration([]);
        }

        if (_tokens[_next + 1].Text == "\\in")
        {
            Bound bound = OneBound();
            Expect(":");
            return new Filter(bound, Expression(Lowest));
        }

        TlaExpression first = Expression(Lowest);
        return TryTake(":") ? new Map(first, OneBound())
            : TryTake(",") ? new Enumeration([first, .. Arguments()])
            : new Enumeration([first]);
    }

    private TlaExpression Function()
    {
        string second = _tokens[_next + 1].Text;
        if (second == "\\in")
        {
            Bound bound = OneBound();
            Expect("|->");
            return new FunctionOf(bound, Expression(Lowest));
        }

        if (second is "|->" or ":")
        {
            return new Record(second == ":", Several(() =>
            {
                string name = Take();
                Expect(second);
                return (name, Expression(Lowest));
            }));
        }

        TlaExpression function = Expression(Lowest);
        Expect("EXCEPT");
        return new Except(function, Several(Update));
    }

    private (IReadOnlyList<TlaExpression> Path, TlaExpression Value) Update()
    {
        Expect("!");
        List<TlaExpression> path = [];
        while (!TryTake("="))
        {
            path.Add(TryTake(".")
                ? new Literal(TlaValue.Of(Take()))
                : Within("]", () =>
                {
                    Expect("[");
                    return Expression(Lowest);
                }));
        }

        return (path, Expression(Lowest));
    }

    [GeneratedRegex(@"\(\*.*?\*\)|\\\*[^\n]*", RegexOptions.Singleline)]
    private static partial Regex Comment();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex Blank();

    [GeneratedRegex(
        @"\n|-{4,}[^\n]*|={4,}|""\w*""|\w+|@|\\[a-zA-Z]+|/\\|\\/"
        + @"|\|->|<=>|=>|==|->|<=|>=|<<|>>|\.\.|\[\]|[^\s]")]
    private static partial Regex Token();

    [GeneratedRegex(@"^(@|[a-zA-Z]\w*)$")]
    private static partial Regex Name();
}
