using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

using ModelCheck.Cluster.Contract;
using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Interchange;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// One attempt of one partition: the engine's own search, on a thread of its own and with its tables outside the
/// garbage-collected heap, that speaks to the other partitions at the end of each phase.
/// </summary>
internal sealed class PartSearch : IDisposable
{
    private readonly CancellationTokenSource _abandoned = new();
    private readonly CancellationTokenSource _stopped = new();
    private readonly WorkerSettings _worker;
    private readonly SearchProgress _progress = new();
    private Task _thread = Task.CompletedTask;
    private volatile PartOutcome? _outcome;
    private volatile string? _fault;
    private volatile PartStage _stage = PartStage.Searching;

    internal PartSearch(PartOrder order, WorkerSettings worker, IGrainFactory grains)
    {
        Order = order;
        _worker = worker;
        Partition = new GrainPartition(grains, order, _abandoned.Token);
    }

    /// <summary>What it was told.</summary>
    internal PartOrder Order { get; }

    /// <summary>How it speaks to the others.</summary>
    internal GrainPartition Partition { get; }

    /// <summary>Where it stands.</summary>
    internal PartStatus Status => new(Order.Attempt, _worker.Name, _stage)
    {
        ResumedLevel = Order.ResumeLevel,
        Phase = _progress.Phase,
        Level = _progress.Level,
        States = _progress.States,
        Transitions = _progress.Transitions,
        Bytes = _stage == PartStage.Searching ? _progress.Bytes : 0,
        SentBytes = Partition.SentBytes,
        Fault = _fault,
        Outcome = _outcome,
    };

    /// <summary>Begins, on a thread of its own.</summary>
    internal void Begin() => _thread = Task.Factory.StartNew(
        Run, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Has it stop at the end of the phase, as all the others must.</summary>
    internal void Stop() => _stopped.Cancel();

    /// <summary>Gives it up, whatever the others do.</summary>
    /// <returns>Nothing, once its memory was given back.</returns>
    internal async Task Abandon()
    {
        await _abandoned.CancelAsync().ConfigureAwait(false);
        await _stopped.CancelAsync().ConfigureAwait(false);
        await _thread.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _abandoned.Dispose();
        _stopped.Dispose();
    }

    [SuppressMessage(
        "Design", "CA1031:Do not catch general exception types", Justification = "The outermost frame of a thread.")]
    private void Run()
    {
        try
        {
            if (Order.Request.Build != Build.Name)
            {
                End(
                    PartStage.Refused,
                    $"{_worker.Name} is of build {Build.Name}, and was asked by {Order.Request.Build}");
                return;
            }

            _outcome = Explore();
            _stage = PartStage.Done;
        }
        catch (IOException exception)
        {
            End(PartStage.Lost, exception.Message);
        }
        catch (CheckpointException exception)
        {
            End(PartStage.Unreadable, exception.Message);
        }
        catch (Exception exception)
        {
            End(PartStage.Failed, $"{exception.GetType().Name}: {exception.Message}");
        }
    }

    private void End(PartStage stage, string fault)
    {
        _fault = fault;
        _stage = stage;
    }

    private PartOutcome Explore()
    {
        ExplorationRequest request = Order.Request;
        IModel model = Setting.Parse(request.Setting, "the request").CreateModel();
        Requirement[] requirements = [.. request.Requirements.Select(name => Catalog.FindRequirement(name)!)];
        var limits = new SearchLimits
        {
            Workers = Math.Max(_worker.Workers / Order.PartsOfWorker, 1),
            MaximalStates = request.MaximalStates,
            MaximalBytes = _worker.MaximalBytes / Order.PartsOfWorker,
            Partition = Partition,
            Checkpoint = _worker.SharedDirectory is { } shared
                ? PlanIn(shared, SearchIdentity.Of(model, requirements, request.Symmetry))
                : null,
        };

        // What orbits stand for is counted from what all of them have found: once is enough.
        PolicyResult found = ModelExplorer.Explore(
            model,
            requirements,
            limits,
            _progress,
            _stopped.Token,
            request.Symmetry,
            countsStates: Order.Part == 0);
        return new PartOutcome(found.Exploration, found.Reduction?.Unreduced);
    }

    private CheckpointPlan PlanIn(string shared, ImmutableArray<SearchAspect> identity) =>
        new(Path.Combine(shared, SavedParts.DirectoryOf(Order)), identity)
        {
            Interval = _worker.SaveInterval,
            ResumeFrom = Order.ResumeFrom is { } from ? Path.Combine(shared, from) : null,
            ResumeLevel = Order.ResumeFrom is null ? null : Order.ResumeLevel,
        };
}
