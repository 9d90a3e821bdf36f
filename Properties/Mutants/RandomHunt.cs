using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Lockstep;

namespace ModelCheck.Properties.Mutants;

/// <summary>How a mutant was killed by a random sequence of operations.</summary>
/// <param name="Operations">How long the sequence is, after shrinking.</param>
/// <param name="AsFound">How long it was before.</param>
internal sealed record RandomKill(int Operations, int AsFound);

/// <summary>The random sequences that the service itself is tested with, and no more of them.</summary>
internal static class RandomHunt
{
    /// <summary>Runs sequences until a service and the plain model part.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">Makes the service.</param>
    /// <returns>The divergence, or null.</returns>
    internal static RandomKill? FirstDivergence(
        PolicyName policy, Func<ServiceBounds, IFrameMemory?, IRamService> service) =>
        LockstepRun.FirstDivergence(
            PlainRules.Of(policy),
            service,
            LockstepBudget.Standard,
            LockstepTests.Seed) is { } divergence
            ? new RandomKill(divergence.Shrunk.Length, divergence.AsFound.Length)
            : null;
}
