using System.Text.Json;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Piped;

/// <summary>What a program shows of its service.</summary>
internal sealed record PipedView(
    bool[] Free,
    DataspaceStatus[] Dataspaces,
    long[] DataspaceGenerations,
    ulong[] Namers,
    RegionStatus[] Regions,
    long[] RegionGenerations,
    int[] Used,
    int[] Quotas,
    int[][] Given)
{
    /// <summary>Reads a view: exactly as many entries as there are frames, slots and sessions.</summary>
    /// <exception cref="FormatException">It is something else; the message says what is wrong.</exception>
    internal static PipedView Read(JsonElement view, ServiceBounds bounds)
    {
        int sessions = bounds.Quotas.Length;
        string free = view.GetProperty("free").GetString() ?? string.Empty;
        if (free.Length != bounds.Frames || free.AsSpan().ContainsAnyExcept('0', '1'))
        {
            throw new FormatException($"free has not a 0 or 1 for each of {bounds.Frames} frames");
        }

        JsonElement[] dataspaces = List(view, "dataspaces", bounds.Dataspaces);
        JsonElement[] regions = bounds.Regions == 0 ? [] : List(view, "regions", bounds.Regions);
        bool gives = view.TryGetProperty("given", out _);
        return new PipedView(
            [.. free.Select(sign => sign == '1')],
            [.. dataspaces.Select(slot => DataspaceIn(slot, bounds))],
            [.. dataspaces.Select(Generation)],
            [.. dataspaces.Select(slot => NamersIn(slot, bounds))],
            [.. regions.Select(slot => RegionIn(slot, bounds))],
            [.. regions.Select(Generation)],
            [.. List(view, "used", sessions).Select(used => Number(used, "used", int.MaxValue))],
            [.. List(view, "quotas", sessions).Select(quota => Number(quota, "quotas", int.MaxValue))],
            [
                .. Enumerable.Range(0, sessions).Select(giver => gives
                    ? [
                        .. List(List(view, "given", sessions)[giver], "given", sessions)
                            .Select(given => Number(given, "given", int.MaxValue)),
                    ]
                    : new int[sessions]),
            ]);
    }

    private static DataspaceStatus DataspaceIn(JsonElement slot, ServiceBounds bounds)
    {
        string life = slot.GetProperty("life").GetString() ?? string.Empty;
        return life == "none" ? default : new DataspaceStatus(
            life switch
            {
                "live" => Life.Live,
                "zombie" => Life.Zombie,
                "hollow" => Life.Hollow,
                _ => throw new FormatException("life is not none, live, zombie or hollow"),
            },
            Session(slot, "owner", bounds),
            Number(slot.GetProperty("base"), "base", bounds.Frames),
            Number(slot.GetProperty("length"), "length", bounds.Frames),
            Optional(slot, "parent", bounds.Dataspaces - 1) is { } parent ? parent + 1 : 0,
            slot.GetProperty("writable").GetBoolean(),
            slot.TryGetProperty("sealed", out JsonElement sealing) && sealing.GetBoolean(),
            slot.TryGetProperty("alias", out JsonElement alias) && alias.GetBoolean(),
            slot.TryGetProperty("payer", out _) ? Session(slot, "payer", bounds) : default);
    }

    private static RegionStatus RegionIn(JsonElement slot, ServiceBounds bounds)
    {
        int length = Number(slot.GetProperty("length"), "length", bounds.Frames);
        return length == 0 ? default : new RegionStatus(
            Session(slot, "session", bounds),
            Optional(slot, "dataspace", bounds.Dataspaces - 1) is { } through ? through + 1 : 0,
            Number(slot.GetProperty("base"), "base", bounds.Frames),
            length,
            slot.GetProperty("writable").GetBoolean());
    }

    private static ulong NamersIn(JsonElement slot, ServiceBounds bounds)
    {
        ulong namers = 0;
        if (slot.TryGetProperty("namers", out JsonElement list))
        {
            foreach (JsonElement session in list.EnumerateArray())
            {
                namers |= 1UL << Number(session, "namers", bounds.Quotas.Length - 1);
            }
        }

        return namers;
    }

    private static long Generation(JsonElement slot) =>
        slot.GetProperty("generation").TryGetInt64(out long generation)
        && generation >= 0 && generation <= DataspaceCapability.MaximalGeneration
            ? generation
            : throw new FormatException("generation is no number that a capability has room for");

    private static SessionId Session(JsonElement slot, string name, ServiceBounds bounds) =>
        new(Number(slot.GetProperty(name), name, bounds.Quotas.Length - 1));

    private static int? Optional(JsonElement slot, string name, int most) =>
        slot.TryGetProperty(name, out JsonElement value) && value.ValueKind != JsonValueKind.Null
            ? Number(value, name, most)
            : null;

    private static int Number(JsonElement value, string name, int most) =>
        value.TryGetInt32(out int number) && number >= 0 && number <= most
            ? number
            : throw new FormatException(FormattableString.Invariant($"{name} is not 0 to {most}"));

    private static JsonElement[] List(JsonElement parent, string name, int length)
    {
        JsonElement list = parent.ValueKind == JsonValueKind.Object ? parent.GetProperty(name) : parent;
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() == length
            ? [.. list.EnumerateArray()]
            : throw new FormatException($"{name} has not {length} entries");
    }
}
