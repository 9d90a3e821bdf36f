using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Requirements;

/// <summary>Why a requirement does not apply: what it speaks of cannot happen within the scope.</summary>
internal static class Obstacles
{
    /// <summary>The requirement needs operations that nobody may ask for.</summary>
    /// <param name="kinds">The operations needed.</param>
    /// <returns>The obstacle.</returns>
    internal static Func<IModel, string?> Without(params OperationKind[] kinds) => model =>
        kinds.Where(kind => !model.Scope.Operations.Contains(kind)).Select(kind => $"no {kind} in this scope")
            .FirstOrDefault();

    /// <summary>The requirement needs one of some operations.</summary>
    /// <param name="kinds">The operations of which one is needed.</param>
    /// <returns>The obstacle.</returns>
    internal static Func<IModel, string?> WithoutAny(params OperationKind[] kinds) => model =>
        kinds.Any(model.Scope.Operations.Contains) ? null : $"no {string.Join(" and no ", kinds)} in this scope";

    /// <summary>The first obstacle of several.</summary>
    /// <param name="obstacles">The obstacles.</param>
    /// <returns>The obstacle.</returns>
    internal static Func<IModel, string?> FirstOf(params Func<IModel, string?>[] obstacles) => model =>
        obstacles.Select(obstacle => obstacle(model)).FirstOrDefault(known => known is not null);

    /// <summary>The requirement needs two sessions, and perhaps operations.</summary>
    /// <param name="kinds">The operations needed.</param>
    /// <returns>The obstacle.</returns>
    internal static Func<IModel, string?> Alone(params OperationKind[] kinds) => model =>
        model.Scope.Sessions < 2 ? "one session has nobody else to concern" : Without(kinds)(model);
}
