using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

using Orleans.Concurrency;

namespace ModelCheck.Cluster.Silos;

/// <summary>Explores policies as a whole, each with a thread of its own.</summary>
[EvenPlacement]
[Reentrant]
internal sealed class PolicyGrain(WorkerSettings worker) : Grain, IPolicyGrain
{
    /// <inheritdoc/>
    public Task<PartOutcome> Explore(PolicyRequest request, CancellationToken cancellation)
    {
        if (request.Build != Build.Name)
        {
            throw new NotSupportedException($"{worker.Name} is of another build than the program that asks");
        }

        return Task.Factory.StartNew(
            () => Search(request, cancellation),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
    }

    private PartOutcome Search(PolicyRequest request, CancellationToken cancellation)
    {
        var setting = Setting.Parse(request.Setting, "the request");
        Requirement[] requirements = [.. request.Requirements.Select(name => Catalog.FindRequirement(name)!)];
        var limits = new SearchLimits
        {
            MaximalStates = request.MaximalStates,
            MaximalBytes = worker.MaximalBytes / worker.Workers,
        };
        var progress = new SearchProgress();
        PolicyResult found = request.IsTabled
            ? ModelExplorer.ExploreTabled(
                setting.Policy, setting.Scope, requirements, request.Exchanges, limits, progress, cancellation)
            : ModelExplorer.ExploreOrbits(
                setting.CreateModel(), requirements, request.Exchanges, limits, progress, cancellation);
        return new PartOutcome(found.Exploration, found.Reduction?.Unreduced);
    }
}
