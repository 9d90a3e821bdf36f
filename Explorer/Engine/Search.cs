using System.Collections.Immutable;

using ModelCheck.Engine.Checkpoints;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;
using ModelCheck.Engine.Visited;

namespace ModelCheck.Engine;

/// <summary>The engine's front door: explores a system and judges its properties.</summary>
public static class Search
{
    /// <summary>
    /// How many branching properties can be judged in one sweep: those that lead to one another
    /// (<see cref="ITransitionSink{TCode}.Leads"/>) must not be more.
    /// </summary>
    public const int MaximalBranchingTogether = MarkBits.Capacity;

    /// <summary>
    /// How many shards the states are cut into: what a part of a search owns (<see cref="IPartition"/>).
    /// </summary>
    public const int ShardCount = 1 << BucketLayout.ShardBits;

    private const long StatesExpandedWithoutDelay = 500_000;

    /// <summary>Explores every reachable state, breadth first.</summary>
    /// <typeparam name="TSystem">The system's own type, so that the loop is compiled for it.</typeparam>
    /// <typeparam name="TCode">The code of a state.</typeparam>
    /// <param name="system">What to explore.</param>
    /// <param name="limits">How far.</param>
    /// <param name="progress">Where the search says how far it is.</param>
    /// <param name="cancellation">Ends the search early; what is known by then is returned.</param>
    /// <returns>
    /// What was found: the same for any number of workers, but for the time and the memory it took, unless memory ended
    /// or somebody interrupted it.
    /// </returns>
    /// <exception cref="CodeRangeException">
    /// The system tells of a code that is wider than it claims, or of the reserved one.
    /// </exception>
    public static SearchResult Explore<TSystem, TCode>(
        TSystem system, SearchLimits limits, SearchProgress progress, CancellationToken cancellation)
        where TSystem : ITransitionSystem<TCode>
        where TCode : unmanaged, ICode<TCode>
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentOutOfRangeException.ThrowIfLessThan(limits.Workers, 1, nameof(limits));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(system.Properties.Count, 64, nameof(system));
        ArgumentOutOfRangeException.ThrowIfLessThan(system.CodeBits, 1, nameof(system));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(system.CodeBits, TCode.Words * 64, nameof(system));
        if (limits.Checkpoint is { } plan
            && plan.ResumeLevel is not null != (limits.Partition is not null && plan.ResumeFrom is not null))
        {
            throw new ArgumentException(
                "A part of a search, and nothing else, goes on from a level (ResumeLevel).", nameof(limits));
        }

        if (limits.SpillDirectory is not null)
        {
            PageMap.RequireFiles(OperatingSystem.IsLinux());
        }

        var budget = new MemoryBudget(limits.MaximalBytes, limits.SpillDirectory)
        {
            SpillThreshold = limits.SpillThreshold,
            MaximalTableBytes = limits.MaximalTableBytes,
        };
        try
        {
            return Explore<TSystem, TCode>(system, limits, progress, budget, cancellation);
        }
        catch (MissingStateException exception) when (limits.Checkpoint is { ResumeFrom: { } directory })
        {
            // That each table is sound says not that the search which would have made them all was one.
            throw new CheckpointException(
                $"the checkpoint in {directory} cannot be one: states are missing in it", exception);
        }
    }

    private static SearchResult Explore<TSystem, TCode>(
        TSystem system,
        SearchLimits limits,
        SearchProgress progress,
        MemoryBudget budget,
        CancellationToken cancellation)
        where TSystem : ITransitionSystem<TCode>
        where TCode : unmanaged, ICode<TCode>
    {
        using var search = new BreadthFirstSearch<TSystem, TCode>(system, limits, progress, budget);
        StopReason stopped = search.Run(cancellation);
        Witness<TCode>?[] witnesses = [.. search.Witnesses];
        bool searched = stopped == StopReason.Exhausted;
        search.Trim();
        if (searched)
        {
            progress.Enter("judging branching properties");
            stopped = JudgeBranching(system, search, budget, witnesses, cancellation);
            if (stopped != StopReason.Exhausted)
            {
                search.Save();
            }
        }

        bool judged = stopped == StopReason.Exhausted;
        progress.Enter("finding traces");
        (int Initial, ImmutableArray<uint> Labels)?[] traces =
            Traces(system, search, witnesses, ref stopped, cancellation);
        ImmutableArray<Finding> findings =
        [
            .. system.Properties.Select((property, bit) => new Finding(
                property,
                VerdictOn(
                    property.Kind,
                    witnesses[bit] is not null,
                    property.Kind == PropertyKind.AlwaysReachable ? judged : searched),
                traces[bit]?.Labels)
            {
                Initial = traces[bit]?.Initial ?? 0,
                Premises = property.HasPremise && witnesses[bit] is null ? search.Whole.Premises[bit] : null,
            }),
        ];
        return new SearchResult(
            stopped,
            search.Whole.States,
            search.Whole.Transitions,
            search.Whole.DisabledActions,
            [.. search.Levels],
            search.Seconds,
            budget.Peak,
            findings,
            search.Whole.Unreduced);
    }

    private static StopReason JudgeBranching<TSystem, TCode>(
        TSystem system,
        BreadthFirstSearch<TSystem, TCode> search,
        MemoryBudget budget,
        Witness<TCode>?[] witnesses,
        CancellationToken cancellation)
        where TSystem : ITransitionSystem<TCode>
        where TCode : unmanaged, ICode<TCode>
    {
        try
        {
            foreach (ulong group in BranchingSweep<TSystem, TCode>.GroupsOf(system))
            {
                using var sweep = new BranchingSweep<TSystem, TCode>(
                    system,
                    group,
                    search.Visited,
                    search.Levels.Count - 1,
                    search.WorkerCount,
                    budget,
                    search.Exchange);
                Witness<TCode>?[] stuck = sweep.Run(cancellation);
                for (int bit = 0; bit < stuck.Length; bit++)
                {
                    witnesses[bit] ??= stuck[bit];
                }
            }

            return StopReason.Exhausted;
        }
        catch (OperationCanceledException) when (
            cancellation.IsCancellationRequested || search.Exchange.IsInterrupted)
        {
            return StopReason.Interrupted;
        }
        catch (MemoryBoundException exception)
        {
            return search.ReasonOf(exception);
        }
    }

    // The shortest path to each witness. After an interrupt only those that can be found without delay.
    private static (int Initial, ImmutableArray<uint> Labels)?[] Traces<TSystem, TCode>(
        TSystem system,
        BreadthFirstSearch<TSystem, TCode> search,
        Witness<TCode>?[] witnesses,
        ref StopReason stopped,
        CancellationToken cancellation)
        where TSystem : ITransitionSystem<TCode>
        where TCode : unmanaged, ICode<TCode>
    {
        TCode[] initials = [.. system.Initials];
        var traces = new (int Initial, ImmutableArray<uint> Labels)?[witnesses.Length];
        try
        {
            if (stopped != StopReason.Interrupted)
            {
                Find(static _ => true, cancellation);
                return traces;
            }
        }
        catch (OperationCanceledException) when (
            cancellation.IsCancellationRequested || search.Exchange.IsInterrupted)
        {
            stopped = StopReason.Interrupted;
        }
        catch (MemoryBoundException exception)
        {
            stopped = stopped == StopReason.Exhausted ? search.ReasonOf(exception) : stopped;
            return traces;
        }

        try
        {
            Find(
                witness => search.Levels.Take(witness.Level).Sum() <= StatesExpandedWithoutDelay,
                CancellationToken.None);
        }
        catch (MemoryBoundException)
        {
            // It was stopped in any case, and the traces are not there.
        }

        return traces;

        void Find(Func<Witness<TCode>, bool> isWanted, CancellationToken until)
        {
            int[] seen =
            [
                .. Enumerable.Range(0, witnesses.Length).Where(bit =>
                    witnesses[bit] is { } witness && isWanted(witness)),
            ];
            var finder = new TraceFinder<TSystem, TCode>(
                system, search.Visited, search.WorkerCount, search.Exchange, until);
            (TCode Initial, ImmutableArray<uint> Labels)[] paths =
                finder.PathsTo([.. seen.Select(bit => witnesses[bit]!)]);
            for (int i = 0; i < seen.Length; i++)
            {
                traces[seen[i]] = (Array.IndexOf(initials, paths[i].Initial), paths[i].Labels);
            }
        }
    }

    private static Verdict VerdictOn(PropertyKind kind, bool seen, bool exhausted)
    {
        bool possibility = kind is PropertyKind.Reachable or PropertyKind.ReachableTransition;
        return (seen, possibility) switch
        {
            (true, true) => Verdict.Shown,
            (true, false) => Verdict.Violated,
            (false, _) when !exhausted => Verdict.Unknown,
            (false, true) => Verdict.NotShown,
            (false, false) => Verdict.Holds,
        };
    }
}
