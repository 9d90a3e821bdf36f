using System.Collections.Immutable;
using System.Globalization;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// What the outcome of an exploration depends on, aspect by aspect: a checkpoint is gone on from by the same one only.
/// </summary>
public static class SearchIdentity
{
    /// <summary>The identity of an exploration. Bounds on it and workers are no part of it.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="symmetry">Which names are exchanged.</param>
    /// <returns>Every field of the scope, and everything else. The build stands for the meaning of all of it.</returns>
    public static ImmutableArray<SearchAspect> Of(
        IModel model, IEnumerable<Requirement> requirements, Symmetry symmetry)
    {
        ArgumentNullException.ThrowIfNull(model);
        Scope scope = model.Scope;
        SessionId[] sessions = [.. Enumerable.Range(0, scope.Sessions).Select(index => new SessionId(index))];
        return
        [
            new("policy", model.Policy.ToString()),
            new("frames", Number(scope.Frames)),
            new("sessions", Number(scope.Sessions)),
            new("dataspaces", Number(scope.Dataspaces)),
            new("regions", Number(scope.Regions)),
            new("quotas", string.Join(", ", scope.Quotas.Select(Number))),
            new("operations", string.Join(" | ", sessions.Select(scope.OperationsOf))),
            new("trust", string.Join(" | ", sessions.Select(session => TrustedBy(session)))),
            new("sharing", scope.Sharing.ToString()),
            new("contents", scope.Contents.ToString()),
            new("alias cost", Number(scope.AliasCost)),
            new("allocators", scope.RecordsAllocators.ToString()),
            new("requirements", string.Join(' ', requirements.Select(requirement => requirement.Name))),
            new("symmetry", symmetry.ToString()),
            new("build", $"{BuildOf(typeof(Search))}-{BuildOf(typeof(ModelExplorer))}-{BuildOf(typeof(IModel))}"),
        ];

        static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

        static string BuildOf(Type type) => type.Module.ModuleVersionId.ToString("N");

        string TrustedBy(SessionId session) =>
            string.Join(
                ' ', sessions.Where(scope.TrustedBy(session).Contains).Select(trusted => Number(trusted.Index)));
    }
}
