using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// Finds every reachable state, level by level. Each level alternates between two phases: the workers expand parts of
/// the frontier and put successors into outboxes, one for each shard of the visited set; then they empty the outboxes,
/// shard by shard. Which worker does what changes no figure: a state's level is its distance from the initial state.
/// </summary>
/// <typeparam name="TSystem">The system's own type, so that the loop is compiled for it.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
internal sealed partial class BreadthFirstSearch<TSystem, TCode> : IDisposable
    where TSystem : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    // A few hundred states are expanded faster than other threads are woken.
    private const int StatesWorthAWorker = 512;

    // What a worker has found stays in the processor's cache until it is stored.
    private const int UsualOutboxBytes = 6 << 20;
    private const int LeastOutboxBytes = 64 << 10;

    // What a worker takes beside its outboxes: its stack, the codes in its hands, objects.
    private const int LeastWorkerBytes = 128 << 10;

    // Of the bound, workers may take a quarter before the first state is found.
    private const int WorkersShare = 4;

    // Of the bound, outboxes may take an eighth.
    private const int OutboxesShare = 8;

    private readonly TSystem _system;
    private readonly SearchLimits _limits;
    private readonly SearchProgress _progress;
    private readonly MemoryBudget _budget;
    private readonly SearchWorker<TCode>[] _workers;
    private readonly Frontier<TCode> _frontier;
    private readonly List<long> _levels = [];
    private readonly long _started = Stopwatch.GetTimestamp();

    // How many states were known when the level began that is being expanded.
    private long _known;

    // What outboxes may take has been halved so often, since memory had no room for them beside the tables.
    private int _halvings;

    internal BreadthFirstSearch(TSystem system, SearchLimits limits, SearchProgress progress, MemoryBudget budget)
    {
        _system = system;
        _limits = limits;
        _progress = progress;
        _budget = budget;
        Exchange = new Exchange<TCode>(limits);
        Visited = new VisitedSet<TCode>(system.CodeBits, budget);
        _packing = new CodePacking<TCode>(Visited.CodeBits);
        int[] shardsOfOthers = [.. Enumerable.Range(0, Visited.Shards.Length).Where(shard => !Exchange.Owns(shard))];
        _sentCodes = new SentCodes<TCode>(shardsOfOthers, limits.SentBytes, budget);
        _frontier = new Frontier<TCode>(Visited, budget);
        _workers =
        [
            .. Enumerable.Range(0, WorkersWithin(budget.Bound, limits.Workers))
                .Select(_ => new SearchWorker<TCode>(Visited.Width, budget)),
        ];
        Witnesses = new Witness<TCode>?[system.Properties.Count];
    }

    /// <summary>How many threads work at a time: no more than memory has room for.</summary>
    internal int WorkerCount => _workers.Length;

    /// <summary>The states found.</summary>
    internal VisitedSet<TCode> Visited { get; }

    /// <summary>How many states each level has; of the last one perhaps not all were found.</summary>
    internal IReadOnlyList<long> Levels => _levels;

    /// <summary>How many transitions were followed.</summary>
    internal long Transitions => _workers.Sum(worker => worker.Transitions);

    /// <summary>How often an action was disabled.</summary>
    internal long DisabledActions => _workers.Sum(worker => worker.DisabledActions);

    /// <summary>
    /// What was expanded, counted without reduction: each state, transition and disabled action as often as the
    /// state it belongs to stands for others.
    /// </summary>
    internal UnreducedCounts Unreduced => new(
        _workers.Sum(worker => worker.UnreducedStates),
        _workers.Sum(worker => worker.UnreducedTransitions),
        _workers.Sum(worker => worker.UnreducedDisabled));

    /// <summary>How often the premise of each property occurred, counted in the same way.</summary>
    internal long[] Premises =>
    [
        .. Enumerable.Range(0, _system.Properties.Count).Select(bit => _workers.Sum(worker => worker.PremisesOf(bit))),
    ];

    /// <summary>For each property that is no branching one, where its flag was first raised.</summary>
    internal Witness<TCode>?[] Witnesses { get; }

    // How many states were expanded, as far as it says whether there were more.
    private long Expanded => _workers.Sum(worker => worker.UnreducedStates);

    private bool IsViolated => Witnesses.Where((witness, bit) => witness is not null
        && _system.Properties[bit].Kind is (PropertyKind.Invariant or PropertyKind.TransitionInvariant)).Any();

    /// <inheritdoc/>
    public void Dispose()
    {
        _directory?.Dispose();
        Visited.Dispose();
        _frontier.Dispose();
        _sentCodes.Dispose();
        foreach (SearchWorker<TCode> worker in _workers)
        {
            worker.Dispose();
        }
    }

    /// <summary>Why a search ends that has met a bound.</summary>
    internal StopReason ReasonOf(MemoryBoundException exception)
    {
        if (exception.Reason == StopReason.DiskFault)
        {
            _progress.FailToSpill(exception.Message);
        }

        return exception.Reason;
    }

    /// <summary>Searches until nothing is left or a limit is met.</summary>
    internal StopReason Run(CancellationToken cancellation)
    {
        StopReason stopped;
        try
        {
            stopped = SearchLevels(cancellation);
        }
        catch (MemoryBoundException exception)
        {
            stopped = ReasonOf(exception);
            Agree();
        }

        KeepWitnesses();
        if (stopped == StopReason.Exhausted)
        {
            SaveNowAndThen();
        }
        else
        {
            Save();
        }

        if (Found > _levels.Sum())
        {
            _levels.Add(Found - _levels.Sum());
        }

        return stopped;
    }

    /// <summary>How many workers there may be within a bound on memory.</summary>
    /// <param name="bound">The bound, in bytes.</param>
    /// <param name="workers">How many are asked for.</param>
    /// <returns>At least one.</returns>
    internal static int WorkersWithin(long bound, int workers)
    {
        // A list doubles: the old one and the new one are there at once.
        long least = LeastWorkerBytes + (3 * LeastOutboxBytes)
            + ((long)Unsafe.SizeOf<TCode>()
                * (Frontier<TCode>.ChunkLength + (VisitedSet<TCode>.ShardCount * CodeList<TCode>.SmallestLength)));
        return (int)Math.Clamp(bound / (WorkersShare * least), 1, workers);
    }

    /// <summary>
    /// Gives back what only a search needs that has something left to expand: there is nothing to be saved any more, or
    /// nothing is left.
    /// </summary>
    internal void Trim()
    {
        _frontier.Trim();
        _sentCodes.Dispose();
        foreach (SearchWorker<TCode> worker in _workers)
        {
            Array.ForEach(worker.Outboxes, outbox => outbox.Trim());
        }
    }

    private StopReason SearchLevels(CancellationToken cancellation)
    {
        Exchange.Attempt(() => _frontier.ReserveForReturn(_workers.Length));
        if (_limits.Checkpoint is { } plan)
        {
            _directory = new CheckpointDirectory(plan, !Exchange.IsAlone);
        }

        if (_directory is { Plan.ResumeFrom: { } from })
        {
            Restore(_directory.Plan, from);
        }
        else
        {
            Exchange.Attempt(Begin);
        }

        BeginTogether();
        _hasBegun = true;
        while (true)
        {
            // Of a search that goes on from a checkpoint, first what was left of its level.
            bool isDone = _frontier.Level < 0 || SearchLevel(cancellation);
            Agree();
            if (!isDone)
            {
                return StopReason.Interrupted;
            }

            long states = Found - _known;
            if (states == 0)
            {
                return StopReason.Exhausted;
            }

            _levels.Add(states);
            _known += states;
            if (_known >= _limits.MaximalStates)
            {
                return StopReason.States;
            }

            if (_frontier.Level + 1 == VisitedShard<TCode>.MaximalLevel)
            {
                return StopReason.Levels;
            }

            if (_limits.UntilViolated && IsViolated)
            {
                return StopReason.Violated;
            }

            _frontier.Advance();
            SaveTogether();
        }
    }

    private void Begin()
    {
        foreach (TCode initial in _system.Initials)
        {
            TCode mixed = Visited.Width.Mix(in initial);
            int home = VisitedSet<TCode>.ShardOf(in mixed);
            if (Exchange.Owns(home))
            {
                int done = 0;
                Visited.Shards[home].Insert([mixed], 0, _frontier.NextOf(home), ref done);
            }
        }
    }

    // Expands what is left of a level; false when somebody has interrupted it.
    private bool SearchLevel(CancellationToken cancellation)
    {
        ulong open = Open();
        ulong wanted = open & ~MaskOf(property => property.Kind == PropertyKind.AlwaysReachable);
        ulong counted = open & MaskOf(property => property.HasPremise);
        long states = _levels[^1];
        int workers = (int)Math.Min(_workers.Length, (states / StatesWorthAWorker) + 1);
        bool isLeft = true;
        bool isTrimmed = false;

        // Whoever has other parts stops only where they do.
        bool isInterrupted = Exchange.IsAlone && cancellation.IsCancellationRequested;
        while (isLeft && !isInterrupted)
        {
            long known = Visited.Count;
            _frontier.Rewind();
            Report(known);
            bool[] left = new bool[workers];
            long outboxBytes = OutboxBytes();
            long expanded = Expanded;
            MemoryBoundException? shortage = null;
            Exchange.Attempt(() => Workers.Run(workers, index =>
            {
                SearchWorker<TCode> worker = _workers[index];
                worker.Begin(_frontier.Level, wanted, counted, outboxBytes);
                try
                {
                    do
                    {
                        left[index] = worker.TryExpand(in _system, _frontier);
                        Report(known);
                    }
                    while (left[index] && !worker.IsFull && !cancellation.IsCancellationRequested);
                }
                catch (MemoryBoundException exception) when (IsRemedied(exception))
                {
                    left[index] = true;
                    shortage = exception;
                }
            }));
            isLeft = Array.Exists(left, one => one);
            if (!Exchange.IsAlone)
            {
                (isLeft, isInterrupted) = ExchangeOutboxes(workers, isLeft, cancellation.IsCancellationRequested);
            }

            Exchange.Attempt(() => Store(workers));
            if (shortage is not null && isTrimmed && Expanded == expanded)
            {
                Exchange.Attempt(() => ExceptionDispatchInfo.Throw(shortage));
            }

            isTrimmed = shortage is not null;
            if (isTrimmed)
            {
                _halvings++;
                Trim();
                Visited.Evict();
            }

            SaveNowAndThen();
            isInterrupted |= Exchange.IsAlone && cancellation.IsCancellationRequested;
        }

        return !isLeft;
    }

    // Where tables need not be in memory, what is found makes room for more when it is stored: only when not even one
    // state can be expanded in all of it is the bound met.
    private bool IsRemedied(MemoryBoundException exception) =>
        _budget.SpillDirectory is not null && exception.Reason == StopReason.Memory;

    // Once the tables are larger than the memory, each of them is brought in once a phase: then phases are to be long.
    private long OutboxBytes()
    {
        bool isSpilling = _budget.SpillDirectory is not null
            && Visited.Shards.Sum(shard => (long)shard.Content.Length) > _budget.Bound / 2;
        long most = Math.Max(
            LeastOutboxBytes, _budget.Bound / (OutboxesShare * _workers.Length) >> Math.Min(_halvings, 62));
        return isSpilling ? most : Math.Min(most, UsualOutboxBytes);
    }

    private void Report(long known) =>
        _progress.Report(_frontier.Level, known, Transitions, _levels[^1], _budget.Taken);

    // Empties the outboxes of every worker.
    private void Store(int workers)
    {
        int[] shards =
        [
            .. Enumerable.Range(0, VisitedSet<TCode>.ShardCount)
                .Where(shard => Array.Exists(_workers, worker => worker.Outboxes[shard].Count > 0)),
        ];
        Visited.Visit(workers, shards, StoreInto, Trim, CancellationToken.None);
    }

    // Puts into a shard what every worker has found for it.
    private void StoreInto(int index)
    {
        VisitedShard<TCode> shard = Visited.Shards[index];
        foreach (SearchWorker<TCode> worker in _workers)
        {
            CodeList<TCode> outbox = worker.Outboxes[index];
            int done = 0;
            try
            {
                shard.Insert(outbox.Codes, _frontier.Level + 1, _frontier.NextOf(index), ref done);
            }
            finally
            {
                outbox.RemoveFirst(done);
            }
        }
    }

    // The properties whose flags can still say something new: those not seen yet, or on this level only, where a lesser
    // witness may come. Branching ones are judged over the finished set. It is the same for any order of work, and so
    // is what is counted: a premise counts as long as its property was not seen on a level before.
    private ulong Open()
    {
        ulong open = 0;
        for (int bit = 0; bit < Witnesses.Length; bit++)
        {
            if (Witnesses[bit] is not { } witness || witness.Level == _frontier.Level)
            {
                open |= 1ul << bit;
            }
        }

        return open;
    }

    private ulong MaskOf(Func<Property, bool> predicate) =>
        _system.Properties.Select((property, bit) => predicate(property) ? 1ul << bit : 0)
            .Aggregate(0ul, (mask, flag) => mask | flag);

    private void KeepWitnesses()
    {
        foreach (SearchWorker<TCode> worker in _workers)
        {
            foreach ((int bit, Witness<TCode> witness) in worker.Witnesses)
            {
                Keep(bit, witness);
            }

            worker.Witnesses.Clear();
        }
    }

    private void Keep(int bit, Witness<TCode> witness)
    {
        if (witness.Precedes(Witnesses[bit]))
        {
            Witnesses[bit] = witness;
        }
    }
}
