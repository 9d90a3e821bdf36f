using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace ModelCheck.Properties.Engine;

/// <summary>A checkpoint taken apart, to be changed and put together again with a checksum that is right.</summary>
internal sealed class ForgedCheckpoint
{
    private const int StartBytes = 12;

    private readonly byte[] _start;

    internal ForgedCheckpoint(byte[] whole)
    {
        _start = whole[..StartBytes];
        HeaderLength = BinaryPrimitives.ReadInt32LittleEndian(_start.AsSpan(8));
        HeaderText = Encoding.UTF8.GetString(whole, StartBytes, HeaderLength);
        Header = JsonNode.Parse(HeaderText)!.AsObject();
        Content = whole[(StartBytes + HeaderLength)..^SHA256.HashSizeInBytes];
    }

    /// <summary>What it says of itself; only what is put into <see cref="HeaderText"/> counts.</summary>
    internal JsonObject Header { get; }

    /// <summary>The header as it is written.</summary>
    internal string HeaderText { get; set; }

    /// <summary>The length that it gives for the header.</summary>
    internal int HeaderLength { get; set; }

    /// <summary>The tables and lists.</summary>
    internal byte[] Content { get; set; }

    /// <summary>Changes the header.</summary>
    internal ForgedCheckpoint With(Action<JsonObject> change)
    {
        change(Header);
        return With(Header.ToJsonString());
    }

    /// <summary>Replaces the header.</summary>
    internal ForgedCheckpoint With(string header)
    {
        HeaderText = header;
        HeaderLength = Encoding.UTF8.GetByteCount(header);
        return this;
    }

    /// <summary>The whole, with the checksum that belongs to it.</summary>
    internal byte[] Sealed()
    {
        BinaryPrimitives.WriteInt32LittleEndian(_start.AsSpan(8), HeaderLength);
        byte[] whole = [.. _start, .. Encoding.UTF8.GetBytes(HeaderText), .. Content];
        return [.. whole, .. SHA256.HashData(whole)];
    }
}
