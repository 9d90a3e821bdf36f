using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// Writes a checkpoint: eight bytes that name the format; the length of the header, four bytes, little-endian; the
/// header, JSON in UTF-8; the tables, as they are in memory, little-endian; and the SHA-256 of all that. It is written
/// beside the last checkpoint, flushed to the disk, and only then renamed.
/// </summary>
internal sealed class CheckpointWriter : IDisposable
{
    private const int WrittenAtOnce = 1 << 20;

    private readonly CheckpointDirectory _directory;
    private readonly string _name;
    private readonly string _draft;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Stream _stream;

    /// <summary>Begins a checkpoint.</summary>
    /// <param name="directory">Where it is kept.</param>
    /// <param name="name">The name of the file that it becomes.</param>
    internal CheckpointWriter(CheckpointDirectory directory, string name)
    {
        _directory = directory;
        _name = name;
        _draft = directory.NewDraftPath();
        _stream = directory.Plan.Create(_draft);
    }

    /// <summary>What a checkpoint begins with.</summary>
    internal static ReadOnlySpan<byte> Magic => "mdlchk03"u8;

    /// <inheritdoc/>
    public void Dispose()
    {
        _hash.Dispose();
        try
        {
            _stream.Dispose();
        }
        finally
        {
            // There is none when it has become the checkpoint.
            File.Delete(_draft);
        }
    }

    /// <summary>Writes the header.</summary>
    internal void WriteHeader(CheckpointHeader header)
    {
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header);
        Span<byte> length = stackalloc byte[sizeof(int)];
        BinaryPrimitives.WriteInt32LittleEndian(length, json.Length);
        Write(Magic);
        Write(length);
        Write(json);
    }

    /// <summary>Writes some codes.</summary>
    internal void Write<TCode>(ReadOnlySpan<TCode> codes)
        where TCode : unmanaged
    {
        int atOnce = WrittenAtOnce / Unsafe.SizeOf<TCode>();
        for (; codes.Length > atOnce; codes = codes[atOnce..])
        {
            Write(MemoryMarshal.AsBytes(codes[..atOnce]));
        }

        Write(MemoryMarshal.AsBytes(codes));
    }

    /// <summary>Writes some bytes.</summary>
    internal void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        _stream.Write(bytes);
    }

    /// <summary>Makes what was written the checkpoint.</summary>
    internal void Finish()
    {
        _stream.Write(_hash.GetHashAndReset());
        if (_stream is FileStream file)
        {
            file.Flush(flushToDisk: true);
        }

        _stream.Dispose();
        _directory.Replace(_draft, _name);
    }
}
