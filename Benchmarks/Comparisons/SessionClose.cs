using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>Close of a session that has 100,000 dataspaces of a page each. Times are per dataspace.</summary>
public class SessionClose : Comparison
{
    private const int Dataspaces = 100_000;

    private static readonly SessionId Other = new(1);

    private DataspaceCapability _others;

    /// <summary>What the session has.</summary>
    public enum Belongings
    {
        /// <summary>Dataspaces that it allocated.</summary>
        Allocations,

        /// <summary>Aliases of one dataspace of another session.</summary>
        Aliases,
    }

    /// <summary>What the session has.</summary>
    [ParamsAllValues]
    public Belongings Of { get; set; }

    /// <summary>Gives the session all of it again.</summary>
    [IterationSetup]
    public void Fill()
    {
        for (int dataspace = 0; dataspace < Dataspaces; dataspace++)
        {
            _ = Of == Belongings.Allocations
                ? Service.MustAlloc(Client, 1)
                : Service.MustAlias(Client, _others, dataspace, 1);
        }
    }

    /// <inheritdoc/>
    [Benchmark(Baseline = true, OperationsPerInvoke = Dataspaces)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark(OperationsPerInvoke = Dataspaces)]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Prepare() => _others = Service.MustAlloc(Other, Dataspaces);

    /// <inheritdoc/>
    protected override void Measure() => Service.Close(Client);
}
