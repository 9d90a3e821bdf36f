using System.Collections.Immutable;
using System.Diagnostics;

using ModelCheck.Cluster.Contract;
using ModelCheck.Cluster.Silos;
using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Interchange;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cluster.Driving;

/// <summary>
/// Has a cluster explore, and waits for what comes of it. When whoever drives is lost the exploration goes on, and
/// the same request finds it again.
/// </summary>
/// <param name="connection">The cluster.</param>
public sealed class ClusterDriver(ClusterConnection connection)
{
    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(100);

    // A worker of another build than all others may be among them for a moment, before it is told to go.
    internal static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    private volatile SpreadView? _view;
    private volatile string? _trouble;

    /// <summary>Where the exploration stands, as far as that is known.</summary>
    public SpreadView? View => _view;

    /// <summary>Why the cluster does not answer at the moment; null while it does.</summary>
    public string? Trouble => _trouble;

    /// <summary>Explores one policy within one scope.</summary>
    /// <param name="model">The policy and its bounds.</param>
    /// <param name="requirements">What is asked of it.</param>
    /// <param name="symmetry">Which names are exchanged.</param>
    /// <param name="maximalStates">No level is begun once so many states are known.</param>
    /// <param name="partitions">
    /// Into how many partitions it is cut, 1 to 64; 0 for as many as there are workers.
    /// </param>
    /// <param name="cancellation">Has the cluster stop, with what is known by then.</param>
    /// <returns>What a search on one machine finds.</returns>
    /// <exception cref="BadInputException">The workers are of another build, or lost again and again.</exception>
    /// <exception cref="InvalidOperationException">The exploration has failed.</exception>
    public async Task<PolicyResult> Explore(
        IModel model,
        IReadOnlyList<Requirement> requirements,
        Symmetry symmetry,
        long maximalStates,
        int partitions,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        var request = new ExplorationRequest(
            Build.Name,
            new Setting(model.Policy, model.Scope).ToJson(),
            [.. requirements.Select(requirement => requirement.Name)],
            symmetry,
            maximalStates,
            partitions);
        PartOutcome outcome = await Follow(request, cancellation).ConfigureAwait(false);
        return ModelExplorer.Interpret(model, requirements, symmetry, outcome.Exploration, outcome.Unreduced) with
        {
            Spread = _view is { } view ? SummaryOf(view, outcome.Exploration) : null,
        };
    }

    // The bytes are those of the last attempt, and so are the transitions: those that it has followed itself.
    private static SpreadSummary SummaryOf(SpreadView view, SearchResult exploration)
    {
        long[] states = [.. view.Partitions.Select(one => one?.States ?? 0)];
        return new SpreadSummary(
            states.Length,
            states.Min(),
            states.Max(),
            view.SentBytes,
            view.SentBytes / Math.Max(1.0, exploration.Transitions))
        {
            Imbalance = states.Max() / Math.Max(1, states.Average()),
            Workers = view.Partitions.Select(one => one?.Worker).Distinct(StringComparer.Ordinal).Count(),
            Attempts = view.Attempt,
        };
    }

    private static Exception FaultOf(ExplorationStatus status) => status.IsDefect
        ? new InvalidOperationException(status.Fault)
        : new BadInputException($"the cluster cannot explore it: {status.Fault}");

    private async Task<PartOutcome> Follow(ExplorationRequest request, CancellationToken cancellation)
    {
        IExplorationGrain exploration = connection.Grains.GetGrain<IExplorationGrain>(request.Name());
        long refused = 0;
        while (true)
        {
            try
            {
                ExplorationStatus status = await exploration.Attend(request).ConfigureAwait(false);
                _trouble = null;
                if (status.IsRefused)
                {
                    refused = refused == 0 ? Stopwatch.GetTimestamp() : refused;
                    if (Stopwatch.GetElapsedTime(refused) > Patience)
                    {
                        throw new BadInputException(status.Fault!);
                    }
                }
                else
                {
                    _view = ClusterSight.Of(status);
                    refused = 0;
                }

                if (status is { IsOver: true, IsRefused: false })
                {
                    await exploration.Forget().ConfigureAwait(false);
                    return status.Outcome ?? throw FaultOf(status);
                }

                if (cancellation.IsCancellationRequested)
                {
                    await exploration.Stop().ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
            {
                _trouble = exception.Message;

                // Whoever cannot be told to stop is left alone, and found again by the same request.
                cancellation.ThrowIfCancellationRequested();
            }

            await Task.Delay(_interval, CancellationToken.None).ConfigureAwait(false);
        }
    }
}
