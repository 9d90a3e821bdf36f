using ModelCheck.Conformance;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Conformance;

/// <summary>Random runs in the scope that the command has when nothing else is said.</summary>
internal static class Soaked
{
    internal static Scope Large { get; } = new()
    {
        Frames = 32,
        Sessions = 4,
        Dataspaces = 16,
        Regions = 4,
        Quotas = [6, 10, 16, 32],
        Sharing = Sharing.Delegated,
        Contents = true,
    };

    /// <summary>The same with Drop and Donate.</summary>
    internal static Scope Everything { get; } = Large with
    {
        Permitted = [.. Enumerable.Repeat(OperationKinds.All, Large.Sessions)],
    };

    /// <summary>A run beside a service that breaks a rule.</summary>
    internal static SoakResult Run(ServiceFactory create, ulong seed = 1, long states = 100_000) => Soak.Run(
        Catalog.CreateModel(new PolicyName("FirstClass", "Holder", "Native"), Large),
        create,
        new SoakPlan
        {
            Operations = 100_000,
            Seed = seed,
            Proof = new SearchLimits { MaximalStates = states },
        },
        new SoakProgress(),
        default);
}
