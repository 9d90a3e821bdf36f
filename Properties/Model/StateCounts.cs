namespace ModelCheck.Properties.Model;

/// <summary>What an exploration counts.</summary>
/// <param name="States">Distinct reachable states.</param>
/// <param name="Transitions">Operation instances granted.</param>
/// <param name="Refusals">Operation instances refused.</param>
/// <param name="Depth">The number of the last breadth-first level.</param>
internal sealed record StateCounts(long States, long Transitions, long Refusals, int Depth);
