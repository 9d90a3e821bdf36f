using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// The operating system's own alias as the baseline: a second mapping of a part of a memory file of 2 GiB, made and
/// undone. The system does more for it than keeping books, for it also edits the address space and its page tables. It
/// does as little as it can, though: no page of the file is ever touched, and nothing is mapped in advance (no
/// MAP_POPULATE), so there is no entry of a page table to fill or to clear.
/// </summary>
public class AgainstOperatingSystem : Comparison
{
    private const int FilePages = 2 * Pages.InGibibyte;

    private int _file;
    private DataspaceCapability _whole;

    /// <summary>Which part.</summary>
    [ParamsSource(nameof(Parts))]
    public Part Part { get; set; } = null!;

    /// <summary>What <see cref="Part"/> can be.</summary>
    public static IEnumerable<Part> Parts => [Part.Page, Part.Large, Part.Huge];

    /// <summary>Maps the part, and unmaps it.</summary>
    [Benchmark(Baseline = true, Description = "mmap + munmap (edits page tables, too)")]
    public override void Baseline() =>
        NativeMethods.Unmap(
            NativeMethods.Map(_file, (long)Part.Offset * Pages.Bytes, (nuint)Part.Length * Pages.Bytes),
            (nuint)Part.Length * Pages.Bytes);

    /// <inheritdoc/>
    [Benchmark(Description = "Alias + Free")]
    public override void Optimised() => Measure();

    /// <summary>Closes the file.</summary>
    [GlobalCleanup]
    public void CloseFile() => NativeMethods.Close(_file);

    /// <inheritdoc/>
    protected override void Prepare()
    {
        _file = NativeMethods.CreateMemoryFile("modelcheck-benchmark", (long)FilePages * Pages.Bytes);
        _whole = Service.MustAlloc(Client, FilePages);
    }

    /// <inheritdoc/>
    protected override void Measure() =>
        Service.MustFree(Client, Service.MustAlias(Client, _whole, Part.Offset, Part.Length));
}
