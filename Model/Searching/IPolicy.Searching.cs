using ModelCheck.Model.Searching;

namespace ModelCheck.Model.Vocabulary;

/// <content>What a policy says of names.</content>
public partial interface IPolicy
{
    /// <summary>
    /// The names that mean something to the policy. Exploring with symmetry reduction relies on it; a test compares it
    /// with what the policy does.
    /// </summary>
    static virtual Distinctions TellsApart => Distinctions.None;
}
