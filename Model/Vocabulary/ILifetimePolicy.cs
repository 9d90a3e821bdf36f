namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// The question that the seed left open: what happens to aliases when the original is freed? And to whatever else uses
/// it: mappings, and the capabilities of others. A policy decides; the model carries the decision out
/// (<c>Semantics/ReferenceModel.Destruction.cs</c>).
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

    /// <summary>What becomes of a region when the dataspace that it was attached through is freed.</summary>
    /// <param name="kinship">Whose region it is, seen from the owner of the dataspace.</param>
    /// <returns>The fate.</returns>
    static virtual MappingFate MappingOnFree(Kinship kinship) => MappingFate.Unmapped;

    /// <summary>
    /// What becomes of a region when its dataspace is destroyed because the session that owns the dataspace closes.
    /// </summary>
    /// <param name="kinship">Whose region it is, seen from the owner of the dataspace.</param>
    /// <returns>The fate; never <see cref="MappingFate.Refusing"/>.</returns>
    static virtual MappingFate MappingOnClose(Kinship kinship) => MappingFate.Unmapped;

    /// <summary>What becomes of another session's capability when the dataspace is freed.</summary>
    static virtual CapabilityFate CapabilityOnFree => CapabilityFate.Withdrawn;

    /// <summary>
    /// What becomes of another session's capability when the session that owns the dataspace closes; never
    /// <see cref="CapabilityFate.Refusing"/>.
    /// </summary>
    static virtual CapabilityFate CapabilityOnClose => CapabilityFate.Withdrawn;
}
