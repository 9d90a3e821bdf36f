using System.Buffers.Binary;
using System.Runtime.InteropServices;

using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;

namespace ModelCheck.Cluster.Silos;

/// <summary>Batches of the engine as the content of parcels, and back.</summary>
internal static class Parcels
{
    /// <summary>From how many bytes on a parcel is full.</summary>
    internal const int UsualBytes = 1 << 20;

    /// <summary>Packs the batches that a partition sends to another one in a phase.</summary>
    /// <param name="attempt">The attempt.</param>
    /// <param name="phase">The phase.</param>
    /// <param name="from">The partition that sends them.</param>
    /// <param name="batches">The batches.</param>
    /// <returns>At least one parcel: one that is empty says that there is nothing.</returns>
    internal static Parcel[] Pack(Attempt attempt, long phase, int from, IEnumerable<PartitionBatch> batches)
    {
        List<byte[]> contents = [];
        List<PartitionBatch> together = [];
        int bytes = 0;
        foreach (PartitionBatch batch in batches)
        {
            together.Add(batch);
            bytes += sizeof(int) + (batch.Words.Length * sizeof(ulong));
            if (bytes >= UsualBytes)
            {
                contents.Add(Join(together, bytes));
                together.Clear();
                bytes = 0;
            }
        }

        if (bytes > 0 || contents.Count == 0)
        {
            contents.Add(Join(together, bytes));
        }

        return [.. contents.Select((content, number) =>
            new Parcel(attempt, phase, from, number, contents.Count, content))];
    }

    /// <summary>Hands over the batches of a parcel.</summary>
    /// <param name="parcel">The parcel.</param>
    /// <param name="to">The partition that it was sent to.</param>
    /// <param name="receive">Takes a batch, and keeps none of its words.</param>
    /// <exception cref="InvalidDataException">The content was not packed here.</exception>
    internal static void Unpack(Parcel parcel, int to, Action<PartitionBatch> receive)
    {
        ReadOnlySpan<byte> rest = parcel.Content.Span;
        while (!rest.IsEmpty)
        {
            int length = rest.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(rest);
            if (length < 0 || length > (rest.Length - sizeof(int)) / sizeof(ulong))
            {
                throw new InvalidDataException("a parcel is not what was sent");
            }

            ReadOnlySpan<byte> content = rest.Slice(sizeof(int), length * sizeof(ulong));
            ulong[] words = new ulong[length];
            content.CopyTo(MemoryMarshal.AsBytes(words.AsSpan()));
            receive(new PartitionBatch(parcel.Phase, parcel.From, to, words));
            rest = rest[(sizeof(int) + content.Length)..];
        }
    }

    private static byte[] Join(List<PartitionBatch> batches, int bytes)
    {
        byte[] content = GC.AllocateUninitializedArray<byte>(bytes);
        Span<byte> rest = content;
        foreach (PartitionBatch batch in batches)
        {
            BinaryPrimitives.WriteInt32LittleEndian(rest, batch.Words.Length);
            ReadOnlySpan<byte> words = MemoryMarshal.AsBytes(batch.Words.Span);
            words.CopyTo(rest[sizeof(int)..]);
            rest = rest[(sizeof(int) + words.Length)..];
        }

        return content;
    }
}
