using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Interchange;

/// <summary>A JSON document as text.</summary>
internal static class JsonDocumentText
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes an object, with a line feed at its end; nothing in it acts on a terminal.</summary>
    /// <param name="write">Writes the fields of the object.</param>
    internal static string Of(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return Printable.Text(Encoding.UTF8.GetString(buffer.WrittenSpan)) + "\n";
    }
}
