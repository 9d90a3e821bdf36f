using ModelCheck.Engine;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>Where random runs stand: written by the runs, read by whoever shows it.</summary>
public sealed class SoakProgress
{
    private long _operations;
    private int _finished;
    private volatile string _phase = "asking";

    /// <summary>How many operations were asked, under all policies together.</summary>
    public long Operations => Volatile.Read(ref _operations);

    /// <summary>How many runs are done.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>What was begun last: exploring the scope, asking, shrinking a failure, proving it shortest.</summary>
    public string Phase => _phase;

    /// <summary>The search for a shortest failure.</summary>
    internal SearchProgress Proof { get; } = new();

    internal void Add(long operations) => Interlocked.Add(ref _operations, operations);

    internal void Finish() => Interlocked.Increment(ref _finished);

    internal void Enter(string phase) => _phase = phase;
}
