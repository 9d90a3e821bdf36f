using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// The operating system's own alias as the baseline: a second mapping of a part of a memory file of 2 GiB, made and
/// undone. The system does more than keep books, for it also edits the address space: the process's list of mappings,
/// and its page tables. It does as little as it ever can, though: no page of the file is touched, and nothing is mapped
/// in advance (no MAP_POPULATE), so that munmap finds no entry in the page tables to clear.
/// </summary>
public class AgainstOperatingSystem : Comparison
{
    private const int FilePages = 2 * Pages.InGibibyte;

    private int _file;
    private DataspaceCapability _whole;

    private nuint Length => (nuint)Size * Pages.Bytes;

    /// <summary>How many pages of the file: 4 KiB, 2 MiB, 1 GiB.</summary>
    [Params(1, Pages.InTwoMebibytes, Pages.InGibibyte)]
    public int Size { get; set; }

    /// <summary>Maps the part, and unmaps it.</summary>
    [Benchmark(Baseline = true, Description = "mmap + munmap (edits the address space, too)")]
    public override void Baseline() =>
        NativeMethods.Unmap(NativeMethods.Map(_file, 0, Length), Length);

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
        Service.MustFree(Client, Service.MustAlias(Client, _whole, 0, Size));
}
