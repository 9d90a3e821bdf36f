using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Exploration.Causes;

/// <summary>Traces and models that are made by hand.</summary>
internal static class Traces
{
    internal static IModel ModelOf(string lifetime, string charging, Scope scope, string platform = "Native") =>
        Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);

    internal static Trace Of(IModel model, params IEnumerable<Operation> operations) =>
        Trace.Replay(model, operations.Select(operation => operation.Code));

    internal static Requirement Requirement(string name) => Catalog.FindRequirement(name)!;

    internal static BranchingRequirement Branching(string name) => (BranchingRequirement)Requirement(name);
}
