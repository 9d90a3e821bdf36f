namespace ModelCheck.Properties.Peers.Tla;

/// <summary>A module, as far as it is no temporal formula.</summary>
/// <param name="Constants">What a configuration must say.</param>
/// <param name="Variables">What a state is.</param>
/// <param name="Definitions">Operators, in the order of the text.</param>
/// <param name="Assumptions">What must be true of the constants.</param>
internal sealed record TlaModule(
    IReadOnlyList<string> Constants,
    IReadOnlyList<string> Variables,
    IReadOnlyList<TlaDefinition> Definitions,
    IReadOnlyList<TlaExpression> Assumptions)
{
    /// <summary>Reads one.</summary>
    internal static TlaModule Parse(string text) => TlaParser.Parse(text);
}
