using System.Globalization;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Spreading;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>Phrases that more than one report uses. Numbers are written alike in every culture.</summary>
public static class Wording
{
    /// <summary>A number with separators.</summary>
    public static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of steps.</summary>
    internal static string Steps(int count) => count == 1 ? "1 step" : $"{Number(count)} steps";

    /// <summary>An amount of memory.</summary>
    public static string Bytes(long bytes) => bytes switch
    {
        >= 1L << 30 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 30):F1} GiB"),
        >= 1L << 20 => string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)(1L << 20):F1} MiB"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1024.0:F1} KiB"),
    };

    /// <summary>How a search was spread.</summary>
    internal static string Spread(SpreadSummary spread)
    {
        string where = spread.Workers is { } workers
            ? $"on {Number(workers)} {(workers == 1 ? "worker" : "workers")}"
            : "in this process";
        string waiting = spread is { Barriers: { } barriers, Waiting: { } factor }
            ? FormattableString.Invariant(
                $"; {barriers:N0} barriers, where waiting makes it {factor:F3} times as long as even work would")
            : string.Empty;
        string attempts = spread.Attempts is > 1 and { } count ? $"; {Number(count)} attempts" : string.Empty;
        return FormattableString.Invariant(
            $"{spread.Partitions:N0} partitions {where}: the largest has {spread.Imbalance:F3} times the mean of ")
            + FormattableString.Invariant(
                $"states; {Bytes(spread.SentBytes)} sent, {spread.BytesPerTransition:F2} bytes a transition")
            + waiting + attempts;
    }

    /// <summary>A time.</summary>
    internal static string Seconds(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{seconds:F2} s");

    /// <summary>A verdict.</summary>
    internal static string Verdict(RequirementVerdict verdict) => verdict switch
    {
        RequirementVerdict.Holds => "holds",
        RequirementVerdict.HoldsVacuously => "holds (vacuous)",
        RequirementVerdict.Violated => "violated",
        RequirementVerdict.Shown => "shown",
        RequirementVerdict.NotShown => "not shown",
        RequirementVerdict.NotApplicable => "not applicable",
        RequirementVerdict.Unknown => "unknown",
    };

    /// <summary>How strongly a scenario asks for something; empty when it does not.</summary>
    internal static string Level(DemandLevel? level) => level switch
    {
        DemandLevel.Must => "must",
        DemandLevel.Should => "should",
        null => string.Empty,
    };

    /// <summary>
    /// What a policy does not keep of what is asked for, each with its cell in the matrix: what it breaks before what
    /// is not settled.
    /// </summary>
    internal static string NotKept(RankedPolicy ranked) => string.Join(
        ", ",
        ranked.Musts.Concat(ranked.Shoulds).Where(result => !result.IsKept)
            .OrderBy(result => !result.IsBroken)
            .ThenBy(result => result.IsVacuous)
            .Select(result => $"{result.Requirement.Name} {MatrixCell.Of(result).Text}"));

    /// <summary>What stands above that.</summary>
    internal static string NotKeptTitle(Comparison comparison) => string.Join(
        ", or ",
        (string[])
        [
            "breaks",
            .. comparison.Complete ? (string[])[] : ["leaves open (?)"],
            .. comparison.IsVacuousSomewhere ? (string[])["never puts to the test (∅)"] : [],
        ]);

    /// <summary>What the column of all requirements counts.</summary>
    internal static string AllRequirements(Comparison comparison) =>
        "one that does not apply counts as kept"
        + (comparison.Results.Any(result => result.Requirements.Any(each => each.IsVacuous))
            ? ", one that is never put to the test (∅) as broken"
            : string.Empty);

    /// <summary>Which policies break a must in one way, why, and under which of them the trace is drawn.</summary>
    internal static string Way(BrokenWay way)
    {
        string drawn = way.Policies.Length > 1
            ? $" Drawn under {way.Example.Policy.Title} with {way.Example.Policy.Charging}."
            : string.Empty;
        return $"{way.PolicyNames(Catalog.Chargings.Length)}: {way.Reason}.{drawn}";
    }

    /// <summary>A way out, in words.</summary>
    /// <param name="way">The way.</param>
    /// <param name="names">Says which policies that leads to.</param>
    internal static string Way(WayOut way, Func<IEnumerable<PolicyName>, string> names) =>
        $"give up {string.Join(", ", way.GivenUp.Select(requirement => requirement.Name))}: "
        + names(way.Policies.Select(result => result.Policy));

    /// <summary>Policies in short: the lifetimes that stand with the same charging policies, together.</summary>
    internal static string Policies(IEnumerable<PolicyName> policies) => string.Join(
        "; ",
        policies.GroupBy(policy => policy.Title)
            .GroupBy(
                alike => string.Join(", ", alike.Select(policy => policy.Charging).Order(StringComparer.Ordinal)),
                alike => alike.Key)
            .Select(alike =>
                $"{string.Join(", ", alike)} with {(alike.Key == EveryCharging ? "any charging" : alike.Key)}"));

    /// <summary>The first few of them, and how many others there are.</summary>
    internal static string FirstPolicies(IEnumerable<PolicyName> policies)
    {
        PolicyName[] all = [.. policies];
        string first = all[0].Title;
        string[] chargings = [.. all.Where(policy => policy.Title == first).Select(policy => policy.Charging)];
        string[] alike =
        [
            .. all.GroupBy(policy => policy.Title)
                .Where(group => group.Select(policy => policy.Charging).Order(StringComparer.Ordinal)
                    .SequenceEqual(chargings.Order(StringComparer.Ordinal)))
                .Select(group => group.Key)
                .Take(MostTitles),
        ];
        PolicyName[] told = [.. all.Where(policy => alike.Contains(policy.Title))];
        int others = all.Length - told.Length;
        return Policies(told) + (others > 0 ? $", and {Number(others)} more" : string.Empty);
    }

    private const int MostTitles = 4;

    private static readonly string EveryCharging =
        string.Join(", ", Catalog.Chargings.Select(charging => charging.Name).Order(StringComparer.Ordinal));

    /// <summary>Why a search ended before the end.</summary>
    internal static string Stop(StopReason reason) => reason switch
    {
        StopReason.Exhausted => "complete",
        StopReason.States => "stopped at the bound on states",
        StopReason.Memory => "stopped at the bound on memory",
        StopReason.Disk => "stopped because the disk is full",
        StopReason.Levels => "stopped at the bound on levels",
        StopReason.Capacity => "stopped because a table is as large as one can be",
        StopReason.DiskFault => "stopped because a table could not be kept in a file",
        StopReason.Interrupted => "interrupted",
        StopReason.Violated => "stopped at a violation",
    };

    /// <summary>How much a search found.</summary>
    internal static string Counts(SearchResult exploration) =>
        $"{Number(exploration.DistinctStates)} distinct states, {Number(exploration.Transitions)} transitions, "
        + $"depth {Number(exploration.Depth)}; {Number(exploration.DisabledActions)} refusals";

    /// <summary>How much a comparison found.</summary>
    internal static string Counts(Comparison comparison) =>
        (comparison.StateSpaces < comparison.Results.Length
            ? $"{Number(comparison.StateSpaces)} of them differ within this scope, "
            : string.Empty)
        + $"{Number(comparison.DistinctStates)} distinct states"
        + (comparison.Exchanges ? " (those that differ in names only counted once)" : string.Empty)
        + $", {Number(comparison.Transitions)} transitions";

    /// <summary>What an unfinished comparison is worth.</summary>
    internal static string Unfinished(Comparison comparison) => comparison.Contenders == 0
        ? $"{Number(comparison.Unfinished)} of them have lost and were not explored to the end: "
            + "what is marked ? is not settled, and the choice does not depend on it (--complete settles it)."
        : $"{Number(comparison.Unfinished)} of them were not explored to the end, and {Number(comparison.Contenders)} "
            + "could still come out best: what is marked ? is not proved.";

    /// <summary>How much a search found, of orbits where states were not told apart.</summary>
    internal static string Counts(SearchResult exploration, Reduction? reduction)
    {
        if (reduction is null)
        {
            return Counts(exploration);
        }

        string orbits =
            $"{Number(exploration.DistinctStates)} orbits (depth {Number(exploration.Depth)})";
        string followed =
            $"{Number(exploration.Transitions)} transitions and "
            + $"{Number(exploration.DisabledActions)} refusals followed";
        return reduction.Unreduced is { } unreduced
            ? $"{orbits} of {Number(unreduced.States)} distinct states; {followed}, "
                + $"of {Number(unreduced.Transitions)} and {Number(unreduced.DisabledActions)}"
            : $"{orbits}; {followed}; states not counted";
    }

    /// <summary>What was stored, and what was not told apart.</summary>
    internal static string Storage(Reduction? reduction)
    {
        if (reduction is null)
        {
            return "states stored exactly, no symmetry reduction";
        }

        IEnumerable<string> exchanged =
        [
            .. reduction.Interchangeable.Select(sessions => $"sessions {sessions}"),
            .. reduction.ExchangesSlots ? (string[])["slots"] : [],
        ];
        return $"orbits stored exactly, not told apart: {string.Join(", ", exchanged)}";
    }

    /// <summary>What a search took.</summary>
    internal static string Cost(SearchResult exploration) =>
        $"{Seconds(exploration.Seconds)}, {Bytes(exploration.PeakBytes)}";

    /// <summary>How long a trace is; empty when there is none.</summary>
    public static string Length(Trace? trace) => trace is null ? string.Empty : Number(trace.Steps.Length);

    /// <summary>A part of a whole.</summary>
    public static string Share(int part, int whole) => $"{Number(part)}/{Number(whole)}";

    /// <summary>The sealing policy of a scenario, to be put after its platform; empty for the usual one.</summary>
    /// <param name="scenario">The scenario.</param>
    /// <returns>The words, with a comma before them.</returns>
    public static string SealingOf(Scenario scenario)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        return scenario.Sealing == PolicyName.UsualSealing ? string.Empty : $", sealing {scenario.Sealing}";
    }

    /// <summary>The requirements that a matrix has no row for, in one line; null when there are none.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <returns>The line.</returns>
    public static string? Inapplicable(Matrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return matrix.Inapplicable.IsEmpty
            ? null
            : $"Not applicable within this scope: {string.Join(", ", matrix.Inapplicable)}.";
    }

    /// <summary>The bounds of a scope, without its roles.</summary>
    public static string Bounds(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        string quotas = scope.Quotas.Distinct().Count() == 1
            ? string.Create(CultureInfo.InvariantCulture, $"quota {scope.Quotas[0]} each")
            : $"quotas {string.Join(", ", scope.Quotas)}";
        string sharing = scope.Sharing == Sharing.Open ? "open" : "delegated";
        return $"{Number(scope.Frames)} frames, {Number(scope.Sessions)} sessions ({quotas}), "
            + $"{Number(scope.Dataspaces)} dataspace slots, {Number(scope.Regions)} region slots, sharing {sharing}"
            + (scope.Contents ? ", contents on" : string.Empty);
    }
}
