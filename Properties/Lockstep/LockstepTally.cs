using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>How often each kind of operation got each answer.</summary>
internal class LockstepTally
{
    private readonly Dictionary<(RequestKind Kind, Refusal Refusal), int> _counts = [];

    /// <summary>How many operations there were.</summary>
    internal int Total => _counts.Values.Sum();

    /// <summary>A sequence begins, with a fresh service.</summary>
    internal virtual void Begin()
    {
    }

    /// <summary>Something is asked.</summary>
    /// <param name="after">The state that the model is in then.</param>
    internal virtual void Count(LockstepState after) =>
        _counts[(after.Asked.Kind, after.Expected.Refusal)] = Of(after.Asked.Kind, after.Expected.Refusal) + 1;

    internal int Of(RequestKind kind, Refusal refusal) => _counts.GetValueOrDefault((kind, refusal));

    internal int Of(Refusal refusal) => _counts.Where(count => count.Key.Refusal == refusal).Sum(count => count.Value);

    public override string ToString() => string.Join(
        '\n',
        _counts.GroupBy(count => count.Key.Kind).OrderBy(kind => kind.Key).Select(kind => $"{kind.Key}: "
            + string.Join(", ", kind.OrderBy(count => count.Key.Refusal).Select(c => $"{c.Key.Refusal} {c.Value}"))));
}
