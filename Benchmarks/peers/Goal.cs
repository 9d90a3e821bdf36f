namespace ModelCheck.Benchmarks.Peers;

/// <summary>One thing that the explorer is meant to achieve.</summary>
/// <param name="Name">What, in words.</param>
/// <param name="Bound">The number that makes it so.</param>
/// <param name="IsAtLeast">Whether more is better.</param>
/// <param name="Measured">What was measured in this run; null where it could not be.</param>
/// <param name="Reason">What stands in the way where nothing was measured.</param>
internal sealed record Goal(string Name, double Bound, bool IsAtLeast, double? Measured, string Reason = "")
{
    private bool IsMet => IsAtLeast ? Measured >= Bound : Measured <= Bound;

    /// <inheritdoc/>
    public override string ToString()
    {
        string goal = FormattableString.Invariant($"{Name}: goal {(IsAtLeast ? "at least" : "at most")} {Bound:0.##}");
        return Measured is not { } measured
            ? $"{goal}; not measured: {Reason}"
            : goal + FormattableString.Invariant($", measured {measured:0.##}: ")
                + (IsMet ? "met" : "missed by a factor of " + FormattableString.Invariant(
                    $"{(IsAtLeast ? Bound / measured : measured / Bound):0.##}"));
    }
}
