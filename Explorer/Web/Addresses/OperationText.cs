using System.Globalization;
using System.Text.RegularExpressions;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Web.Addresses;

/// <summary>
/// Operations as they stand in an address: Alloc(s0,2), Alias(s1,d0,ro,0,1), Free(s0,d0), one after the other with
/// semicolons. It is how operations are written everywhere, without blanks.
/// </summary>
internal static partial class OperationText
{
    /// <summary>How many operations an address may have.</summary>
    internal const int MostOperations = 200;

    /// <summary>Writes operations.</summary>
    internal static string Of(IEnumerable<Operation> operations) => string.Join(
        ';', operations.Select(operation => operation.ToString().Replace(" ", string.Empty, StringComparison.Ordinal)));

    /// <summary>Reads operations that sessions of a scope may ask for.</summary>
    /// <param name="text">The text; nothing for none.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="flushes">Whether there is Flush.</param>
    /// <exception cref="BadInputException">It is something else, or names what there is not.</exception>
    internal static IEnumerable<Operation> Read(string text, Scope scope, bool flushes)
    {
        string[] words = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length > MostOperations)
        {
            throw new BadInputException($"path: at most {MostOperations} operations, not {words.Length}");
        }

        return words.Select(word => ReadOne(word, scope, flushes));
    }

    private static Operation ReadOne(string word, Scope scope, bool flushes)
    {
        Match match = Form().Match(word);
        if (!match.Success || !Enum.TryParse(match.Groups[1].Value, out OperationKind kind) || !Enum.IsDefined(kind))
        {
            throw Fault(word, "is no operation");
        }

        string[] arguments = match.Groups[2].Value.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var given = new Arguments(word, arguments, scope);
        if (kind == OperationKind.Flush)
        {
            given.End(0);
            return flushes ? Operation.Flush() : throw Fault(word, "does not exist on this platform");
        }

        SessionId session = given.Session(0);
        if (!scope.OperationsOf(session).Contains(kind))
        {
            throw Fault(word, $"is nothing that {session} may ask for");
        }

        switch (kind)
        {
            case OperationKind.Alloc:
                given.End(2);
                return Operation.Alloc(session, given.Number(1, scope.Frames));
            case OperationKind.Alias:
                given.End(5);
                return Operation.Alias(
                    session,
                    given.Dataspace(1),
                    given.Right(2),
                    given.Number(3, scope.Frames),
                    given.Number(4, scope.Frames + 1));
            case OperationKind.Detach:
                given.End(2);
                return Operation.Detach(session, given.Region(1));
            case OperationKind.Write:
                given.End(3);
                return Operation.Write(session, given.Region(1), given.Number(2, scope.Frames));
            case OperationKind.Share:
                given.End(3);
                return Operation.Share(session, given.Session(1), given.Dataspace(2));
            case OperationKind.Donate:
                given.End(3);
                return Operation.Donate(session, given.Session(1), given.Number(2, scope.Frames));
            case OperationKind.Close:
                given.End(1);
                return Operation.Close(session);
            default:
                given.End(2);
                return Operation.Upon(kind, session, given.Dataspace(1));
        }
    }

    // What is told of an address is short, whatever stands in it.
    private static BadInputException Fault(string word, string what) =>
        new($"path: {Printable.Line(word.Length <= 40 ? word : word[..40] + "…")} {what}");

    [GeneratedRegex(@"^([A-Z][a-z]{1,9})\(([a-z0-9,]{0,40})\)\z")]
    private static partial Regex Form();

    private readonly record struct Arguments(string Word, string[] Given, Scope Scope)
    {
        internal void End(int count)
        {
            if (Given.Length != count)
            {
                throw Fault(Word, $"has {Given.Length} arguments instead of {count}");
            }
        }

        internal SessionId Session(int place) => new(Index(place, 's', Scope.Sessions));

        internal DataspaceId Dataspace(int place) => new(Index(place, 'd', Scope.Dataspaces));

        internal RegionId Region(int place) => new(Index(place, 'r', Scope.Regions));

        internal bool Right(int place) => At(place) switch
        {
            "rw" => true,
            "ro" => false,
            _ => throw Fault(Word, "says neither rw nor ro"),
        };

        internal int Number(int place, int most) =>
            int.TryParse(At(place), NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number <= most
                ? number
                : throw Fault(Word, $"names a number that is not 0 to {most}");

        private int Index(int place, char letter, int count)
        {
            string argument = At(place);
            return argument.Length > 1 && argument[0] == letter
                && int.TryParse(argument.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index)
                && index < count
                    ? index
                    : throw Fault(Word, $"names what there is not: {letter}0 to {letter}{count - 1} there are");
        }

        private string At(int place) =>
            place < Given.Length ? Given[place] : throw Fault(Word, "has too few arguments");
    }
}
