using System.Collections.Immutable;
using System.Globalization;
using System.Text;

using ModelCheck.Exploration.Results;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Says in words what a ranking amounts to.</summary>
internal static class Recommendation
{
    private const int MostNamed = 4;

    /// <summary>The recommendation.</summary>
    internal static string For(ImmutableArray<RankedPolicy> ranking)
    {
        RankedPolicy best = ranking[0];
        var text = new StringBuilder();
        text.Append(best.KeepsEveryMust ? Chosen(best, ranking) : NoneWillDo(best, ranking));
        string[] level =
        [
            .. ranking.Skip(1).Where(other => other.IsLevelWith(best)).Select(other => NameOf(other)),
        ];
        if (level.Length is > 0 and <= MostNamed)
        {
            text.Append(CultureInfo.InvariantCulture, $" Level with it: {string.Join(", ", level)}.");
        }
        else if (level.Length > MostNamed)
        {
            text.Append(CultureInfo.InvariantCulture, $" Level with it: {level.Length} others.");
        }

        return text.ToString();
    }

    private static string Chosen(RankedPolicy best, ImmutableArray<RankedPolicy> ranking)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Choose {NameOf(best)}: {Reason(best)}.");
        string broken = Broken(best.Shoulds);
        text.Append(broken.Length > 0 ? $" The price: it breaks {broken}." : string.Empty);
        text.Append(Unsettled(best.Shoulds));
        text.Append(Untested(best.Shoulds));
        if (!best.Musts.IsEmpty)
        {
            int adequate = ranking.Count(ranked => ranked.KeepsEveryMust);
            text.Append(CultureInfo.InvariantCulture, $" {adequate} of {ranking.Length} policies keep every must.");
        }

        return text.ToString();
    }

    private static string Reason(RankedPolicy best) =>
        !best.Musts.IsEmpty ? $"it keeps {Every(best.Musts.Length, "must")}{Shoulds(best)}"
        : !best.Shoulds.IsEmpty ? string.Create(
            CultureInfo.InvariantCulture,
            $"there is no must, and it keeps {best.ShouldsKept} of {best.Shoulds.Length} shoulds")
        : string.Create(
            CultureInfo.InvariantCulture,
            $"nothing is asked for, and it keeps {best.RequirementsKept} of {best.Result.Requirements.Length} ")
            + "requirements";

    // The ranking puts a refuted policy below every other, so what is said of the best holds for all.
    private static string NoneWillDo(RankedPolicy best, ImmutableArray<RankedPolicy> ranking)
    {
        string kept = string.Create(
            CultureInfo.InvariantCulture, $"it keeps {best.MustsKept} of {best.Musts.Length} musts") + Shoulds(best);
        if (best.IsRefuted)
        {
            return $"None of the {ranking.Length.ToString(CultureInfo.InvariantCulture)} policies keeps every must. "
                + $"{NameOf(best)} comes closest: {kept}, and breaks {Broken(best.Musts)}."
                + Unsettled(best.Musts) + Untested(best.Musts);
        }

        int open = ranking.Count(ranked => !ranked.IsRefuted);
        string price = Broken(best.Shoulds);
        string reason = best.Musts.Any(result => result.Verdict == RequirementVerdict.Unknown)
            ? "since the exploration was stopped"
            : "since nothing puts each of them to the test";
        return $"No policy is known to keep every must, {reason}. "
            + $"{NameOf(best)} is not refuted{Within(best.Result)}: {kept}."
            + (price.Length > 0 ? $" The price: it breaks {price}." : string.Empty)
            + Unsettled(best.Musts)
            + Untested(best.Musts)
            + string.Create(CultureInfo.InvariantCulture, $" {open} of {ranking.Length} policies are not refuted.");
    }

    private static string Within(PolicyResult result) => result.Exploration.Complete
        ? " so far"
        : $" within {Steps(result.StepsSettled)[3..]}";

    private static string NameOf(RankedPolicy ranked) =>
        $"{ranked.Result.Policy.Title} with charging {ranked.Result.Policy.Charging}";

    private static string Shoulds(RankedPolicy ranked) =>
        ranked.Shoulds.IsEmpty
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture, $" and {ranked.ShouldsKept} of {ranked.Shoulds.Length} shoulds");

    private static string Every(int count, string what) => count switch
    {
        1 => $"the one {what}",
        _ => string.Create(CultureInfo.InvariantCulture, $"all {count} {what}s"),
    };

    private static string Broken(IEnumerable<RequirementResult> results) => string.Join(
        ", ",
        results.Where(result => result.IsBroken).Select(result => $"{result.Requirement.Name} ({How(result)})"));

    // Neither kept nor broken, so it belongs to neither.
    private static string Unsettled(IEnumerable<RequirementResult> results)
    {
        string names = string.Join(
            ", ",
            results.Where(result => result.Verdict == RequirementVerdict.Unknown)
                .Select(result => result.Requirement.Name));
        return names.Length > 0 ? $" Not settled: {names}." : string.Empty;
    }

    // It holds, and nothing under this policy could have broken it.
    private static string Untested(IEnumerable<RequirementResult> results)
    {
        string names = string.Join(
            ", ", results.Where(result => result.IsVacuous).Select(result => result.Requirement.Name));
        return names.Length > 0 ? $" Never put to the test: {names}." : string.Empty;
    }

    private static string How(RequirementResult result) => result switch
    {
        { Trace: { } trace } => Steps(trace.Steps.Length),
        { Verdict: RequirementVerdict.Violated } => "seen, without a trace",
        _ => "nothing shows it",
    };

    private static string Steps(int count) =>
        count == 1 ? "in 1 step" : string.Create(CultureInfo.InvariantCulture, $"in {count} steps");
}
