using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation.Destruction;

/// <summary>What becomes of the aliases of what one operation destroys.</summary>
internal interface IFateRule
{
    /// <summary>The fate of an alias.</summary>
    /// <param name="kinship">Whose alias it is.</param>
    /// <returns>The fate.</returns>
    static abstract AliasFate Of(Kinship kinship);
}
