using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation.Destruction;

/// <summary>What becomes of the uses of what one operation destroys.</summary>
internal interface IFateRule
{
    /// <summary>The fate of a capability that a session other than the owner holds.</summary>
    static abstract CapabilityFate Capability { get; }

    /// <summary>The fate of an alias.</summary>
    /// <param name="kinship">Whose alias it is.</param>
    /// <returns>The fate.</returns>
    static abstract AliasFate Of(Kinship kinship);

    /// <summary>The fate of a region.</summary>
    /// <param name="kinship">Whose region it is.</param>
    /// <returns>The fate.</returns>
    static abstract MappingFate Mapping(Kinship kinship);
}
