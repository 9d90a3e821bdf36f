namespace ModelCheck.Model.Vocabulary;

/// <summary>A decision for each kinship.</summary>
/// <typeparam name="TFate">What is decided.</typeparam>
/// <param name="Own">The fate of what the owner itself has.</param>
/// <param name="Foreign">The fate of what another session has.</param>
public readonly record struct Fates<TFate>(TFate Own, TFate Foreign)
    where TFate : struct, Enum
{
    /// <summary>The fate for a kinship.</summary>
    /// <param name="kinship">The kinship.</param>
    /// <returns>The fate.</returns>
    public TFate Of(Kinship kinship) => kinship == Kinship.Own ? Own : Foreign;

    /// <summary>Whether a fate is met by something.</summary>
    /// <param name="fate">The fate.</param>
    /// <returns>True iff it is the fate of one kinship or of both.</returns>
    public bool Include(TFate fate) => Own.Equals(fate) || Foreign.Equals(fate);

    /// <inheritdoc/>
    public override string ToString() => Own.Equals(Foreign) ? $"{Own}" : $"{Own} (own) or {Foreign} (foreign)";
}
