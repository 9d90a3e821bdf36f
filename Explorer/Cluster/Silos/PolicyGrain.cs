using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;
using ModelCheck.Model.Semantics;

using Orleans.Concurrency;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// Explores one policy as a whole, with a thread of its own. It is asked again and again: when its worker is lost, it
/// comes up on another one and begins anew, and when nobody asks any more, it ends.
/// </summary>
[EvenPlacement]
[Reentrant]
internal sealed class PolicyGrain(WorkerSettings worker, PolicyPlaces places) : Grain, IPolicyGrain, IDisposable
{
    // Most searches of a comparison are over within a moment, and whoever asks is to know at once.
    private static readonly TimeSpan _moment = TimeSpan.FromMilliseconds(300);

    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(15);

    private readonly CancellationTokenSource _stop = new();
    private readonly SearchProgress _progress = new();
    private Task<PolicyStatus>? _search;
    private long _asked = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            EndWhereNobodyAsks,
            new GrainTimerCreationOptions(_patience, _patience) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        await _stop.CancelAsync();
        if (_search is not null)
        {
            await _search;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    /// <inheritdoc/>
    public async Task<PolicyStatus> Attend(PolicyRequest request)
    {
        _asked = Stopwatch.GetTimestamp();
        if (request.Build != Build.Name)
        {
            DeactivateOnIdle();
            return new PolicyStatus(PolicyStage.Refused)
            {
                Fault = $"the workers are of another build than this program: {Build.Name}, not {request.Build}",
            };
        }

        if (_search is null)
        {
            if (!places.TryTake())
            {
                DeactivateOnIdle();
                return new PolicyStatus(PolicyStage.Busy);
            }

            _search = Task.Factory.StartNew(
                () => Search(request),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
        }

        await Task.WhenAny(_search, Task.Delay(_moment));
        return _search.IsCompleted ? await _search : new PolicyStatus(PolicyStage.Searching)
        {
            Level = _progress.Level,
            States = _progress.States,
            Transitions = _progress.Transitions,
            Frontier = _progress.Frontier,
            Bytes = _progress.Bytes,
        };
    }

    /// <inheritdoc/>
    public Task Stop() => _stop.CancelAsync();

    /// <inheritdoc/>
    public Task Forget()
    {
        DeactivateOnIdle();
        return Task.CompletedTask;
    }

    private Task EndWhereNobodyAsks(CancellationToken cancellation)
    {
        if (Stopwatch.GetElapsedTime(_asked) > _patience)
        {
            DeactivateOnIdle();
        }

        return Task.CompletedTask;
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "The outermost frame of a thread.")]
    private PolicyStatus Search(PolicyRequest request)
    {
        try
        {
            var setting = Setting.Parse(request.Setting, "the request");
            PolicyResult found = new PolicySearch(
                setting.Policy,
                setting.Scope,
                [.. request.Requirements.Select(name => Catalog.FindRequirement(name)!)],
                request.Exchanges,
                request.IsTabled,
                request.MaximalStates).Explore(
                    new SearchLimits { MaximalBytes = worker.MaximalBytes / worker.Workers }, _progress, _stop.Token);
            return new PolicyStatus(PolicyStage.Done)
            {
                Outcome = new PartOutcome(found.Exploration, found.Reduction?.Unreduced),
            };
        }
        catch (Exception exception)
        {
            return new PolicyStatus(PolicyStage.Failed)
            {
                Fault = $"{worker.Name}: {exception.GetType().Name}: {exception.Message}",
            };
        }
        finally
        {
            places.Leave();
        }
    }
}

/// <summary>How many policies a worker explores at a time: as many as it has threads.</summary>
internal sealed class PolicyPlaces(WorkerSettings worker)
{
    private int _free = worker.Workers;

    /// <summary>Takes a place, if one is free.</summary>
    internal bool TryTake()
    {
        if (Interlocked.Decrement(ref _free) >= 0)
        {
            return true;
        }

        Leave();
        return false;
    }

    /// <summary>Gives a place back.</summary>
    internal void Leave() => Interlocked.Increment(ref _free);
}
