using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>Alias and Free of a part of 4 GiB.</summary>
public class AliasFree : Comparison
{
    private DataspaceCapability _whole;

    /// <summary>How many pages the alias shows: 4 KiB, 2 MiB, 1 GiB.</summary>
    [Params(1, Pages.InTwoMebibytes, Pages.InGibibyte)]
    public int Size { get; set; }

    /// <summary>Where they begin, in pages: aligned to anything, or to nothing.</summary>
    [Params(0, 1)]
    public int Offset { get; set; }

    /// <inheritdoc/>
    protected override void Prepare() => _whole = Service.MustAlloc(Client, 4 * Pages.InGibibyte);

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() =>
        Service.MustFree(Client, Service.MustAlias(Client, _whole, Offset, Size));
}
