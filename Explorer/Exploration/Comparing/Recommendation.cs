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
        text.Append(
            CultureInfo.InvariantCulture,
            $"Choose {NameOf(best)}: it keeps {Every(best.Musts.Length, "must")}{Shoulds(best)}.");
        string broken = Broken(best.Shoulds);
        text.Append(broken.Length > 0 ? $" The price: it breaks {broken}." : string.Empty);
        text.Append(Unsettled(best.Shoulds));
        int adequate = ranking.Count(ranked => ranked.KeepsEveryMust);
        text.Append(CultureInfo.InvariantCulture, $" {adequate} of {ranking.Length} policies keep every must.");
        return text.ToString();
    }

    private static string NoneWillDo(RankedPolicy best, ImmutableArray<RankedPolicy> ranking)
    {
        bool unsettled = ranking.Any(ranked =>
            ranked.Musts.All(result => !result.IsBroken) && ranked.Musts.Any(result => !result.IsKept));
        string broken = Broken(best.Musts);
        return (unsettled
                ? "No policy is known to keep every must, since the exploration was stopped."
                : $"None of the {ranking.Length.ToString(CultureInfo.InvariantCulture)} policies keeps every must.")
            + string.Create(
                CultureInfo.InvariantCulture,
                $" {NameOf(best)} comes closest: it keeps {best.MustsKept} of {best.Musts.Length} musts")
            + Shoulds(best)
            + (broken.Length > 0 ? $", and breaks {broken}." : ".")
            + Unsettled(best.Musts);
    }

    private static string NameOf(RankedPolicy ranked) =>
        $"{ranked.Result.Policy.Lifetime} with charging {ranked.Result.Policy.Charging}";

    private static string Shoulds(RankedPolicy ranked) =>
        ranked.Shoulds.IsEmpty
            ? string.Empty
            : string.Create(
                CultureInfo.InvariantCulture, $" and {ranked.ShouldsKept} of {ranked.Shoulds.Length} shoulds");

    private static string Every(int count, string what) => count switch
    {
        0 => $"every {what}, since there is none",
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
            results.Where(result => !result.IsKept && !result.IsBroken).Select(result => result.Requirement.Name));
        return names.Length > 0 ? $" Not settled: {names}." : string.Empty;
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
