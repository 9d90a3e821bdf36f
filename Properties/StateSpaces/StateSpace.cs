using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.StateSpaces;

/// <summary>One pinned row: a policy, a scope, and how large the state space of the two is.</summary>
/// <param name="Source">Who counted.</param>
/// <param name="Lifetime">The lifetime policy.</param>
/// <param name="Charging">The charging policy.</param>
/// <param name="Platform">The platform.</param>
/// <param name="Frames">F.</param>
/// <param name="Sessions">S.</param>
/// <param name="Dataspaces">D.</param>
/// <param name="Quota">q, of each session.</param>
/// <param name="Regions">R.</param>
/// <param name="Operations">Names with commas between them; null for all that the bounds allow.</param>
/// <param name="States">Distinct reachable states.</param>
/// <param name="Transitions">Operation instances granted.</param>
/// <param name="Refusals">Operation instances refused; null where the source counts none.</param>
/// <param name="Depth">The number of the last breadth-first level.</param>
internal sealed record StateSpace(
    string Source,
    string Lifetime,
    string Charging,
    string Platform,
    int Frames,
    int Sessions,
    int Dataspaces,
    int Quota,
    int Regions,
    string? Operations,
    long States,
    long Transitions,
    long? Refusals,
    int Depth)
{
    /// <summary>The row's policy and scope, which name it.</summary>
    internal string Key =>
        $"{Lifetime}/{Charging}/{Platform} F{Frames} S{Sessions} D{Dataspaces} q{Quota} R{Regions} "
        + (Operations ?? "all");

    /// <summary>The model that the row counts.</summary>
    internal IModel CreateModel()
    {
        OperationKinds? kinds = Operations is null
            ? null
            : OperationKinds.Of([.. Operations.Split(',').Select(Enum.Parse<OperationKind>)]);
        return Catalog.CreateModel(
            new PolicyName(Lifetime, Charging, Platform),
            Scope.Uniform(Frames, Sessions, Dataspaces, Quota, Regions, kinds));
    }
}
