using System.Runtime.InteropServices;

using ModelCheck.Implementation.Bits;
using ModelCheck.Implementation.Frames;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Implementation;

/// <summary>
/// What a service has on record, to be changed behind its back. What only some policies have is the rest.
/// </summary>
internal sealed class ServiceImage
{
    private readonly ICheckpointedService _service;
    private readonly byte[] _bytes;
    private readonly Dictionary<string, Range> _sections = [];

    internal ServiceImage(ICheckpointedService service)
    {
        _service = service;
        _bytes = service.Image();
        ServiceBounds bounds = service.Bounds;
        int words = bounds.Sharing == Sharing.Delegated ? (bounds.Quotas.Length + 63) / 64 : 0;
        int end = 0;
        Section("bits", LengthOf(new FrameBitmap(bounds.Frames).Sections), ref end);
        Section("counts", LengthOf(new FrameCounts(bounds.Frames).Sections), ref end);
        Section("empty slots", LengthOf(new SlotBitmap(bounds.Dataspaces).Sections), ref end);
        Section("empty regions", LengthOf(new SlotBitmap(bounds.Regions).Sections), ref end);
        Section("slots", 64 * bounds.Dataspaces, ref end);
        Section("regions", 32 * bounds.Regions, ref end);
        Section("sessions", 32 * bounds.Quotas.Length, ref end);
        Section("holders", 8 * words * bounds.Dataspaces, ref end);
        Section("given", sizeof(int) * bounds.Quotas.Length * bounds.Quotas.Length, ref end);
        Section("rest", _bytes.Length - end, ref end);
    }

    internal Span<byte> Bytes => _bytes;

    internal Span<Slot> Slots => MemoryMarshal.Cast<byte, Slot>(Of("slots"));

    internal Span<RegionSlot> Regions => MemoryMarshal.Cast<byte, RegionSlot>(Of("regions"));

    internal Span<Session> Sessions => MemoryMarshal.Cast<byte, Session>(Of("sessions"));

    internal Span<byte> Of(string section) => _bytes.AsSpan(_sections[section]);

    /// <summary>Which array a byte lies in, and where in it.</summary>
    internal (string Section, int Offset) Where(int index)
    {
        foreach ((string section, Range range) in _sections)
        {
            (int first, int length) = range.GetOffsetAndLength(_bytes.Length);
            if (index >= first && index < first + length)
            {
                return (section, index - first);
            }
        }

        throw new ArgumentOutOfRangeException(nameof(index));
    }

    internal void Load() => _service.Load(_bytes);

    private static int LengthOf(ImageSection[] sections) => sections.Sum(section => section.Length);

    private void Section(string name, int length, ref int end)
    {
        _sections.Add(name, end..(end + length));
        end += length;
    }
}
