using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Interchange.Traces;

/// <summary>
/// A value of the Informal Trace Format: a truth, a text, a whole number of any size, or a tuple, a set, a map or a
/// record of such. Two values are the same where TLA+ says so: the order of a set's members, of a map's entries and of
/// a record's fields does not matter, nor how a number is written.
/// </summary>
internal abstract class ItfValue
{
    // Far beyond every number here; reading more takes time that grows with its square.
    private const int LongestNumber = 40;

    // What a message quotes of a value.
    private const int LongestQuote = 120;

    /// <summary>A text that is the same for the same values, and for no others.</summary>
    internal abstract string Canonical { get; }

    /// <summary>Reads a value.</summary>
    /// <exception cref="BadInputException">It is nothing that the format has.</exception>
    internal static ItfValue Read(JsonField field)
    {
        switch (field.Kind)
        {
            case JsonValueKind.True or JsonValueKind.False:
                return Of(field.Truth());
            case JsonValueKind.String:
                return Of(field.AnyText());
            case JsonValueKind.Number:
                return new Atom(NumberIn(field, field.Digits()));
            case JsonValueKind.Array:
                return new Sequence([.. field.Items().Select(Read)]);
            case JsonValueKind.Object:
                return ReadObject(field);
            default:
                throw field.Fault(BadInputKind.WrongKind, "null is no value of the Informal Trace Format");
        }
    }

    /// <summary>A truth.</summary>
    internal static ItfValue Of(bool truth) => new Atom(truth);

    /// <summary>A text.</summary>
    internal static ItfValue Of(string text) => new Atom(text);

    /// <summary>A number.</summary>
    internal static ItfValue Of(int number) => new Atom(new BigInteger(number));

    /// <summary>A set.</summary>
    internal static ItfValue SetOf(IEnumerable<ItfValue> members) => new Set([.. members]);

    /// <summary>A map from texts.</summary>
    internal static ItfValue MapOf(IEnumerable<(string Key, ItfValue Value)> entries) =>
        new Map([.. entries.Select(entry => (Of(entry.Key), entry.Value))]);

    /// <summary>A record.</summary>
    internal static ItfValue RecordOf(params ImmutableArray<(string Name, ItfValue Value)> fields) =>
        new Fields(fields);

    /// <summary>Writes the value.</summary>
    internal abstract void WriteTo(Utf8JsonWriter writer);

    /// <summary>
    /// Where a value that somebody recorded parts from this one; null where it does not. A record may have fewer fields
    /// than this one, and others: they say nothing.
    /// </summary>
    /// <param name="recorded">The other value.</param>
    /// <param name="place">What this one is called.</param>
    internal string? DifferenceIn(ItfValue recorded, string place) => (this, recorded) switch
    {
        (Fields here, Fields there) => here.Entries
            .Select(field => there.Find(field.Name) is { } other
                ? field.Value.DifferenceIn(other, $"{place} {field.Name}")
                : null)
            .FirstOrDefault(difference => difference is not null),
        (Map here, Map there) => here.DifferenceInMap(there, place),

        // What has no fields is written as a set by some, and as a map by others.
        (Map { Entries: [] }, Set { Members: [] }) or (Set { Members: [] }, Map { Entries: [] }) => null,
        _ => Canonical == recorded.Canonical
            ? null
            : $"{place}: the trace says {Quoted(recorded)}, the model {Quoted(this)}",
    };

    private static string Quoted(ItfValue value)
    {
        string text = value.Canonical;
        return text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote), "…");
    }

    private static ItfValue ReadObject(JsonField field)
    {
        (string Name, JsonField Field)[] fields = [.. field.Fields()];
        if (fields is not [(['#', ..], _)])
        {
            return fields.FirstOrDefault(one => one.Name is ['#', ..] and not "#meta") is { Field: { } strange }
                ? throw strange.Fault(BadInputKind.UnknownField, "no such field; a field of a record begins without #")
                : new Fields([.. fields.Where(one => one.Name != "#meta").Select(one => (one.Name, Read(one.Field)))]);
        }

        JsonField content = fields[0].Field;
        switch (fields[0].Name)
        {
            case "#bigint":
                return new Atom(NumberIn(content, content.Text()));
            case "#set":
                return new Set([.. content.Items().Select(Read)]);
            case "#tup":
                return new Sequence([.. content.Items().Select(Read)]);
            case "#map":
                return new Map([.. content.Items().Select(Entry)]);
            case "#unserializable":
                return Of(content.AnyText());
            default:
                throw content.Fault(
                    BadInputKind.UnknownField, "no such field; there are #bigint, #set, #tup, #map, #unserializable");
        }
    }

    private static (ItfValue Key, ItfValue Value) Entry(JsonField pair) =>
        pair.Items().ToArray() is [var key, var value]
        ? (Read(key), Read(value))
        : throw pair.Fault(BadInputKind.WrongKind, "must be a list of a key and a value");

    private static BigInteger NumberIn(JsonField field, string digits) =>
        digits.Length <= LongestNumber && BigInteger.TryParse(
            digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
            ? number
            : throw field.Fault(
                BadInputKind.OutOfBounds,
                FormattableString.Invariant($"must be a whole number of at most {LongestNumber} digits"));

    /// <summary>A truth, a text or a number.</summary>
    private sealed class Atom(object value) : ItfValue
    {
        internal override string Canonical { get; } = value switch
        {
            bool truth => truth ? "true" : "false",
            BigInteger number => number.ToString(CultureInfo.InvariantCulture),
            _ => $"\"{JsonEncodedText.Encode((string)value)}\"",
        };

        internal override void WriteTo(Utf8JsonWriter writer)
        {
            switch (value)
            {
                case bool truth:
                    writer.WriteBooleanValue(truth);
                    break;
                case BigInteger number:
                    writer.WriteRawValue(number.ToString(CultureInfo.InvariantCulture));
                    break;
                default:
                    writer.WriteStringValue((string)value);
                    break;
            }
        }
    }

    private sealed class Sequence(ImmutableArray<ItfValue> items) : ItfValue
    {
        internal override string Canonical => $"<<{string.Join(", ", items.Select(item => item.Canonical))}>>";

        internal override void WriteTo(Utf8JsonWriter writer) => WriteAll(writer, "#tup", items);
    }

    private sealed class Set(ImmutableArray<ItfValue> members) : ItfValue
    {
        internal ImmutableArray<ItfValue> Members => members;

        internal override string Canonical => "{" + string.Join(
            ", ", members.Select(member => member.Canonical).Distinct().Order(StringComparer.Ordinal)) + "}";

        internal override void WriteTo(Utf8JsonWriter writer) => WriteAll(writer, "#set", members);
    }

    private sealed class Map(ImmutableArray<(ItfValue Key, ItfValue Value)> entries) : ItfValue
    {
        internal ImmutableArray<(ItfValue Key, ItfValue Value)> Entries => entries;

        internal override string Canonical => "(" + string.Join(
            " @@ ",
            entries.Select(entry => $"{entry.Key.Canonical} :> {entry.Value.Canonical}").Order(StringComparer.Ordinal))
            + ")";

        internal override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            writer.WriteStartArray("#map");
            foreach ((ItfValue key, ItfValue value) in entries)
            {
                writer.WriteStartArray();
                key.WriteTo(writer);
                value.WriteTo(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        internal string? DifferenceInMap(Map recorded, string place)
        {
            ILookup<string, ItfValue> there =
                recorded.Entries.ToLookup(entry => entry.Key.Canonical, entry => entry.Value);
            foreach ((ItfValue key, ItfValue value) in entries)
            {
                string name = $"{place} {key.Canonical.Trim('"')}";
                string? difference = there[key.Canonical].LastOrDefault() is { } other
                    ? value.DifferenceIn(other, name)
                    : $"{name}: the model has it, the trace has not";
                if (difference is not null)
                {
                    return difference;
                }
            }

            HashSet<string> here = [.. entries.Select(entry => entry.Key.Canonical)];
            return there.FirstOrDefault(entry => !here.Contains(entry.Key)) is { } more
                ? $"{place} {more.Key.Trim('"')}: the trace has it, the model has not"
                : null;
        }
    }

    private sealed class Fields(ImmutableArray<(string Name, ItfValue Value)> entries) : ItfValue
    {
        internal ImmutableArray<(string Name, ItfValue Value)> Entries => entries;

        internal override string Canonical => "[" + string.Join(
            ", ",
            entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => $"{entry.Name} |-> {entry.Value.Canonical}")) + "]";

        internal ItfValue? Find(string name) => entries.FirstOrDefault(field => field.Name == name).Value;

        internal override void WriteTo(Utf8JsonWriter writer)
        {
            writer.WriteStartObject();
            foreach ((string name, ItfValue value) in entries)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteAll(Utf8JsonWriter writer, string kind, ImmutableArray<ItfValue> items)
    {
        writer.WriteStartObject();
        writer.WriteStartArray(kind);
        foreach (ItfValue item in items)
        {
            item.WriteTo(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
