using System.Collections.Immutable;

using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Services.Linux;

/// <summary>
/// The model beside the kernel: all that can happen within a small scope, and at random in larger ones.
/// </summary>
/// <param name="session">The program that is to be a session, and its arguments.</param>
public sealed class KernelComparison(ImmutableArray<string> session)
{
    /// <summary>The scope in which everything is met: two of everything.</summary>
    /// <param name="kinds">What sessions may ask for.</param>
    /// <returns>The scope.</returns>
    public static Scope Small(OperationKinds kinds) => new()
    {
        Frames = 2,
        Sessions = 2,
        Dataspaces = 2,
        Regions = 2,
        Quotas = [2, 2],
        Permitted = [kinds, kinds],
        Sharing = Sharing.Open,
    };

    /// <summary>The scope of random runs: capabilities are handed on, and what is written is looked at.</summary>
    public static Scope Large { get; } = new()
    {
        Frames = 8,
        Sessions = 3,
        Dataspaces = 6,
        Regions = 4,
        Quotas = [8, 6, 4],
        Permitted = [OperationKinds.All, OperationKinds.All, OperationKinds.All],
        Sharing = Sharing.Delegated,
        Contents = true,
    };

    /// <summary>
    /// What the comparison is made of: each Linux platform, and each way to seal that the kernel has.
    /// </summary>
    /// <param name="lifetime">The lifetime, by its name.</param>
    /// <param name="charging">The charging policy, by its name.</param>
    /// <returns>The policies.</returns>
    public static ImmutableArray<PolicyName> Policies(string lifetime, string charging) =>
    [
        new(lifetime, charging, "BaseLinux"),
        new(lifetime, charging, "SealedMemfd"),
        new(lifetime, charging, "SealedMemfd", "Refusing"),
        new(lifetime, charging, "Native"),
    ];

    /// <summary>
    /// Meets every state of a scope and everything that can be asked there, but for other names of what is
    /// interchangeable.
    /// </summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="progress">Where the run says how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="KernelException">The kernel refuses what is needed.</exception>
    public KernelRun Exhaustively(
        PolicyName policy, Scope scope, SoakProgress progress, CancellationToken cancellation) => Run(
            policy,
            scope,
            new SoakPlan
            {
                Operations = long.MaxValue,
                Seed = 1,
                IsSteered = true,
                Symmetry = ScopeSymmetry.StrongestFor(Catalog.CreateModel(policy, scope), []),
            },
            progress,
            cancellation);

    /// <summary>Asks at random.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="scope">The bounds.</param>
    /// <param name="operations">How many operations are asked.</param>
    /// <param name="seed">What the run follows from.</param>
    /// <param name="progress">Where the run says how far it is.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="KernelException">The kernel refuses what is needed.</exception>
    public KernelRun AtRandom(
        PolicyName policy,
        Scope scope,
        long operations,
        ulong seed,
        SoakProgress progress,
        CancellationToken cancellation) => Run(
            policy, scope, new SoakPlan { Operations = operations, Seed = seed }, progress, cancellation);

    /// <summary>Tells the stories of docs/base-linux.md.</summary>
    /// <returns>The stories.</returns>
    /// <exception cref="KernelException">The kernel refuses what is needed.</exception>
    public ImmutableArray<KernelTrace> Traces()
    {
        using var services = new LinuxServices(session);
        return new KernelTraces(services).Run();
    }

    private KernelRun Run(
        PolicyName policy,
        Scope scope,
        SoakPlan plan,
        SoakProgress progress,
        CancellationToken cancellation)
    {
        using var services = new LinuxServices(session);
        services.Probe(policy, Model.Service.ServiceBounds.Of(scope));
        SoakResult result = Soak.Run(
            Catalog.CreateModel(policy, scope), services.Create, plan, progress, cancellation);
        return new KernelRun(result, services.Counts);
    }
}
