using System.Buffers.Binary;
using System.IO.Compression;

namespace ModelCheck.Properties.Pages;

/// <summary>
/// A PNG as a browser makes it, written again with a palette: of a page there are few colours but for the rims of
/// letters, so that it takes a third of the room and looks the same.
/// </summary>
internal static class SmallPicture
{
    private const int MostColours = 256;

    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];

    /// <summary>Writes a picture of 8 bits a channel again.</summary>
    internal static byte[] Of(byte[] png)
    {
        (int width, int height, byte[] pixels) = Read(png);
        for (int bits = 8; ; bits--)
        {
            // Colours that are alike in their leading bits are shown as the most frequent of them.
            int mask = 0x010101 * (0xff << (8 - bits) & 0xff);
            int[] colours = [.. Enumerable.Range(0, width * height).Select(index => ColourAt(pixels, index))];
            var palette = colours.GroupBy(colour => colour & mask)
                .Select((alike, place) => (
                    alike.Key, Place: (byte)place, Colour: alike.CountBy(colour => colour).MaxBy(one => one.Value).Key))
                .ToList();
            if (palette.Count <= MostColours)
            {
                Dictionary<int, byte> places = palette.ToDictionary(entry => entry.Key, entry => entry.Place);
                return Write(
                    width,
                    height,
                    [.. palette.SelectMany(entry => BytesOf(entry.Colour))],
                    [.. colours.Select(colour => places[colour & mask])]);
            }
        }
    }

    private static byte[] BytesOf(int colour) => [(byte)(colour >> 16), (byte)(colour >> 8), (byte)colour];

    private static int ColourAt(byte[] pixels, int index) =>
        pixels[3 * index] << 16 | pixels[(3 * index) + 1] << 8 | pixels[(3 * index) + 2];

    private static (int Width, int Height, byte[] Pixels) Read(byte[] png)
    {
        int width = 0;
        int height = 0;
        using var packed = new MemoryStream();
        for (int at = Signature.Length; at < png.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at));
            ReadOnlySpan<byte> kind = png.AsSpan(at + 4, 4);
            ReadOnlySpan<byte> content = png.AsSpan(at + 8, length);
            if (kind.SequenceEqual("IHDR"u8))
            {
                (width, height) = (
                    BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content[4..]));
                if (!content[8..].SequenceEqual<byte>([8, 2, 0, 0, 0]))
                {
                    throw new InvalidDataException("It is no picture of three channels of 8 bits.");
                }
            }
            else if (kind.SequenceEqual("IDAT"u8))
            {
                packed.Write(content);
            }

            at += length + 12;
        }

        packed.Position = 0;
        using var unpacking = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] pixels = new byte[3 * width * height];
        byte[] line = new byte[1 + (3 * width)];
        for (int row = 0; row < height; row++)
        {
            unpacking.ReadExactly(line);
            Unfilter(line, pixels, row, 3 * width);
        }

        return (width, height, pixels);
    }

    // https://www.w3.org/TR/png-3/#9Filters
    private static void Unfilter(byte[] line, byte[] pixels, int row, int stride)
    {
        for (int index = 0; index < stride; index++)
        {
            int here = (row * stride) + index;
            int left = index < 3 ? 0 : pixels[here - 3];
            int above = row == 0 ? 0 : pixels[here - stride];
            int corner = row == 0 || index < 3 ? 0 : pixels[here - stride - 3];
            pixels[here] = (byte)(line[index + 1] + line[0] switch
            {
                0 => 0,
                1 => left,
                2 => above,
                3 => (left + above) / 2,
                _ => Nearest(left, above, corner),
            });
        }
    }

    private static int Nearest(int left, int above, int corner)
    {
        int estimate = left + above - corner;
        (int toLeft, int toAbove, int toCorner) =
            (Math.Abs(estimate - left), Math.Abs(estimate - above), Math.Abs(estimate - corner));
        return toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner;
    }

    private static byte[] Write(int width, int height, byte[] palette, byte[] places)
    {
        using var packed = new MemoryStream();
        using (var packing = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            foreach (byte[] row in places.Chunk(width))
            {
                packing.WriteByte(0);
                packing.Write(row);
            }
        }

        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = 3;
        return
        [
            .. Signature,
            .. Chunk("IHDR"u8, header),
            .. Chunk("PLTE"u8, palette),
            .. Chunk("IDAT"u8, packed.ToArray()),
            .. Chunk("IEND"u8, []),
        ];
    }

    private static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] content)
    {
        byte[] chunk = new byte[content.Length + 12];
        BinaryPrimitives.WriteInt32BigEndian(chunk, content.Length);
        kind.CopyTo(chunk.AsSpan(4));
        content.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(
            chunk.AsSpan(content.Length + 8), ChecksumOf(chunk.AsSpan(4, content.Length + 4)));
        return chunk;
    }

    // https://www.w3.org/TR/png-3/#D-CRCAppendix
    private static uint ChecksumOf(ReadOnlySpan<byte> bytes)
    {
        uint sum = uint.MaxValue;
        foreach (byte one in bytes)
        {
            sum ^= one;
            for (int bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) != 0 ? 0xedb88320 ^ (sum >> 1) : sum >> 1;
            }
        }

        return ~sum;
    }
}
