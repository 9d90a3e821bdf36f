using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>How often each kind of operation got each answer.</summary>
internal sealed class LockstepTally
{
    private readonly Dictionary<(RequestKind Kind, Refusal Refusal), int> _counts = [];

    /// <summary>How many operations there were.</summary>
    internal int Total => _counts.Values.Sum();

    internal void Count(RequestKind kind, Refusal refusal) =>
        _counts[(kind, refusal)] = Of(kind, refusal) + 1;

    internal int Of(RequestKind kind, Refusal refusal) => _counts.GetValueOrDefault((kind, refusal));

    internal int Of(Refusal refusal) => _counts.Where(count => count.Key.Refusal == refusal).Sum(count => count.Value);

    public override string ToString() => string.Join(
        '\n',
        _counts.GroupBy(count => count.Key.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key}: "
            + string.Join(", ", kind.OrderBy(count => count.Key.Refusal).Select(c => $"{c.Key.Refusal} {c.Value}"))));
}
