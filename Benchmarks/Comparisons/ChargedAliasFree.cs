using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// Alias and Free of a part of 4 GiB under lifetime Pin and each charging policy, measured by the same under Holder.
/// </summary>
public class ChargedAliasFree : Comparison
{
    private DataspaceCapability _whole;

    /// <summary>The charging policy.</summary>
    [Params("Allocator", "Heir", "HolderOnce", "Nobody", "Retainer")]
    public string Books { get; set; } = "Holder";

    /// <summary>How many pages the alias shows: 4 KiB, 1 GiB.</summary>
    [Params(1, Pages.InGibibyte)]
    public int Size { get; set; }

    /// <summary>How many dataspaces the session has beside it.</summary>
    [Params(0, 10_000)]
    public int Others { get; set; }

    /// <inheritdoc/>
    protected override Type Lifetime => typeof(Pin);

    /// <inheritdoc/>
    protected override string Charging => Books;

    /// <inheritdoc/>
    protected override ServiceBounds Bounds => Subjects.Large with { Quotas = [int.MaxValue] };

    /// <inheritdoc/>
    protected override IRamService CreateBaseline() => Subjects.Optimised(Lifetime, "Holder", Bounds);

    /// <inheritdoc/>
    protected override void Prepare()
    {
        _whole = Service.MustAlloc(Client, 4 * Pages.InGibibyte);
        for (int other = 0; other < Others; other++)
        {
            Service.MustAlloc(Client, 1 + (other % 3));
        }
    }

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() =>
        Service.MustFree(Client, Service.MustAlias(Client, _whole, 1, Size));
}
