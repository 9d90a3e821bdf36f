using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

using ModelCheck.Cluster.Contract;
using ModelCheck.Cluster.Silos;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Interchange;

namespace ModelCheck.Cluster.Driving;

/// <summary>
/// Has a cluster make the searches of a comparison, each on one worker. What is lost with a worker is begun anew on
/// another one: the same comes of it.
/// </summary>
/// <param name="connection">The cluster.</param>
/// <param name="tellTrouble">Is told why the cluster does not answer at the moment; null when it does.</param>
public sealed class PolicyDriver(ClusterConnection connection, Action<string?> tellTrouble) : IPolicyExplorer
{
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(100);

    // So many workers are asked whether they have a place before there is a pause.
    private const int AskedAtOnce = 4;

    private readonly string _name = Guid.NewGuid().ToString("N");

    // Not every driver is to begin with the same worker.
    private int _number = RandomNumberGenerator.GetInt32(1 << 10);

    /// <inheritdoc/>
    public async Task<int> CountPlaces()
    {
        try
        {
            ClusterView view = await connection.Show().ConfigureAwait(false);
            return Math.Max(view.Workers.Sum(worker => worker.Threads), 1);
        }
        catch (IOException)
        {
            // Somebody is being lost at the moment. Those that find no place wait for one, so more are asked for.
            return Environment.ProcessorCount;
        }
    }

    /// <inheritdoc/>
    /// <exception cref="BadInputException">The workers are of another build.</exception>
    /// <exception cref="InvalidOperationException">The search has failed.</exception>
    public async Task<PolicyResult> Explore(
        PolicySearch search, SearchProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(search);
        ArgumentNullException.ThrowIfNull(progress);
        var request = new PolicyRequest(
            Build.Name,
            new Setting(search.Policy, search.Scope).ToJson(),
            [.. search.Requirements.Select(requirement => requirement.Name)],
            search.Exchanges,
            search.IsTabled,
            search.MaximalStates);
        PartOutcome? outcome = cancellation.IsCancellationRequested
            ? null
            : await new Errand(this, request, progress).Run(cancellation).ConfigureAwait(false);
        return outcome is null
            ? search.Explore(new SearchLimits(), progress, cancellation)
            : search.Interpret(outcome.Exploration, outcome.Unreduced);
    }

    private void TellTrouble(string? trouble) => tellTrouble(trouble);

    // Each has a name of its own, so that it is placed on a worker that is there now.
    private IPolicyGrain NextGrain() => connection.Grains.GetGrain<IPolicyGrain>(string.Create(
        CultureInfo.InvariantCulture, $"{_name}/{Interlocked.Increment(ref _number) & int.MaxValue}"));

    /// <summary>One search, until something comes of it.</summary>
    private sealed class Errand(PolicyDriver driver, PolicyRequest request, SearchProgress progress)
    {
        private IPolicyGrain _grain = driver.NextGrain();
        private bool _isStopped;
        private long _refused;
        private int _busy;

        /// <returns>What came of it; null where it was cancelled before anything is known.</returns>
        internal async Task<PartOutcome?> Run(CancellationToken cancellation)
        {
            while (true)
            {
                try
                {
                    PolicyStatus status = await _grain.Attend(request).ConfigureAwait(false);
                    driver.TellTrouble(null);
                    if (await OutcomeOf(status, cancellation).ConfigureAwait(false) is { } outcome)
                    {
                        return outcome;
                    }

                    if (cancellation.IsCancellationRequested && status.Stage != PolicyStage.Searching)
                    {
                        return null;
                    }
                }
                catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
                {
                    driver.TellTrouble(exception.Message);
                    if (cancellation.IsCancellationRequested)
                    {
                        return null;
                    }

                    await Task.Delay(_pause, CancellationToken.None).ConfigureAwait(false);
                }
            }
        }

        private async Task<PartOutcome?> OutcomeOf(PolicyStatus status, CancellationToken cancellation)
        {
            switch (status.Stage)
            {
                case PolicyStage.Done:
                    return await Take(status.Outcome!, cancellation).ConfigureAwait(false);
                case PolicyStage.Failed:
                    throw new InvalidOperationException(status.Fault);
                case PolicyStage.Refused:
                    await BeRefused(status.Fault!).ConfigureAwait(false);
                    break;
                case PolicyStage.Busy:
                    await AskAnother().ConfigureAwait(false);
                    break;
                default:
                    progress.Report(status.Level, status.States, status.Transitions, status.Frontier, status.Bytes);
                    if (cancellation.IsCancellationRequested && !_isStopped)
                    {
                        await _grain.Stop().ConfigureAwait(false);
                        _isStopped = true;
                    }

                    break;
            }

            return null;
        }

        private async Task<PartOutcome?> Take(PartOutcome outcome, CancellationToken cancellation)
        {
            await _grain.Forget().ConfigureAwait(false);
            if (outcome.Exploration.Stopped == StopReason.Interrupted && !cancellation.IsCancellationRequested)
            {
                // Its worker was stopped, and the search with it.
                _grain = driver.NextGrain();
                return null;
            }

            return outcome;
        }

        private async Task AskAnother()
        {
            _grain = driver.NextGrain();
            if (++_busy % AskedAtOnce == 0)
            {
                await Task.Delay(_pause, CancellationToken.None).ConfigureAwait(false);
            }
        }

        // A worker of another build may be among the others for a moment.
        private async Task BeRefused(string why)
        {
            _refused = _refused == 0 ? Stopwatch.GetTimestamp() : _refused;
            if (Stopwatch.GetElapsedTime(_refused) > ClusterDriver.Patience)
            {
                throw new BadInputException(why);
            }

            await AskAnother().ConfigureAwait(false);
        }
    }
}
