using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// Reads a checkpoint. Nothing of it is believed before the checksum of the whole is right, and little after that: what
/// is wrong, or cannot be read, is said by a <see cref="CheckpointException"/>.
/// </summary>
internal sealed unsafe partial class CheckpointReader : IDisposable
{
    private const int ReadAtOnce = 1 << 20;

    // statx(2), whose result looks the same on every processor.
    private const int CurrentDirectory = -100;
    private const uint TypeOnly = 1;
    private const int StatusBytes = 256;
    private const int ModeOffset = 28;
    private const int TypeMask = 0xf000;
    private const int RegularFile = 0x8000;

    private static readonly JsonSerializerOptions _strict = new() { RespectNullableAnnotations = true };

    private readonly string _path;
    private readonly Stream _stream;

    /// <summary>Opens the checkpoint that a search is to go on from and checks that it is whole.</summary>
    /// <param name="plan">The search's plan.</param>
    /// <param name="directory">The directory of the checkpoint.</param>
    internal CheckpointReader(CheckpointPlan plan, string directory)
    {
        _path = Path.Combine(
            directory, plan.ResumeLevel is { } level ? PartCheckpoint.NameOf(level) : CheckpointPlan.FileName);
        _stream = Open(plan, _path);
        try
        {
            CheckSum();
            Header = ReadHeader();
        }
        catch
        {
            _stream.Dispose();
            throw;
        }
    }

    private CheckpointReader(string path, Stream stream)
    {
        _path = path;
        _stream = stream;
        Header = ReadHeader();
    }

    /// <summary>What the checkpoint says of itself.</summary>
    internal CheckpointHeader Header { get; }

    /// <summary>How many bytes are left before the checksum.</summary>
    internal long Left => _stream.Length - SHA256.HashSizeInBytes - _stream.Position;

    /// <summary>
    /// Whether something can be read from its beginning to its end: no device, no pipe, no directory.
    /// </summary>
    /// <param name="path">Its name, or that of a link to it.</param>
    internal static bool IsFile(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return File.Exists(path);
        }

        byte* status = stackalloc byte[StatusBytes];
        return statx(CurrentDirectory, path, 0, TypeOnly, status) == 0
            && (*(ushort*)(status + ModeOffset) & TypeMask) == RegularFile;
    }

    /// <summary>Whose checkpoint it is that a plan would overwrite, in words.</summary>
    internal static string Describe(CheckpointPlan plan, string path)
    {
        try
        {
            using var reader = new CheckpointReader(path, Open(plan, path));
            return DifferenceOf(plan, reader.Header) is { } difference
                ? $"of another search: {difference}"
                : "of this search";
        }
        catch (CheckpointException)
        {
            return "or something else that is not to be read";
        }
    }

    /// <summary>
    /// What sets the search of a checkpoint apart from a planned one, in words; null when nothing does.
    /// </summary>
    internal static string? DifferenceOf(CheckpointPlan plan, CheckpointHeader header)
    {
        IEnumerable<SearchAspect> differing =
            plan.Identity.Except(header.Identity).Concat(header.Identity.Except(plan.Identity));
        return differing.FirstOrDefault() is { } one
            ? $"its {one.Name} is '{In(header.Identity)}', that of this search '{In(plan.Identity)}'"
            : null;

        string In(IEnumerable<SearchAspect> identity) =>
            identity.FirstOrDefault(aspect => aspect.Name == one.Name)?.Value ?? "unknown";
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    /// <summary>Reads the next bytes.</summary>
    internal void Read(Span<byte> bytes)
    {
        try
        {
            _stream.ReadExactly(bytes);
        }
        catch (EndOfStreamException exception)
        {
            throw new CheckpointException($"{_path} ends too early", exception);
        }
        catch (IOException exception)
        {
            throw new CheckpointException($"{_path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Reads the next codes.</summary>
    internal TCode[] Read<TCode>(int count)
        where TCode : unmanaged
    {
        if ((long)count * Unsafe.SizeOf<TCode>() > Left)
        {
            throw Fault("it ends too early");
        }

        var codes = new TCode[count];
        int atOnce = ReadAtOnce / Unsafe.SizeOf<TCode>();
        for (int first = 0; first < count; first += atOnce)
        {
            Read(MemoryMarshal.AsBytes(codes.AsSpan(first, Math.Min(atOnce, count - first))));
        }

        return codes;
    }

    /// <summary>Says what is wrong with what the checkpoint holds.</summary>
    internal CheckpointException Fault(string fault) => new($"{_path} cannot be a checkpoint: {fault}");

    private static Stream Open(CheckpointPlan plan, string path)
    {
        if (Path.Exists(path) && !IsFile(path))
        {
            throw new CheckpointException($"{path} is no file");
        }

        try
        {
            return plan.Open(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"there is no checkpoint to be read in {Path.GetDirectoryName(path)}: {exception.Message}", exception);
        }
    }

    private CheckpointHeader ReadHeader()
    {
        Span<byte> start = stackalloc byte[CheckpointWriter.Magic.Length + sizeof(int)];
        _stream.Position = 0;
        Read(start);
        if (!start.StartsWith(CheckpointWriter.Magic))
        {
            throw new CheckpointException($"{_path} is no checkpoint of this version");
        }

        int length = BinaryPrimitives.ReadInt32LittleEndian(start[^sizeof(int)..]);
        if (length < 0 || length > Left)
        {
            throw Fault("its header cannot have that length");
        }

        byte[] json = new byte[length];
        Read(json);
        try
        {
            CheckpointHeader? header = JsonSerializer.Deserialize<CheckpointHeader>(json, _strict);
            return header is null ? throw Fault("it has no header")
                : header.Fault is { } fault ? throw Fault(fault)
                : header;
        }
        catch (JsonException exception)
        {
            throw new CheckpointException(
                $"{_path} cannot be a checkpoint: its header is not to be read: {exception.Message}", exception);
        }
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
            Read(buffer.AsSpan(0, length));
            hash.AppendData(buffer, 0, length);
            left -= length;
        }

        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Read(expected);
        if (!expected.SequenceEqual(hash.GetHashAndReset()))
        {
            throw new CheckpointException($"{_path} is damaged or cut short: its checksum is wrong");
        }
    }

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int directory, string path, int flags, uint mask, byte* status);
}
