using ModelCheck.Conformance.Coverage;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>What a random run is to do.</summary>
public sealed record SoakPlan
{
    /// <summary>How many operations are asked, at most.</summary>
    public required long Operations { get; init; }

    /// <summary>What the run follows from: the same seed, the same run.</summary>
    public ulong Seed { get; init; }

    /// <summary>Whether it is measured how much of the scope the run meets; the scope is explored first.</summary>
    public bool MeasuresCoverage { get; init; }

    /// <summary>Whether the run goes where something new is, until everything was met.</summary>
    public bool IsSteered { get; init; }

    /// <summary>
    /// How many operations are put at once to a service that can be asked so: what can be seen of it is compared after
    /// so many, the answers one by one. A steered run, and one that looks at what was written, ask one by one.
    /// </summary>
    public int Batch { get; init; } = 1;

    /// <summary>
    /// Which names are exchanged when coverage is measured: what differs in them only counts, and is met, once.
    /// </summary>
    public Symmetry Symmetry { get; init; }

    /// <summary>For how many triples the coverage meter may have room.</summary>
    public long MaximalTriples { get; init; } = CoverageMeter.UsualBound;

    /// <summary>How far the explorer may go to prove that a failure is a shortest one.</summary>
    public SearchLimits Proof { get; init; } = new() { MaximalStates = 1_000_000 };
}
