using System.Diagnostics;
using System.Globalization;

using ModelCheck.Engine;
using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Specifications;
using ModelCheck.Properties.Engine.Toys;

namespace ModelCheck.Benchmarks.Doors;

/// <summary>
/// What the typed door of the engine costs beside the raw one: the two-phase commit through both, in turn, with the
/// same claims.
/// </summary>
internal static class DoorsCommand
{
    private const int Rounds = 3;

    internal static int Run(string[] arguments)
    {
        if (arguments is not [string text]
            || !int.TryParse(text, CultureInfo.InvariantCulture, out int managers)
            || managers is < 2 or > 8)
        {
            Console.Error.WriteLine("doors MANAGERS: how many resource managers, 2 to 8");
            return 2;
        }

        (string Name, Func<SearchResult> Search)[] doors =
        [
            ("raw", () => Search.Explore<SharedClaims, Code64>(
                new SharedClaims(managers), new SearchLimits(), new SearchProgress(), CancellationToken.None)),
            ("typed", () => new TypedTwoPhaseCommit(managers).Check().Search),
            ("typed, with a layout", () => new PackedTwoPhaseCommit(managers).Check().Search),
        ];
        double[] best = [.. doors.Select(_ => double.MaxValue)];
        var last = new SearchResult[doors.Length];
        for (int round = 0; round < Rounds; round++)
        {
            for (int door = 0; door < doors.Length; door++)
            {
                TimeSpan before = Process.GetCurrentProcess().TotalProcessorTime;
                last[door] = doors[door].Search();
                TimeSpan taken = Process.GetCurrentProcess().TotalProcessorTime - before;
                best[door] = Math.Min(best[door], taken.TotalSeconds);
            }
        }

        if (last.Any(found => (found.DistinctStates, found.Transitions)
            != (last[0].DistinctStates, last[0].Transitions)))
        {
            throw new InvalidOperationException("The doors do not lead to the same states.");
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{managers} resource managers, {last[0].DistinctStates:N0} states, "
            + $"{last[0].Transitions:N0} transitions\n"));
        Console.WriteLine("| door | processor seconds | ratio | bytes a state |\n|---|---|---|---|");
        for (int door = 0; door < doors.Length; door++)
        {
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {doors[door].Name} | {best[door]:F2} | {best[door] / best[0]:F2} | "
                + $"{last[door].PeakBytes / (double)last[door].DistinctStates:F1} |"));
        }

        return 0;
    }

    /// <summary>The raw system, judged for no more than the typed one.</summary>
    private readonly struct SharedClaims(int managers) : ITransitionSystem<Code64>
    {
        private readonly TwoPhaseCommit<Code64> _system = new(managers);

        /// <inheritdoc/>
        public Code64 Initial => _system.Initial;

        /// <inheritdoc/>
        public IReadOnlyList<Property> Properties { get; } =
        [
            .. new TwoPhaseCommit<Code64>(managers).Properties.Select(property =>
                property.Kind == PropertyKind.AlwaysReachable
                && property.Name != TwoPhaseCommit<Code64>.AllFinishInTheEnd
                    ? property with { Kind = PropertyKind.Reachable }
                    : property),
        ];

        /// <inheritdoc/>
        public void Expand<TSink>(in Code64 code, ref TSink sink)
            where TSink : struct, ITransitionSink<Code64> => _system.Expand(in code, ref sink);
    }
}
