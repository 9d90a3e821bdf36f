using System.Collections.Immutable;
using System.Diagnostics;

using ModelCheck.Exploration.Results;
using ModelCheck.Implementation;
using ModelCheck.Model.Lifetimes;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Workloads;

/// <summary>
/// The use case of the seed, on the optimised service: a server hands out a chunk of memory in many small parts. What
/// does that cost with aliases, and what with an RM session for each part? <see cref="PartedChunks"/> says what is
/// done.
/// </summary>
public static class RamServiceWorkload
{
    /// <summary>What it is called.</summary>
    public const string Name = "ram-service";

    /// <summary>How many parts a chunk can have.</summary>
    public const int MaximalParts = 1_000_000;

    // 64 KiB for an RM session in 2013, a page for a region map today.
    private const int AliasCostIn2013 = 16;
    private const int AliasCostToday = 1;

    // Arrangements take turns, so that what slows the machine down for a while slows all of them.
    private const int FewestPasses = 5;
    private const int MostPasses = 25;
    private const int PartsOfPasses = 200_000;
    private const int RoundsOfPass = 3;

    // Fewer parts take too little time for the clock.
    private const int PartsOfRound = 1_000;

    /// <summary>How many parts a chunk has unless something else is asked for.</summary>
    public static ImmutableArray<int> UsualParts { get; } = [1, 10, 100, 1_000, 10_000, 100_000];

    /// <summary>What the other arrangements' times are divided by.</summary>
    public static Arrangement Yardstick { get; } =
        new("RM session 2013", PolicyOf(Managed.Name, "Allocator"), AliasCostIn2013);

    /// <summary>
    /// The ways to hand out parts: aliases under the lifetime that the comparison of the scenario recommends and under
    /// its rival, with each charging policy; and what the seed recommends meanwhile.
    /// </summary>
    public static ImmutableArray<Arrangement> Arrangements { get; } =
    [
        .. from lifetime in (IEnumerable<string>)[Cascade.Name, FirstClass.Name]
           from charging in RamServices.ChargingNames
           select new Arrangement($"alias {lifetime}/{charging}", PolicyOf(lifetime, charging), AliasCost: 0),
        Yardstick,
        new("RM session today", Yardstick.Policy, AliasCostToday),
    ];

    /// <summary>Measures every arrangement.</summary>
    /// <param name="parts">How many parts the chunk is to have, each 1 to <see cref="MaximalParts"/>.</param>
    /// <param name="progress">Where it says how far it is.</param>
    /// <param name="cancellation">Ends it early; numbers of parts not measured to the end are left out.</param>
    /// <returns>The result.</returns>
    public static WorkloadResult Run(
        ImmutableArray<int> parts, WorkloadProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(progress);
        var measurements = ImmutableArray.CreateBuilder<WorkloadMeasurement>();
        try
        {
            foreach (int size in parts)
            {
                ArgumentOutOfRangeException.ThrowIfLessThan(size, 1, nameof(parts));
                ArgumentOutOfRangeException.ThrowIfGreaterThan(size, MaximalParts, nameof(parts));
                progress.Begin(size, PassesOf(size) * RoundsOfPass * Arrangements.Length);
                measurements.AddRange(Measure(size, progress, cancellation));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new WorkloadResult(Name, Complete: false, Yardstick, measurements.ToImmutable());
        }

        return new WorkloadResult(Name, Complete: true, Yardstick, measurements.ToImmutable());
    }

    /// <summary>What is charged while all parts are out.</summary>
    internal static HandOutPrice PriceOf(Arrangement arrangement, int size)
    {
        PartedChunks chunk = Create(arrangement, size, chunks: 1);
        chunk.HandOut();
        HandOutPrice price = chunk.Price();
        chunk.TakeBack();
        chunk.Free();
        return price;
    }

    /// <summary>A server with its chunks, on the optimised service.</summary>
    internal static PartedChunks Create(Arrangement arrangement, int size, int chunks) => new(
        RamServices.Create(
            Catalog.Find(Catalog.Lifetimes, arrangement.Policy.Lifetime)!.Type,
            arrangement.Policy.Charging,
            PartedChunks.BoundsOf(arrangement, size, chunks)),
        size,
        chunks);

    private static IEnumerable<WorkloadMeasurement> Measure(
        int size, WorkloadProgress progress, CancellationToken cancellation)
    {
        ImmutableArray<Times> times = [.. Arrangements.Select(arrangement => new Times(arrangement, size))];
        for (int pass = 0; pass < PassesOf(size); pass++)
        {
            foreach (Times each in times)
            {
                each.Measure(progress, cancellation);
            }
        }

        Times yardstick = times[Arrangements.IndexOf(Yardstick)];
        return times.Select(each => new WorkloadMeasurement(
            size,
            each.Arrangement,
            PriceOf(each.Arrangement, size),
            PassesOf(size) * RoundsOfPass,
            new PartTime(each.HandOut, each.HandOut / yardstick.HandOut),
            new PartTime(each.TakeBack, each.TakeBack / yardstick.TakeBack)));
    }

    // The shorter a pass, the more of it falls into one moment of the machine.
    private static int PassesOf(int size) => Math.Clamp(PartsOfPasses / size, FewestPasses, MostPasses);

    private static PolicyName PolicyOf(string lifetime, string charging) =>
        new(lifetime, charging, OptimisedService.Platform);

    /// <summary>The times of one arrangement, round by round, in nanoseconds for each part.</summary>
    private sealed class Times(Arrangement arrangement, int size)
    {
        private readonly List<double> _handOut = [];
        private readonly List<double> _takeBack = [];

        internal Arrangement Arrangement => arrangement;

        internal double HandOut => MedianOf(_handOut);

        internal double TakeBack => MedianOf(_takeBack);

        /// <summary>One pass, with a service of its own.</summary>
        internal void Measure(WorkloadProgress progress, CancellationToken cancellation)
        {
            int chunks = (PartsOfRound + size - 1) / size;
            PartedChunks served = Create(arrangement, size, chunks);

            // New memory is slow to touch first.
            cancellation.ThrowIfCancellationRequested();
            served.HandOut();
            served.TakeBack();
            for (int round = 0; round < RoundsOfPass; round++)
            {
                cancellation.ThrowIfCancellationRequested();
                _handOut.Add(TimeOf(served.HandOut) / ((double)size * chunks));
                _takeBack.Add(TimeOf(served.TakeBack) / ((double)size * chunks));
                progress.Finish();
            }

            served.Free();
        }

        private static double TimeOf(Action work)
        {
            long started = Stopwatch.GetTimestamp();
            work();
            return Stopwatch.GetElapsedTime(started).TotalNanoseconds;
        }

        private static double MedianOf(List<double> times) => times.Order().ElementAt(times.Count / 2);
    }
}
