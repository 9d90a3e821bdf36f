using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// Reads a checkpoint. Nothing of it is believed before the checksum of the whole is right; what is wrong is said by a
/// <see cref="CheckpointException"/>.
/// </summary>
internal sealed class CheckpointReader : IDisposable
{
    private const int ReadAtOnce = 1 << 20;

    private readonly string _path;
    private readonly FileStream _stream;

    /// <summary>Opens the checkpoint in a directory and checks that it is whole.</summary>
    internal CheckpointReader(string directory)
    {
        _path = Path.Combine(directory, CheckpointPlan.FileName);
        try
        {
            _stream = new FileStream(_path, FileMode.Open, FileAccess.Read);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException($"there is no checkpoint to be read in {directory}: {exception.Message}");
        }

        try
        {
            Header = ReadHeader();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    /// <summary>What the checkpoint says of itself.</summary>
    internal CheckpointHeader Header { get; }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Reads the next bytes.</summary>
    internal void Read(Span<byte> bytes) => _stream.ReadExactly(bytes);

    /// <summary>Reads the next codes.</summary>
    internal TCode[] Read<TCode>(int count)
        where TCode : unmanaged
    {
        var codes = new TCode[count];
        Read(MemoryMarshal.AsBytes(codes.AsSpan()));
        return codes;
    }

    private CheckpointHeader ReadHeader()
    {
        CheckSum();
        Span<byte> start = stackalloc byte[CheckpointWriter.Magic.Length + sizeof(int)];
        _stream.Position = 0;
        Read(start);
        if (!start.StartsWith(CheckpointWriter.Magic))
        {
            throw new CheckpointException($"{_path} is no checkpoint of this version");
        }

        byte[] json = new byte[BinaryPrimitives.ReadInt32LittleEndian(start[^sizeof(int)..])];
        Read(json);
        return JsonSerializer.Deserialize<CheckpointHeader>(json)!;
    }

    private void CheckSum()
    {
        long left = _stream.Length - SHA256.HashSizeInBytes;
        if (left < CheckpointWriter.Magic.Length + sizeof(int))
        {
            throw new CheckpointException($"{_path} is no checkpoint: it is too short");
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] buffer = new byte[ReadAtOnce];
        while (left > 0)
        {
            int length = (int)Math.Min(left, buffer.Length);
            _stream.ReadExactly(buffer, 0, length);
            hash.AppendData(buffer, 0, length);
            left -= length;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        _stream.ReadExactly(expected);
        if (!expected.SequenceEqual(hash.GetHashAndReset()))
        {
            throw new CheckpointException($"{_path} is damaged or cut short: its checksum is wrong");
        }
    }
}
