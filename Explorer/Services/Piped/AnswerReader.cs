using System.Buffers.Text;

using ModelCheck.Conformance;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Piped;

/// <summary>
/// Reads the answers that services usually give, written without spaces, at the speed at which they come. Everything
/// else is somebody else's: this refuses rather than guess.
/// </summary>
internal static class AnswerReader
{
    private static readonly (byte[] Text, Refusal Refusal)[] Refusals =
    [
        .. Enum.GetValues<Refusal>().Where(refusal => refusal != Refusal.None).Select(refusal =>
            (System.Text.Encoding.UTF8.GetBytes($"{{\"refused\":\"{refusal}\"}}"), refusal)),
    ];

    /// <summary>Reads an answer.</summary>
    /// <returns>Whether it is one of the usual ones, and fits what was asked.</returns>
    internal static bool TryRead(ReadOnlySpan<byte> line, Operation asked, out ServiceAnswer answer)
    {
        line = line.TrimEnd((byte)'\r');
        bool makes = asked.Kind is OperationKind.Alloc or OperationKind.Alias or OperationKind.Attach;
        answer = new ServiceAnswer(Outcome.Granted, 0);
        if (line.SequenceEqual("{}"u8))
        {
            return !makes;
        }

        if (line.StartsWith("{\"refused\""u8))
        {
            foreach ((byte[] text, Refusal refusal) in Refusals)
            {
                if (line.SequenceEqual(text))
                {
                    answer = new ServiceAnswer(Outcome.Refused(refusal), 0);
                    return asked.Kind is not (OperationKind.Close or OperationKind.Flush);
                }
            }

            return false;
        }

        return makes && TryReadMade(line, asked.Kind == OperationKind.Attach, out answer);
    }

    private static bool TryReadMade(ReadOnlySpan<byte> line, bool isRegion, out ServiceAnswer answer)
    {
        answer = default;
        ReadOnlySpan<byte> begin = "{\"made\":["u8;
        if (!line.StartsWith(begin))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[begin.Length..];
        int slots = isRegion ? RegionId.Capacity : DataspaceId.Capacity;
        if (!Utf8Parser.TryParse(rest, out int slot, out int digits)
            || slot < 0 || slot >= slots || digits >= rest.Length || rest[digits] != (byte)',')
        {
            return false;
        }

        rest = rest[(digits + 1)..];
        if (!Utf8Parser.TryParse(rest, out long generation, out digits)
            || generation < 1 || generation > DataspaceCapability.MaximalGeneration
            || !rest[digits..].SequenceEqual("]}"u8))
        {
            return false;
        }

        answer = new ServiceAnswer(Outcome.Made(slot), generation);
        return true;
    }
}
