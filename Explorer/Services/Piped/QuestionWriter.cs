using System.Buffers;
using System.Text;
using System.Text.Json;

using ModelCheck.Conformance;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Piped;

/// <summary>Writes operations as the protocol of docs/protocol.md has them.</summary>
internal static class QuestionWriter
{
    /// <summary>Writes a question, without a line feed.</summary>
    internal static void Write(IBufferWriter<byte> buffer, ServiceQuestion question)
    {
        Operation operation = question.Operation;
        Append(buffer, "{\"op\":\"");
        Append(buffer, OperationNames.Of(operation.Kind));
        Append(buffer, "\"");
        if (operation.Kind != OperationKind.Flush)
        {
            Append(buffer, ",\"session\":", operation.Session.Index);
        }

        switch (operation.Kind)
        {
            case OperationKind.Alloc:
                Append(buffer, ",\"size\":", operation.Size);
                break;
            case OperationKind.Alias:
                AppendDataspace();
                Append(buffer, operation.Writable ? ",\"writable\":true" : ",\"writable\":false");
                Append(buffer, ",\"offset\":", operation.Offset);
                Append(buffer, ",\"size\":", operation.Size);
                break;
            case OperationKind.Detach:
                AppendNamed(",\"region\":[", operation.Region.Index);
                break;
            case OperationKind.Share:
                Append(buffer, ",\"receiver\":", operation.Receiver.Index);
                AppendDataspace();
                break;
            case OperationKind.Donate:
                Append(buffer, ",\"receiver\":", operation.Receiver.Index);
                Append(buffer, ",\"size\":", operation.Size);
                break;
            case OperationKind.Close or OperationKind.Flush:
                break;
            case OperationKind.Write:
                throw new ArgumentOutOfRangeException(nameof(question), question, "No service is asked for a Write.");
            default:
                AppendDataspace();
                break;
        }

        Append(buffer, "}");

        void AppendDataspace() => AppendNamed(",\"dataspace\":[", operation.Dataspace.Index);

        void AppendNamed(string name, int slot)
        {
            Append(buffer, name, slot);
            Append(buffer, ",", question.Generation);
            Append(buffer, "]");
        }
    }

    private static void Append(IBufferWriter<byte> buffer, string text, long number)
    {
        const int MostDigits = 20;
        Append(buffer, text);
        Span<byte> room = buffer.GetSpan(MostDigits);
        number.TryFormat(room, out int written, provider: System.Globalization.CultureInfo.InvariantCulture);
        buffer.Advance(written);
    }

    private static void Append(IBufferWriter<byte> buffer, string text) =>
        buffer.Advance(Encoding.UTF8.GetBytes(text, buffer.GetSpan(text.Length)));
}
