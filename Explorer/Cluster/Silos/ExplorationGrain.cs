using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;

using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;

using Orleans.Concurrency;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// Watches over the partitions of one exploration. It decides nothing by time: Orleans says who is lost, by bringing
/// the grain of a lost partition up again without its search, and then all partitions begin a new attempt, from the
/// last level that all of them had saved. It keeps nothing that it could not be told again: the request by whoever
/// drives it, or by a partition that was not looked at for a while; the attempt by the partitions; what was saved by
/// the shared directory.
/// </summary>
[Reentrant]
internal sealed class ExplorationGrain(WorkerSettings worker, IGrainFactory grains) : Grain, IExplorationGrain
{
    /// <summary>How many attempts in a row may come no further than the one before.</summary>
    internal const int MostFruitless = 12;

    private static readonly TimeSpan _interval = TimeSpan.FromMilliseconds(200);

    // Who does not answer is asked again; nothing else depends on it.
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan _memory = TimeSpan.FromSeconds(1);

    private readonly long _began = Stopwatch.GetTimestamp();
    private readonly HashSet<int> _unreadable = [];
    private ExplorationRequest? _request;
    private SavedParts? _saved;
    private Attempt _attempt;
    private PartStatus?[] _parts = [];
    private PartOutcome? _outcome;
    private string? _fault;
    private double _seconds;
    private int _resumed = -1;
    private int _furthest = -1;
    private int _furthestBefore = -2;
    private int _fruitless;
    private bool _isDefect;
    private bool _isStopped;
    private bool _isBusy;

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        this.RegisterGrainTimer(
            Watch, new GrainTimerCreationOptions(_interval, _interval) { KeepAlive = true, Interleave = true });
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task<ExplorationStatus> Attend(ExplorationRequest request)
    {
        if (_request is null && request.Build != Build.Name)
        {
            // This worker may be the one of another build, that must go: then the next is asked.
            DeactivateOnIdle();
            return new ExplorationStatus(request, 0, -1, [])
            {
                Fault = $"the workers are of another build than this program: {Build.Name}, not {request.Build}",
                IsRefused = true,
            };
        }

        if (_request is null)
        {
            var saved = SavedParts.Of(worker.SharedDirectory, request.Name());
            int parts = request.Partitions > 0 ? request.Partitions : saved?.Parts ?? await WorkersThere();
            Take(request, saved, parts);
        }

        return Status;
    }

    /// <inheritdoc/>
    public Task Wake(PartOrder order)
    {
        Take(order.Request, SavedParts.Of(worker.SharedDirectory, order.Request.Name()), order.Parts);
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task Stop()
    {
        _isStopped = true;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public async Task Forget()
    {
        if (_request is null)
        {
            return;
        }

        _isBusy = true;
        await All(part => part.Leave());
        _saved?.Delete();

        // Whoever else drives the same has a moment to fetch it, too, and does not begin it anew.
        this.RegisterGrainTimer(
            _ =>
            {
                DeactivateOnIdle();
                return Task.CompletedTask;
            },
            new GrainTimerCreationOptions(_memory, Timeout.InfiniteTimeSpan) { KeepAlive = true, Interleave = true });
    }

    // Others may have told it meanwhile.
    private void Take(ExplorationRequest request, SavedParts? saved, int parts)
    {
        if (_request is not null)
        {
            return;
        }

        _request = request;
        _saved = saved;
        _outcome = saved?.Kept();
        _seconds = _outcome?.Exploration.Seconds ?? 0;
        _parts = new PartStatus?[Math.Clamp(parts, 1, Search.ShardCount)];
    }

    private ExplorationStatus Status => new(_request!, _attempt.Number, _resumed, [.. _parts])
    {
        Seconds = _outcome is null ? Stopwatch.GetElapsedTime(_began).TotalSeconds : _seconds,
        Outcome = _outcome,
        Fault = _fault,
        IsDefect = _isDefect,
    };

    private async Task<int> WorkersThere() =>
        (await grains.GetGrain<IManagementGrain>(0).GetHosts(onlyActive: true)).Count;

    private IPartitionGrain Part(int index) =>
        grains.GetGrain<IPartitionGrain>(PartitionGrain.KeyOf(_request!.Name(), index));

    // Asks all partitions; those that do not answer are left out.
    private async Task All(Func<IPartitionGrain, Task> ask) =>
        await Task.WhenAll(Enumerable.Range(0, _parts.Length).Select(index => Answered(async () =>
        {
            await ask(Part(index));
            return true;
        })));

    private static async Task<T?> Answered<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask().WaitAsync(_patience);
        }
        catch (Exception exception) when (GrainPartition.IsOfTheWay(exception))
        {
            return default;
        }
    }

    private async Task Watch(CancellationToken cancellation)
    {
        if (_request is null || _isBusy)
        {
            return;
        }

        _isBusy = true;
        try
        {
            if (_outcome is null && _fault is null)
            {
                await Follow();
            }

            await Answered(async () =>
            {
                await grains.GetGrain<IMembersGrain>(0).Mention(Status);
                return true;
            });
        }
        finally
        {
            _isBusy = false;
        }
    }

    private async Task Follow()
    {
        PartStatus?[] answers = await Task.WhenAll(Enumerable.Range(0, _parts.Length).Select(index =>
            Answered(() => Part(index).Look().AsTask())));
        _parts = answers;
        Attempt latest = answers.Max(status => status?.Attempt ?? default);
        if (latest > _attempt)
        {
            // Another watch has begun it that is gone, or will be.
            _attempt = latest;
            _resumed = answers.First(status => status?.Attempt == latest)!.ResumedLevel;
        }

        if (_attempt.Number == 0)
        {
            await Begin();
        }
        else
        {
            await Judge([.. answers.OfType<PartStatus>()]);
        }
    }

    private async Task Judge(PartStatus[] answers)
    {
        if (Array.Find(answers, one => one.Stage == PartStage.Failed) is { } failed)
        {
            await End(failed.Fault!, isDefect: true);
            return;
        }

        if (Array.Find(answers, one => one.Stage == PartStage.Unreadable) is { } unreadable)
        {
            if (_resumed < 0)
            {
                // It went on from nothing: it is that nothing can be saved.
                await End(unreadable.Fault!);
                return;
            }

            _unreadable.Add(_resumed);
        }

        if (Array.Exists(answers, one => one.Stage == PartStage.Refused))
        {
            // A worker of another build is among the others until it is told to go.
            await Task.Delay(_patience);
        }

        if (Array.Exists(answers, one =>
            one.Attempt != _attempt || one.Stage is PartStage.Lost or PartStage.Unreadable or PartStage.Refused))
        {
            await Begin();
        }
        else if (answers.Length == _parts.Length && Array.TrueForAll(answers, one => one.Stage == PartStage.Done))
        {
            await End(answers);
        }
        else
        {
            _furthest = Math.Max(_furthest, answers.Max(one => one.Level));
            if (_isStopped)
            {
                await All(part => part.Stop());
            }
        }
    }

    private async Task Begin()
    {
        _fruitless = _furthest > _furthestBefore ? 0 : _fruitless + 1;
        _furthestBefore = _furthest;
        if (_fruitless > MostFruitless)
        {
            await End($"{MostFruitless} attempts in a row came to nothing: workers are lost again and again");
            return;
        }

        // Whoever is left goes as well, so that the partitions are spread over the workers that there are now.
        await All(part => part.Leave());
        SavedLevel? from = _saved?.Latest(_parts.Length, _unreadable);
        _attempt = _attempt.Next();
        _resumed = from?.Level ?? -1;
        _saved?.Tidy(from);
        int workers = Math.Max(await WorkersThere(), 1);
        int together = (_parts.Length + workers - 1) / workers;
        await Task.WhenAll(Enumerable.Range(0, _parts.Length).Select(index => Answered(async () =>
        {
            await Part(index).Start(new PartOrder(
                _request!, _attempt, index, _parts.Length, together, from?.Directories[index], _resumed));
            return true;
        })));
    }

    private async Task End(PartStatus[] answers)
    {
        // Every partition says what was found of the whole: another answer would be a defect, and is told as one.
        string[] told =
        [
            .. answers.Select(one => JsonSerializer.Serialize(
                one.Outcome!.Exploration with { Seconds = 0, PeakBytes = 0 })).Distinct(StringComparer.Ordinal),
        ];
        if (told.Length > 1)
        {
            await End("the partitions do not agree on what was found", isDefect: true);
            return;
        }

        _seconds = Stopwatch.GetElapsedTime(_began).TotalSeconds;
        PartOutcome first = _parts[0]!.Outcome!;
        _outcome = first with
        {
            Exploration = first.Exploration with
            {
                Seconds = _seconds,
                PeakBytes = answers.Sum(one => one.Outcome!.Exploration.PeakBytes),
            },
        };
        _saved?.Keep(_outcome);
        await All(part => part.Leave());
    }

    private async Task End(string fault, bool isDefect = false)
    {
        _fault = fault;
        _isDefect = isDefect;
        await All(part => part.Leave());
    }
}
