using System.Collections.Concurrent;

using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants;

/// <summary>How a mutant was killed by the exhaustive comparison.</summary>
/// <param name="Ground">Where.</param>
/// <param name="States">How many states had been found by then.</param>
/// <param name="Divergence">What showed it.</param>
internal sealed record ExhaustiveKill(Ground Ground, long States, Divergence Divergence);

/// <summary>What came of hunting a mutant.</summary>
/// <param name="Exhaustive">How the exhaustive comparison killed it, or null.</param>
/// <param name="Random">How random sequences killed it, or null.</param>
internal sealed record Hunted(ExhaustiveKill? Exhaustive, RandomKill? Random);

/// <summary>Hunts mutants, each once, whichever test asks first.</summary>
internal static class Hunt
{
    // Many times what the slowest one takes; what is still running then will not end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    // How long the search may take to notice that it is to end.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly Dictionary<Mutant, Lazy<Hunted>> Results =
        Mutant.All.ToDictionary(mutant => mutant, mutant => new Lazy<Hunted>(() => Of(mutant)));

    // Those that nobody has asked for yet.
    private static readonly ConcurrentQueue<Mutant> Waiting = new(Mutant.All);

    /// <summary>What comes of hunting a mutant in both ways. Meanwhile another one is hunted ahead.</summary>
    internal static Hunted For(Mutant mutant)
    {
        if (!Results[mutant].IsValueCreated && Waiting.TryDequeue(out Mutant? next))
        {
            // Whoever asks for it is told how it failed.
            _ = Task.Run(() => Results[next].Value);
        }

        return Results[mutant].Value;
    }

    /// <summary>Compares a service with the model exhaustively.</summary>
    /// <param name="ground">Where.</param>
    /// <param name="service">The service.</param>
    /// <param name="maximalStates">How many states at most, or so.</param>
    /// <returns>How they part, or null.</returns>
    internal static ExhaustiveKill? Exhaustively(Ground ground, MutantAssembly service, long maximalStates)
    {
        ConformanceResult result = Within(
            $"the exhaustive comparison under {ground}",
            cancellation => ConformanceChecker.CheckTabled(
                ground.Policy,
                ground.Scope,
                service.Create,
                new SearchLimits { MaximalStates = maximalStates },
                new SearchProgress(),
                cancellation));
        return result.Divergence is null
            ? null
            : new ExhaustiveKill(ground, result.Exploration.DistinctStates, result.Divergence);
    }

    /// <summary>Runs random sequences on a service and the model.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="service">The service.</param>
    /// <returns>How they part, or null.</returns>
    internal static RandomKill? AtRandom(PolicyName policy, MutantAssembly service) =>
        Within(
            $"the random sequences under {policy}",
            _ => RandomHunt.FirstDivergence(policy, (bounds, memory) => service.Create(policy, bounds, memory)));

    private static Hunted Of(Mutant mutant)
    {
        using MutantAssembly service = MutantCompiler.Compile(mutant.Name, mutant.Edits);
        ExhaustiveKill? exhaustive = null;
        foreach (Ground ground in mutant.Grounds)
        {
            exhaustive ??= Exhaustively(ground, service, long.MaxValue);
        }

        return new Hunted(exhaustive, AtRandom((exhaustive?.Ground ?? mutant.Grounds[0]).Policy, service));
    }

    // A defect may be an endless loop, which no token ends: then the thread is left behind.
    private static T Within<T>(string what, Func<CancellationToken, T> action)
    {
        using var cancellation = new CancellationTokenSource(Patience);
        Task<T> task = Task.Factory.StartNew(
            () => action(cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        if (Task.WaitAny([task], Patience + Grace) < 0 || cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"After {Patience.TotalSeconds} s {what} has not come to an end.");
        }

        return task.GetAwaiter().GetResult();
    }
}
