using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// Free of a dataspace with a million descendants, all of which it destroys. Times are per descendant.
/// </summary>
public class CascadeFree : Comparison
{
    private const int Descendants = 1_000_000;

    private DataspaceCapability _root;

    /// <summary>How the descendants are related.</summary>
    public enum TreeShape
    {
        /// <summary>Each is an alias of the one before.</summary>
        Chain,

        /// <summary>All are aliases of the root.</summary>
        Star,
    }

    /// <summary>How the descendants are related.</summary>
    [ParamsAllValues]
    public TreeShape Shape { get; set; }

    /// <inheritdoc/>
    protected override Type Lifetime => typeof(Cascade);

    /// <summary>Grows the tree anew.</summary>
    [IterationSetup]
    public void Grow()
    {
        _root = Service.MustAlloc(Client, 1);
        DataspaceCapability last = _root;
        for (int descendant = 0; descendant < Descendants; descendant++)
        {
            last = Service.MustAlias(Client, Shape == TreeShape.Chain ? last : _root, 0, 1);
        }
    }

    /// <inheritdoc/>
    [Benchmark(Baseline = true, OperationsPerInvoke = Descendants)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark(OperationsPerInvoke = Descendants)]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() => Service.MustFree(Client, _root);
}
