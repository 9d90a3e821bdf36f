using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.States;

/// <summary>What an attachment gives.</summary>
/// <param name="Extent">The frames it reaches.</param>
/// <param name="Writable">Whether it can be written through.</param>
public readonly record struct Grant(Extent Extent, bool Writable);
