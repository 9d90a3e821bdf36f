using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Causes;

/// <summary>Reads the text of a <see cref="StateFilter"/> from left to right.</summary>
internal sealed partial class StateFilterReader
{
    private const int LargestNumber = 65_535;
    private const int LongestToken = 40;

    private readonly List<string> _tokens;
    private int _next;

    private StateFilterReader(List<string> tokens) => _tokens = tokens;

    // How a count is compared, and with what.
    private delegate bool Count(int count);

    // What is counted in a state.
    private delegate int Quantity(in StateView at);

    /// <summary>Reads a filter.</summary>
    /// <param name="text">The text.</param>
    /// <returns>What must be true of a state.</returns>
    /// <exception cref="BadInputException">It is no filter.</exception>
    internal static ImmutableArray<StatePredicate> Read(string text)
    {
        if (text.Length > StateFilter.MaximalLength)
        {
            throw new BadInputException(string.Create(
                CultureInfo.InvariantCulture,
                $"the filter has {text.Length} characters, and may have {StateFilter.MaximalLength}"));
        }

        // What is no word, number or comparison is a token by itself, which no rule takes.
        var reader = new StateFilterReader([.. Token().Matches(text).Select(match => match.Value)]);
        var clauses = ImmutableArray.CreateBuilder<StatePredicate>();
        do
        {
            clauses.Add(reader.Clause());
        }
        while (reader.Takes("and"));

        return reader._next == reader._tokens.Count ? clauses.ToImmutable() : throw reader.Fault("\"and\" or the end");
    }

    private StatePredicate Clause()
    {
        if (Takes("frame"))
        {
            return OfFrame(new Frame(Number(Frame.Capacity - 1)));
        }

        if (TakesName('s', SessionId.Capacity) is { } session)
        {
            return OfSession(new SessionId(session));
        }

        if (TakesName('d', DataspaceId.Capacity) is { } dataspace)
        {
            return OfDataspace(new DataspaceId(dataspace));
        }

        if (TakesName('r', RegionId.Capacity) is { } region)
        {
            return OfRegion(new RegionId(region));
        }

        return OfAll();
    }

    private StatePredicate OfFrame(Frame frame)
    {
        Takes("is");
        if (Takes("not"))
        {
            StatePredicate unwanted = PlainOfFrame(frame, Word(
                "free", "allocated", "stranded", "covered", "mapped", "charged"));
            return (in StateView at) => !unwanted(in at);
        }

        string word = Word("free", "allocated", "stranded", "covered", "mapped", "charged");
        if (word == "charged" && Takes("to"))
        {
            if (TakesName('s', SessionId.Capacity) is { } payer)
            {
                var session = new SessionId(payer);
                return (in StateView at) => at.Charged(session).CountOf(frame) > 0;
            }

            Count times = Comparison();
            Word("session", "sessions");
            return (in StateView at) => times(PayersOf(frame, in at).Count);
        }

        if (word is "covered" or "mapped" && Takes("by"))
        {
            Count times = Comparison();
            string by = Word("session", "sessions", word == "covered" ? "dataspace" : "region", word == "covered"
                ? "dataspaces" : "regions");
            Quantity quantity = (word, by[0]) switch
            {
                ("covered", 's') => (in StateView at) => OwnersOf(Covering(frame, in at), in at).Count,
                ("covered", _) => (in StateView at) => Covering(frame, in at).Count,
                (_, 's') => (in StateView at) => MappersOf(Showing(frame, in at), in at).Count,
                _ => (in StateView at) => Showing(frame, in at).Count,
            };
            return (in StateView at) => times(quantity(in at));
        }

        return PlainOfFrame(frame, word);
    }

    private static StatePredicate PlainOfFrame(Frame frame, string word) => word switch
    {
        "free" => (in StateView at) => frame.Index < at.Scope.Frames && !at.Ledger.Allocated.Contains(frame),
        "allocated" => (in StateView at) => at.Ledger.Allocated.Contains(frame),
        "stranded" => (in StateView at) => StrandedIn(in at).Contains(frame),
        "covered" => (in StateView at) => !Covering(frame, in at).IsEmpty,
        "mapped" => (in StateView at) => !Showing(frame, in at).IsEmpty,
        _ => (in StateView at) => !PayersOf(frame, in at).IsEmpty,
    };

    private StatePredicate OfSession(SessionId session)
    {
        string word = Word("uses", "owns", "maps");
        Count count = Comparison();
        return word switch
        {
            "uses" => (in StateView at) => count(at.Ledger.UsedBy(session)),
            "owns" => (in StateView at) => count((at.State.OwnedBy(session) & at.State.Live).Count),
            _ => (in StateView at) => count(at.State.RegionsOf(session).Count),
        };
    }

    private StatePredicate OfDataspace(DataspaceId dataspace)
    {
        Takes("is");
        bool isWanted = !Takes("not");
        string word = Word("live", "zombie", "hollow", "empty", "alias", "sealed", "writable", "owned");
        StatePredicate predicate = word switch
        {
            "live" => (in StateView at) => at.State.Live.Contains(dataspace),
            "zombie" => (in StateView at) => at.State.Zombies.Contains(dataspace),
            "hollow" => (in StateView at) => at.State.Hollow.Contains(dataspace),
            "empty" => (in StateView at) =>
                dataspace.Index < at.Scope.Dataspaces && !at.State.Occupied.Contains(dataspace),
            "alias" => (in StateView at) => !at.State.ParentOf(dataspace).IsEmpty,
            "sealed" => (in StateView at) => at.State.Sealed.Contains(dataspace),
            "writable" => (in StateView at) => at.State.Writable.Contains(dataspace),
            _ => OwnedBy(session => (in StateView at) =>
                (at.State.Occupied & at.State.OwnedBy(session)).Contains(dataspace)),
        };
        return isWanted ? predicate : (in StateView at) => !predicate(in at);
    }

    private StatePredicate OfRegion(RegionId region)
    {
        Takes("is");
        bool isWanted = !Takes("not");
        string word = Word("attached", "dead", "stale", "writable", "owned");
        StatePredicate predicate = word switch
        {
            "attached" => (in StateView at) => at.State.Regions.Contains(region),
            "dead" => (in StateView at) => at.State.Regions.Contains(region)
                && !at.State.DataspaceOf(region).Overlaps(at.State.Live),
            "stale" => (in StateView at) => at.State.StaleRegions.Contains(region),
            "writable" => (in StateView at) => at.State.WritableRegions.Contains(region),
            _ => OwnedBy(session => (in StateView at) => at.State.RegionsOf(session).Contains(region)),
        };
        return isWanted ? predicate : (in StateView at) => !predicate(in at);
    }

    private StatePredicate OwnedBy(Func<SessionId, StatePredicate> ofOwner)
    {
        Word("by");
        return ofOwner(new SessionId(
            TakesName('s', SessionId.Capacity) ?? throw Fault("a session, s0 to s7")));
    }

    private StatePredicate OfAll()
    {
        Quantity quantity;
        if (Takes("free"))
        {
            Word("frames");
            quantity = static (in StateView at) => at.Scope.Frames - at.Ledger.Allocated.Count;
        }
        else if (Takes("allocated"))
        {
            Word("frames");
            quantity = static (in StateView at) => at.Ledger.Allocated.Count;
        }
        else if (Takes("stranded"))
        {
            Word("frames");
            quantity = static (in StateView at) => StrandedIn(in at).Count;
        }
        else
        {
            quantity = Takes("dataspaces") ? static (in StateView at) => at.State.Live.Count
                : Takes("zombies") ? static (in StateView at) => at.State.Zombies.Count
                : Takes("aliases") ? static (in StateView at) =>
                    at.State.ChildrenOf(DataspaceSet.First(DataspaceId.Capacity)).Count
                : Takes("regions") ? static (in StateView at) => at.State.Regions.Count
                : throw Fault(
                    "a frame, a session, dataspace or region by its name, or something to be counted such as "
                    + "\"free frames\", \"dataspaces\", \"zombies\", \"aliases\" or \"regions\"");
        }

        Count count = Comparison();
        return (in StateView at) => count(quantity(in at));
    }

    private Count Comparison()
    {
        string sign = Takes("=") ? "="
            : Takes("!=") ? "!="
            : Takes("<=") ? "<="
            : Takes(">=") ? ">="
            : Takes("<") ? "<"
            : Takes(">") ? ">"
            : "=";
        int than = Number(LargestNumber);
        return sign switch
        {
            "!=" => count => count != than,
            "<=" => count => count <= than,
            ">=" => count => count >= than,
            "<" => count => count < than,
            ">" => count => count > than,
            _ => count => count == than,
        };
    }

    private int Number(int largest)
    {
        string expected = string.Create(CultureInfo.InvariantCulture, $"a number from 0 to {largest}");
        return _next < _tokens.Count && TryNumber(_tokens[_next], largest, out int number)
            ? Taken(number)
            : throw Fault(expected);
    }

    // The number of a name such as d3; null where the next token is none.
    private int? TakesName(char kind, int capacity)
    {
        if (_next == _tokens.Count || !Name().IsMatch(_tokens[_next])
            || char.ToLowerInvariant(_tokens[_next][0]) != kind)
        {
            return null;
        }

        return TryNumber(_tokens[_next][1..], capacity - 1, out int number)
            ? Taken(number)
            : throw Fault(string.Create(CultureInfo.InvariantCulture, $"{kind}0 to {kind}{capacity - 1}"));
    }

    private int Taken(int number)
    {
        _next++;
        return number;
    }

    private static bool TryNumber(string token, int largest, out int number) =>
        int.TryParse(token, NumberStyles.None, CultureInfo.InvariantCulture, out number) && number <= largest;

    private string Word(params ReadOnlySpan<string> words)
    {
        foreach (string word in words)
        {
            if (Takes(word))
            {
                return word;
            }
        }

        throw Fault(string.Join(", ", words.ToArray().Select(word => $"\"{word}\"")));
    }

    private bool Takes(string token)
    {
        bool isNext = _next < _tokens.Count && _tokens[_next].Equals(token, StringComparison.OrdinalIgnoreCase);
        _next += isNext ? 1 : 0;
        return isNext;
    }

    private BadInputException Fault(string expected)
    {
        if (_next == _tokens.Count)
        {
            return new BadInputException($"the filter ends where there should be {expected}");
        }

        string token = _tokens[_next];
        string shown = Printable.Line(token.Length <= LongestToken ? token : token[..LongestToken] + "…");
        return new BadInputException($"the filter has \"{shown}\" where there should be {expected}");
    }

    private static FrameSet StrandedIn(in StateView at) => at.Ledger.Allocated - at.State.FramesOf(at.State.Live);

    private static DataspaceSet Covering(Frame frame, in StateView at)
    {
        DataspaceSet covering = default;
        foreach (DataspaceId dataspace in at.State.Live)
        {
            covering |= at.State.ExtentOf(dataspace).Frames.Contains(frame) ? DataspaceSet.Of(dataspace) : default;
        }

        return covering;
    }

    private static SessionSet OwnersOf(DataspaceSet dataspaces, in StateView at)
    {
        SessionSet owners = default;
        foreach (DataspaceId dataspace in dataspaces)
        {
            owners += at.State.OwnerOf(dataspace);
        }

        return owners;
    }

    private static RegionSet Showing(Frame frame, in StateView at)
    {
        RegionSet showing = default;
        foreach (RegionId region in at.State.Regions)
        {
            showing |= at.State.ExtentOf(region).Frames.Contains(frame) ? RegionSet.Of(region) : default;
        }

        return showing;
    }

    private static SessionSet MappersOf(RegionSet regions, in StateView at)
    {
        SessionSet mappers = default;
        foreach (RegionId region in regions)
        {
            mappers += at.State.SessionOf(region);
        }

        return mappers;
    }

    private static SessionSet PayersOf(Frame frame, in StateView at)
    {
        SessionSet payers = default;
        foreach (SessionId session in at.Sessions)
        {
            payers |= at.Charged(session).CountOf(frame) > 0 ? SessionSet.Of(session) : default;
        }

        return payers;
    }

    [GeneratedRegex("[A-Za-z]+[0-9]*|[0-9]+|[<>!]=|[^ \t]")]
    private static partial Regex Token();

    [GeneratedRegex("^[A-Za-z][0-9]+$")]
    private static partial Regex Name();
}
