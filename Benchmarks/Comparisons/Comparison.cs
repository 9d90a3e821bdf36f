using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// One task for two services, of which only the one to be measured exists. The policy is the one that the comparison of
/// policies recommends, FirstClass with charging Holder, unless a task is about another.
/// </summary>
[MemoryDiagnoser]
public abstract class Comparison
{
    /// <summary>What the task is measured on.</summary>
    protected IRamService Service { get; private set; } = null!;

    /// <summary>The lifetime policy.</summary>
    protected virtual Type Lifetime => typeof(FirstClass);

    /// <summary>The charging policy of the optimised service.</summary>
    protected virtual string Charging => "Holder";

    /// <summary>The session that asks.</summary>
    protected static SessionId Client { get; } = new(0);

    /// <summary>Gives the task the baseline.</summary>
    [GlobalSetup(Target = nameof(Baseline))]
    public void SetUpBaseline() => SetUp(CreateBaseline());

    /// <summary>Gives the task the optimised service.</summary>
    [GlobalSetup(Target = nameof(Optimised))]
    public void SetUpOptimised() => SetUp(Subjects.Optimised(Lifetime, Charging, Bounds));

    /// <summary>The task on what everything is measured by.</summary>
    /// <remarks>
    /// Each comparison carries the attributes itself: one that stood here and in an override, too, would be two
    /// baselines to BenchmarkDotNet.
    /// </remarks>
    public abstract void Baseline();

    /// <summary>The task on the optimised service.</summary>
    public abstract void Optimised();

    /// <summary>What the services are given.</summary>
    protected virtual ServiceBounds Bounds => Subjects.Large;

    /// <summary>What everything is measured by.</summary>
    /// <returns>A service in its initial state.</returns>
    protected virtual IRamService CreateBaseline() => Subjects.Baseline(Lifetime, "Holder", Bounds);

    /// <summary>Brings a new service to where the task begins.</summary>
    protected virtual void Prepare()
    {
    }

    /// <summary>The task.</summary>
    protected abstract void Measure();

    private void SetUp(IRamService service)
    {
        Service = service;
        Prepare();
    }
}
