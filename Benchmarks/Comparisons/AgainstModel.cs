using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// The reference model as the baseline, with as many frames and dataspaces as it can have: 32 and 16. It is made to be
/// read and to be copied by the explorer, not to serve, so this says what the difference in purpose costs.
/// </summary>
public class AgainstModel : Comparison
{
    private DataspaceCapability _whole;

    /// <summary>What is done to a page before it is freed.</summary>
    public enum Making
    {
        /// <summary>It is allocated.</summary>
        Alloc,

        /// <summary>It is made an alias of.</summary>
        Alias,
    }

    /// <summary>What is done to a page before it is freed.</summary>
    [ParamsAllValues]
    public Making By { get; set; }

    /// <inheritdoc/>
    protected override ServiceBounds Bounds => Subjects.Small;

    /// <inheritdoc/>
    protected override IRamService CreateBaseline() => new ModelAsService(Lifetime.Name, "Holder", Bounds);

    /// <inheritdoc/>
    protected override void Prepare() => _whole = Service.MustAlloc(Client, 8);

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() => Service.MustFree(
        Client,
        By == Making.Alloc ? Service.MustAlloc(Client, 1) : Service.MustAlias(Client, _whole, 0, 1));
}
