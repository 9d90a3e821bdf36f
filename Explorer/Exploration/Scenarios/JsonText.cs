using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ModelCheck.Exploration.Scenarios;

/// <summary>A JSON text that knows on which line each of its values stands, so that an error can name it.</summary>
internal sealed class JsonText
{
    private const string NoTokens = "The input does not contain any JSON tokens";
    private const string AskingForOptions = " which is not supported in this mode. Change the reader options.";

    private readonly string _name;
    private readonly int _firstLine;
    private readonly Dictionary<string, int> _lines = new(StringComparer.Ordinal);

    private JsonText(string name, int firstLine)
    {
        _name = name;
        _firstLine = firstLine;
    }

    /// <summary>Reads a text.</summary>
    /// <param name="name">What errors call it: a file name.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="firstLine">On which line of what is called so the text begins, from 1.</param>
    /// <returns>Its outermost value.</returns>
    /// <exception cref="BadInputException">It is not JSON, or names a field twice.</exception>
    internal static JsonField Read(string name, byte[] utf8, int firstLine = 1)
    {
        var text = new JsonText(name, firstLine);
        try
        {
            utf8 = WithoutByteOrderMark(utf8);
            text.FindLines(utf8);
            using var document = JsonDocument.Parse(
                utf8, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip });
            return new JsonField(text, string.Empty, document.RootElement.Clone());
        }
        catch (JsonException exception)
        {
            int line = (int)(exception.LineNumber ?? 0) + firstLine;
            string message = exception.Message.Split(" LineNumber:", StringSplitOptions.None)[0].Split(" Path:")[0];

            // What the library says to programmers; a text without any value is told by what it is.
            message = message.StartsWith(NoTokens, StringComparison.Ordinal)
                ? "there is nothing in it but blanks and comments"
                : message.Replace(AskingForOptions, ".", StringComparison.Ordinal);
            throw text.Fault(BadInputKind.NotJson, line, string.Empty, message, exception);
        }
    }

    /// <summary>An error at one of the text's values.</summary>
    internal BadInputException Fault(BadInputKind kind, string path, string message) =>
        Fault(kind, LineOf(path), path, message);

    /// <summary>An error at one of the text's values, in which a field is missing.</summary>
    internal BadInputException Missing(string path, string field)
    {
        BadInputException fault = Fault(BadInputKind.MissingField, path, $"the field {field} is missing");
        return new BadInputException(fault.Message)
        {
            Kind = fault.Kind,
            Line = fault.Line,
            Field = Below(path, field),
        };
    }

    /// <summary>The path of a field or of an item of the value at a path.</summary>
    internal static string Below(string path, string field) => path.Length == 0 ? field : $"{path}.{field}";

    /// <summary>The path of an item of the list at a path.</summary>
    internal static string Below(string path, int index) =>
        string.Create(CultureInfo.InvariantCulture, $"{path}[{index}]");

    /// <summary>The line of the value at a path.</summary>
    internal int LineOf(string path) => _lines.TryGetValue(path, out int line) ? line : _firstLine;

    private BadInputException Fault(
        BadInputKind kind, int line, string path, string message, Exception? innerException = null)
    {
        string place = string.Create(CultureInfo.InvariantCulture, $"{_name}:{line}: ");
        string said = Printable.Line(place + (path.Length == 0 ? message : $"{path}: {message}"));
        return innerException is null
            ? new BadInputException(said) { Kind = kind, Line = line, Field = path }
            : new BadInputException(said, innerException) { Kind = kind, Line = line, Field = path };
    }

    // Some editors put one in front of UTF-8; it is no part of the text.
    private static byte[] WithoutByteOrderMark(byte[] utf8) =>
        utf8.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? utf8[Encoding.UTF8.Preamble.Length..] : utf8;

    // The only pass over every token, so also the one that finds what the reader lets pass: fields that are there
    // twice, and texts that are no Unicode.
    private void FindLines(byte[] utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip });
        long seen = 0;
        int line = _firstLine;
        var open = new Stack<(string Path, int Index)>();
        var named = new Stack<HashSet<string>>();
        string pending = string.Empty;
        while (reader.Read())
        {
            line += utf8.AsSpan((int)seen, (int)(reader.TokenStartIndex - seen)).Count((byte)'\n');
            seen = reader.TokenStartIndex;
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    string field = TextAt(in reader, open.Peek().Path, line);
                    pending = Below(open.Peek().Path, field);
                    if (!named.Peek().Add(field))
                    {
                        throw Fault(BadInputKind.FieldTwice, line, pending, "is there twice");
                    }

                    _lines[pending] = line;
                    break;
                case JsonTokenType.EndObject:
                    named.Pop();
                    open.Pop();
                    break;
                case JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    string path = pending;
                    if (open.TryPeek(out (string Path, int Index) list) && list.Index >= 0)
                    {
                        path = Below(list.Path, list.Index);
                        open.Push((open.Pop().Path, list.Index + 1));
                    }

                    _lines[path] = line;
                    Enter(in reader, path, line);
                    break;
            }
        }

        void Enter(in Utf8JsonReader at, string path, int line)
        {
            switch (at.TokenType)
            {
                case JsonTokenType.String:
                    TextAt(in at, path, line);
                    break;
                case JsonTokenType.StartObject:
                    named.Push(new HashSet<string>(StringComparer.Ordinal));
                    open.Push((path, -1));
                    break;
                case JsonTokenType.StartArray:
                    open.Push((path, 0));
                    break;
            }
        }
    }

    private string TextAt(in Utf8JsonReader reader, string path, int line)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException exception)
        {
            throw Fault(BadInputKind.NotUnicode, line, path, "is not Unicode text", exception);
        }
    }
}

/// <summary>One value of a JSON text.</summary>
internal sealed class JsonField(JsonText text, string path, JsonElement value)
{
    /// <summary>What kind of value it is.</summary>
    internal JsonValueKind Kind => value.ValueKind;

    /// <summary>The line that it stands on.</summary>
    internal int Line => text.LineOf(path);

    /// <summary>An error at this value.</summary>
    internal BadInputException Fault(BadInputKind kind, string message) => text.Fault(kind, path, message);

    /// <summary>Refuses fields that are not among those known.</summary>
    internal void AllowOnly(params string[] fields)
    {
        Expect(JsonValueKind.Object, "an object");
        foreach (JsonProperty property in value.EnumerateObject())
        {
            if (!fields.Contains(property.Name, StringComparer.Ordinal))
            {
                throw text.Fault(
                    BadInputKind.UnknownField,
                    JsonText.Below(path, property.Name),
                    $"no such field; there are {string.Join(", ", fields)}");
            }
        }
    }

    /// <summary>A field that must be there.</summary>
    internal JsonField Required(string name) => Optional(name) ?? throw text.Missing(path, name);

    /// <summary>A field that may be missing.</summary>
    internal JsonField? Optional(string name)
    {
        Expect(JsonValueKind.Object, "an object");
        return value.TryGetProperty(name, out JsonElement field)
            ? new JsonField(text, JsonText.Below(path, name), field)
            : null;
    }

    /// <summary>A field that may be missing, or null, which says no more.</summary>
    internal JsonField? Known(string name) =>
        Optional(name) is { } field && field.Kind != JsonValueKind.Null ? field : null;

    /// <summary>The fields of an object, by name.</summary>
    internal IEnumerable<(string Name, JsonField Field)> Fields()
    {
        Expect(JsonValueKind.Object, "an object");
        return value.EnumerateObject()
            .Select(property =>
                (property.Name, new JsonField(text, JsonText.Below(path, property.Name), property.Value)));
    }

    /// <summary>The items of a list.</summary>
    internal IEnumerable<JsonField> Items()
    {
        Expect(JsonValueKind.Array, "a list");
        return value.EnumerateArray().Select((item, index) => new JsonField(text, JsonText.Below(path, index), item));
    }

    /// <summary>A text that is not empty.</summary>
    internal string Text()
    {
        Expect(JsonValueKind.String, "a text");
        string content = value.GetString()!;
        return string.IsNullOrWhiteSpace(content) ? throw Fault(BadInputKind.Blank, "must not be empty") : content;
    }

    /// <summary>A text that may be empty.</summary>
    internal string AnyText()
    {
        Expect(JsonValueKind.String, "a text");
        return value.GetString()!;
    }

    /// <summary>A number of any size as it is written, whole or not.</summary>
    internal string Digits()
    {
        Expect(JsonValueKind.Number, "a number");
        return value.GetRawText();
    }

    /// <summary>A whole number, however it is written: 2.0 and 2e0 are the number 2, as in a JSON schema.</summary>
    internal int Number()
    {
        Expect(JsonValueKind.Number, "a whole number");
        return value.TryGetInt32(out int number) || TryGetWhole(value, out number)
            ? number
            : throw Fault(
                BadInputKind.OutOfBounds,
                $"must be a whole number from {int.MinValue} to {int.MaxValue}, not {value.GetRawText()}");
    }

    // A decimal is exact up to 28 digits; what is written with more, or rounds to nothing, is no number that is meant.
    private static bool TryGetWhole(JsonElement value, out int number)
    {
        string written = value.GetRawText();
        bool isWhole = written.Length <= 20
            && value.TryGetDecimal(out decimal exact)
            && decimal.IsInteger(exact)
            && exact is >= int.MinValue and <= int.MaxValue
            && (exact != 0 || written.AsSpan(0, LengthOfMantissa(written)).IndexOfAnyInRange('1', '9') < 0);
        number = isWhole ? (int)value.GetDecimal() : 0;
        return isWhole;
    }

    private static int LengthOfMantissa(string written)
    {
        int exponent = written.AsSpan().IndexOfAny('e', 'E');
        return exponent < 0 ? written.Length : exponent;
    }

    /// <summary>True or false.</summary>
    internal bool Truth() => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Fault(BadInputKind.WrongKind, "must be true or false"),
    };

    private void Expect(JsonValueKind kind, string called)
    {
        if (value.ValueKind != kind)
        {
            throw Fault(BadInputKind.WrongKind, $"must be {called}");
        }
    }
}
