namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// The question that the seed left open: what happens to aliases when the original is freed? A policy decides;
/// the model carries the decision out (<c>Semantics/ReferenceModel.Destruction.cs</c>).
/// </summary>
public interface ILifetimePolicy : IPolicy
{
    /// <summary>What Alias makes.</summary>
    static virtual AliasForm Form => AliasForm.View;

    /// <summary>What becomes of an alias when its original is freed.</summary>
    /// <param name="kinship">Whose alias it is.</param>
    /// <returns>The fate.</returns>
    static abstract AliasFate OnFree(Kinship kinship);

    /// <summary>
    /// What becomes of an alias when its original is destroyed because the original's session closes.
    /// </summary>
    /// <param name="kinship">Whose alias it is.</param>
    /// <returns>The fate; never <see cref="AliasFate.Refusing"/>.</returns>
    static abstract AliasFate OnClose(Kinship kinship);
}
