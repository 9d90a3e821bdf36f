using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>Counts by kind of operation and outcome.</summary>
internal sealed class OutcomeTally
{
    private static readonly OperationKind[] Kinds = Enum.GetValues<OperationKind>();
    private static readonly Refusal[] Refusals = Enum.GetValues<Refusal>();

    private readonly long[] _counts = new long[Kinds.Length * Refusals.Length];

    /// <summary>The sum of all.</summary>
    internal long Total => _counts.Sum();

    /// <summary>How often a kind had an outcome.</summary>
    internal long this[OperationKind kind, Refusal refusal] => _counts[IndexOf(kind, refusal)];

    /// <summary>What has a count, in the order of the contract.</summary>
    internal IEnumerable<(OperationKind Kind, Refusal Refusal, long Count)> Entries =>
        from kind in Kinds
        from refusal in Refusals
        where this[kind, refusal] > 0
        select (kind, refusal, this[kind, refusal]);

    /// <summary>Counts one.</summary>
    internal void Add(OperationKind kind, Outcome outcome) => _counts[IndexOf(kind, outcome.Refusal)]++;

    private static int IndexOf(OperationKind kind, Refusal refusal) => ((int)kind * Refusals.Length) + (int)refusal;
}
