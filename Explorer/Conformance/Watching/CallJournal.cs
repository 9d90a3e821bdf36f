using System.IO.MemoryMappedFiles;

namespace ModelCheck.Conformance.Watching;

/// <summary>
/// What services are doing, a part for each thread that has one: in memory, or in a file that outlives the process.
/// Whoever runs a service in another process reads there how far it came.
/// </summary>
public sealed class CallJournal : IDisposable
{
    /// <summary>How many threads may ask services at a time: 64.</summary>
    public const int MaximalStrands = 64;


    private const int HeaderBytes = 4096;

    // The first word says whether the run came to its end, and with which exit code.
    private const int Finished = 1 << 16;

    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly Strand[] _strands;
    private readonly ThreadLocal<Strand> _mine;
    private int _taken;

    private CallJournal(MemoryMappedFile file)
    {
        _file = file;
        _view = file.CreateViewAccessor();
        _strands =
        [
            .. Enumerable.Range(0, MaximalStrands)
                .Select(strand => new Strand(_view, HeaderBytes + (strand * Strand.Bytes))),
        ];

        // Only so many threads ask at a time, whatever number of them come and go.
        _mine = new ThreadLocal<Strand>(() => _strands[(Interlocked.Increment(ref _taken) - 1) % MaximalStrands]);
    }

    private static long Bytes => HeaderBytes + (MaximalStrands * Strand.Bytes);

    /// <summary>The exit code with which the run came to its end; null when it did not.</summary>
    public int? ExitCode => _view.ReadInt32(0) is var word && word >= Finished ? word - Finished : null;

    /// <summary>What each thread's service is doing.</summary>
    internal ReadOnlySpan<Strand> Strands => _strands;

    /// <summary>The part of the thread that asks.</summary>
    internal Strand Mine => _mine.Value!;

    /// <summary>A journal that ends with the process.</summary>
    /// <returns>The journal.</returns>
    public static CallJournal InMemory() => new(MemoryMappedFile.CreateNew(mapName: null, Bytes));

    /// <summary>Makes a journal in a file that is there already and empty; only what is written takes room.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The journal.</returns>
    public static CallJournal In(string path) => new(MemoryMappedFile.CreateFromFile(
        path, FileMode.Open, mapName: null, Bytes));

    /// <summary>The run has come to its end.</summary>
    /// <param name="exitCode">What the process will say.</param>
    public void Finish(int exitCode) => _view.Write(0, Finished + exitCode);

    /// <summary>What the services were doing that did not come back.</summary>
    /// <returns>The first of them, with the shortest history; null when all had come back.</returns>
    public LastCall? Last() => _strands
        .Where(strand => strand.Call != ServiceCall.None)
        .Select(strand => new LastCall(strand))
        .MinBy(call => call.Operations);

    /// <inheritdoc/>
    public void Dispose()
    {
        _mine.Dispose();
        _view.Dispose();
        _file.Dispose();
    }
}
