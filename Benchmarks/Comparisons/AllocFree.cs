using BenchmarkDotNet.Attributes;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>Alloc and Free in a service that is otherwise empty.</summary>
public class AllocFree : Comparison
{
    /// <summary>How many pages are allocated: 4 KiB, 2 MiB, 1 GiB.</summary>
    [Params(1, Pages.InTwoMebibytes, Pages.InGibibyte)]
    public int Size { get; set; }

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() => Service.MustFree(Client, Service.MustAlloc(Client, Size));
}
