using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Reports;

/// <summary>
/// What a comparison comes to, piece by piece in words, the sessions by their roles: what a console and a document say
/// alike.
/// </summary>
/// <param name="comparison">The comparison.</param>
/// <param name="enlargement">What becomes of its best in larger scopes; null where nobody asked.</param>
/// <param name="detail">How much of it is told.</param>
internal sealed class Answer(Comparison comparison, Enlargement? enlargement, Detail detail)
{
    private const int MostLosses = 2;
    private const int MostWays = 3;
    private const int MostSteps = 3;
    private const int MostShoulds = 2;

    private readonly StepTelling _telling = new(comparison.Scenario.Roles);
    private readonly ImmutableArray<Rival> _rivals = Rival.Of(comparison);
    private readonly ImmutableArray<WayOut> _ways = WayOut.From(comparison);
    private readonly ImmutableArray<NextShould> _nextShoulds = NextShould.In(comparison);

    /// <summary>The policy that is recommended, or comes closest.</summary>
    internal RankedPolicy Best => comparison.Ranking[0];

    /// <summary>
    /// What that policy does, and who does it that way: a sentence for its lifetime and one for its charging.
    /// </summary>
    internal IEnumerable<string> Meaning
    {
        get
        {
            PolicyName policy = Best.Result.Policy;
            (string Kind, PolicyEntry? Entry)[] parts =
            [
                ("lifetime", Catalog.Find(Catalog.Lifetimes, policy.Lifetime)),
                ("charging", Catalog.Find(Catalog.Chargings, policy.Charging)),
                (
                    "sealing",
                    policy.Sealing == PolicyName.UsualSealing ? null : Catalog.Find(Catalog.Sealings, policy.Sealing)),
            ];
            return parts.Where(part => part.Entry is not null)
                .Select(part => $"{part.Kind} {part.Entry!.Name}: {part.Entry.Summary} Seen in: {part.Entry.Source}.");
        }
    }

    /// <summary>
    /// What it costs whom: what is said of each must that the policy breaks, or where it breaks none, of each should;
    /// how that comes about only where there are few.
    /// </summary>
    internal IEnumerable<string> Price
    {
        get
        {
            (Demand Demand, RequirementResult Result)[] broken =
            [
                .. Asked(Best).Where(asked =>
                    asked.Result.IsBroken && (!Best.IsRefuted || asked.Demand.Level == DemandLevel.Must)),
            ];
            return broken.Select(asked => $"{Name(asked.Result)}: {Printable.Line(asked.Demand.Why)}."
                + (broken.Length > MostStepsTold ? string.Empty : $" {Sentence(How(asked.Result))}."));
        }
    }

    /// <summary>What is to be known of the shoulds besides, where the recommendation does not say it.</summary>
    internal string? OtherShoulds
    {
        get
        {
            string?[] parts = Best.KeepsEveryMust ? []
                :
                [
                    Listed("Broken", result => Best.IsRefuted && result.IsBroken),
                    Listed("Not settled", IsUnknown),
                    Listed("Never put to the test", result => result.IsVacuous),
                ];
            string told = string.Join(" ", parts.Where(part => part is not null));
            return told.Length > 0 ? told : null;
        }
    }

    /// <summary>What stands above that in a document.</summary>
    internal string PriceTitle => Best.IsRefuted ? "What it breaks, and why that was asked for:" : "The price:";

    private int MostStepsTold => detail switch
    {
        Detail.Whole => int.MaxValue,
        Detail.Brief => MostSteps,
        Detail.Terse => 1,
    };

    // Fewer where ways out are told, too.
    private int MostRivals => _ways.IsEmpty && detail != Detail.Terse ? 3 : 2;

    private bool IsShort => detail != Detail.Whole;

    /// <summary>The closest of the other policies, with what each loses by.</summary>
    internal IEnumerable<string> Rivals => _rivals.Take(MostRivals)
        .Select(rival => $"{Names(rival.Policies.Select(ranked => ranked.Result))}: {LossOf(rival)}");

    /// <summary>What stands above them, with how many policies are not told of there.</summary>
    internal string RivalsTitle
    {
        get
        {
            // While some may still come out best nobody has lost.
            string what = comparison.Contenders > 0 ? "What puts others behind it so far" : "Why others lost";
            int others = _rivals.Skip(MostRivals).Sum(rival => rival.Policies.Length);
            return others > 0 ? $"{what} ({Wording.Number(others)} more stand lower):" : $"{what}:";
        }
    }

    /// <summary>
    /// The traces that decide: those of what the best breaks, and one for each of the closest rivals.
    /// </summary>
    internal IEnumerable<(RequirementResult Result, PolicyResult Policy)> DecisiveTraces =>
        Asked(Best).Select(asked => asked.Result)
            .Where(result => result.IsBroken && (!Best.IsRefuted || Best.Musts.Contains(result)))
            .Select(result => (Result: result, Policy: Best.Result))
            .Concat(_rivals.Take(MostRivals).Select(rival => (
                Result: rival.Losses.FirstOrDefault(loss => loss is { IsBroken: true, Trace: not null }),
                Policy: rival.Policies[0].Result))
                .Where(entry => entry.Result is not null)
                .Select(entry => (Result: entry.Result!, entry.Policy)))
            .Where(entry => entry.Result.Trace is not null)
            .DistinctBy(entry => (entry.Result.Requirement.Name, string.Join(';', entry.Result.Trace!.Steps)));

    /// <summary>What stands above the ways out; null where there are none.</summary>
    internal string? WaysOutTitle => _ways.IsEmpty ? null
        : comparison.Ranking.Any(ranked => ranked.Musts.Any(IsUnknown))
            ? "Sets of musts to give up, the smallest that are known so far, and what then keeps the others:"
        : "The smallest sets of musts to give up, and what then keeps the others:";

    /// <summary>The ways out.</summary>
    /// <param name="all">Whether all of them; else the best few, and how many others there are.</param>
    internal IEnumerable<string> WaysOut(bool all) => Shortened(
        _ways.Select(way => Wording.Way(way, PolicyNames)),
        all ? _ways.Length : detail == Detail.Terse ? 2 : MostWays,
        "more such sets (--json and --markdown list them)");

    /// <summary>
    /// What it would take to have each should kept that the recommended policy breaks: those together that have the
    /// same price.
    /// </summary>
    internal IEnumerable<string> NextShoulds
    {
        get
        {
            string[] all =
            [
                .. _nextShoulds
                    .GroupBy(PricesOf, next => next.Should)
                    .Select(alike => $"{string.Join(", ", alike.Select(Name))}: {alike.Key}."),
            ];
            return IsShort
                ? Shortened(all, detail == Detail.Terse ? 1 : MostShoulds, "more (--markdown tells all)")
                : all;
        }
    }

    /// <summary>What stands above that.</summary>
    internal string NextShouldsTitle => AreAllDearer
        ? "What the next should would cost, which no policy compared keeps along with every must:"
        : "What the next should would cost:";

    private bool AreAllDearer => _nextShoulds.All(next =>
        next is { Open: 0, Prices: [{ GivenUp.IsEmpty: false }, ..] });

    /// <summary>How the best and the runner-up fare in larger scopes; none where nobody asked.</summary>
    internal IEnumerable<string> InLargerScopes => enlargement is null or { Policies.IsEmpty: true }
        ? []
        :
        [
            .. enlargement.Policies.Take(detail == Detail.Terse ? 1 : enlargement.Policies.Length).Select(Told),
            .. NothingKnown(),
        ];

    /// <summary>Why that was not looked at; null where it was, or nobody asked.</summary>
    internal string? NotEnlarged => enlargement is null or { Policies.IsEmpty: false } ? null
        : comparison.Contenders > 0
            ? "Larger scopes were not explored, since the comparison itself is not finished."
        : "There is no larger scope: every bound is at its limit.";

    /// <summary>What stands above that, with the command that follows more states.</summary>
    internal string InLargerScopesTitle
    {
        get
        {
            PolicyName policy = Best.Result.Policy;

            // That command takes the sealing of the scenario's file, which may not be that of the comparison.
            return policy.Sealing == PolicyName.UsualSealing && enlargement is { Policies.IsEmpty: false }
                ? $"In larger scopes (modelcheck enlarge SCENARIO {policy.Lifetime}/{policy.Charging} "
                    + "follows more states):"
                : "In larger scopes:";
        }
    }

    /// <summary>What of the recommendation is known not to hold in a larger scope; null where nothing is.</summary>
    internal string? Refutation
    {
        get
        {
            string[] refuted =
            [
                .. (enlargement?.Policies ?? []).Take(1)
                    .SelectMany(best => best.Larger, (best, one) => (one.What, Changes: best.ChangesIn(one)))
                    .SelectMany(one => one.Changes
                        .Where(change => change.Now.IsBroken && !change.Before.IsBroken && IsMust(change.Now))
                        .Select(change => (one.What, change.Now)))
                    .DistinctBy(found => found.Now.Requirement)
                    .Select(found => $"with {found.What} it breaks {NameAndSteps(found.Now)}"),
            ];
            return refuted.Length == 0
                ? null
                : $"That holds within these bounds only: {string.Join("; ", refuted)}.";
        }
    }

    /// <summary>How a requirement is broken or shown, in the scenario's roles.</summary>
    /// <param name="result">What is known of it.</param>
    internal string How(RequirementResult result) => result switch
    {
        { Trace: null, Verdict: RequirementVerdict.NotShown } => "nothing reachable shows it",
        { Trace: null } => result.Reason,
        { Trace.Steps: [], } => _telling.InRoles(result.Reason),
        { Requirement: BranchingRequirement } => $"in {StepsOf(result)}: {_telling.InRoles(result.Reason)}",
        { Trace.Steps: [.., var last] } => $"in {StepsOf(result)}: {_telling.Tell(last)}",
    };

    /// <summary>Tells a step in the scenario's roles.</summary>
    internal string Tell(TraceStep step) => _telling.Tell(step);

    private static string[] Shortened(IEnumerable<string> items, int most, string rest)
    {
        string[] all = [.. items];
        return all.Length <= most
            ? all
            : [.. all.Take(most), $"and {Wording.Number(all.Length - most)} {rest}"];
    }

    private IEnumerable<(Demand Demand, RequirementResult Result)> Asked(RankedPolicy ranked) =>
        comparison.Scenario.Musts.Zip(ranked.Musts).Concat(comparison.Scenario.Shoulds.Zip(ranked.Shoulds));

    private string? Listed(string title, Func<RequirementResult, bool> isWanted)
    {
        string shoulds = string.Join(", ", Best.Shoulds.Where(isWanted).Select(result => result.Requirement.Name));
        return shoulds.Length > 0 ? $"{title} of the shoulds: {shoulds}." : null;
    }

    private string LossOf(Rival rival)
    {
        string losses = string.Join(", ", Shortened(
            rival.Losses.Select(result => rival.Losses[0].IsBroken ? NameAndSteps(result) : Name(result)),
            MostLosses,
            "more"));
        string verb = rival.Losses switch
        {
            [{ IsBroken: true }, ..] => rival.Policies.Length == 1 ? "breaks" : "break",
            _ when rival.Losses.All(result => result.IsVacuous) => "never put to the test:",
            _ when rival.Losses.All(IsUnknown) => "not settled:",
            _ => "not settled, or never put to the test:",
        };
        string what = rival.Level switch
        {
            DemandLevel.Must => string.Empty,
            DemandLevel.Should => comparison.Scenario.Musts.Any() ? "as good by the musts, but " : string.Empty,
            _ => "as good by all that is asked for, but of the rest ",
        };
        return losses.Length == 0 ? $"{what}keep fewer." : $"{what}{verb} {losses}.";
    }

    private static string Name(RequirementResult result) => result.Requirement.Name;

    private static string NameAndSteps(RequirementResult result) => result switch
    {
        { IsBroken: true, Trace: { } trace } => $"{Name(result)} ({Wording.Steps(trace.Steps.Length)})",
        { Verdict: RequirementVerdict.NotShown } => $"{Name(result)} (nothing shows it)",
        _ => Name(result),
    };

    private string PricesOf(NextShould next)
    {
        string open = next.Open == 0 ? string.Empty : $" ({Wording.Number(next.Open)} policies are open)";
        if (next.Prices.IsEmpty)
        {
            return (next.Open > 0 ? "no policy compared is known to keep it" : "no policy compared keeps it") + open;
        }

        bool isDearer = !next.Prices[0].GivenUp.IsEmpty && !AreAllDearer;
        string none = !isDearer ? string.Empty
            : next.Open > 0 ? "no policy compared is known to keep it along with every must; "
            : "no policy compared keeps it along with every must; ";
        int told = IsShort ? 1 : next.Prices.Length;
        return none + string.Join("; or ", next.Prices.Take(told).Select(Told)) + open;
    }

    private string Told(ShouldPrice price)
    {
        string lost = string.Join(", ", price.Lost.Select(requirement => requirement.Name));
        string policies = Names(price.Policies);
        return price.GivenUp.IsEmpty
            ? (lost.Length == 0 ? $"kept along with every must by {policies}" : $"in exchange for {lost}: {policies}")
            : $"giving up {string.Join(", ", price.GivenUp.Select(requirement => Marked(requirement, price)))}"
                + (lost.Length == 0 ? string.Empty : $", and the should{(price.Lost.Length == 1 ? "" : "s")} {lost}")
                + $": {policies}";
    }

    // What nothing puts to the test is not broken.
    private static string Marked(Requirement requirement, ShouldPrice price) =>
        price.Policies[0].ResultOf(requirement).IsVacuous
            ? $"{requirement.Name} (never put to the test)"
            : requirement.Name;

    private static string Told(EnlargedPolicy policy) =>
        $"{policy.Ranked.Result.Policy.Title}/{policy.Ranked.Result.Policy.Charging}: "
        + string.Join("; ", policy.Directions
            .SelectMany(direction => Milestones(policy, direction))
            .GroupBy(one => one.Fate)
            .OrderBy(alike => alike.Key.Rank)
            .Select(alike => $"{alike.Key.Told} with {Either([.. alike.Select(one => one.Name + one.Reach)])} more"))
        + ".";

    // The largest scope of those in which the policy fares alike.
    private static IEnumerable<((int Rank, string Told) Fate, string Name, string Reach)> Milestones(
        EnlargedPolicy policy, ImmutableArray<LargerScope> direction)
    {
        (int Rank, string Told)[] fates = [.. direction.Select(one => Fate(policy, one))];
        int first = 0;
        for (int index = 0; index < direction.Length; index++)
        {
            if (index + 1 < direction.Length && fates[index + 1] == fates[index])
            {
                continue;
            }

            // What of the quotas and roles of what is added is said by 'modelcheck enlarge'.
            string what = direction[index].What;
            string name = what[..what.IndexOf(" more", StringComparison.Ordinal)];
            string from = first == index ? string.Empty
                : first == 0 ? "up to "
                : $"{Wording.Number(first + 1)} to ";
            yield return (fates[index], from + name, Reach(policy, direction[index]));
            first = index + 1;
        }
    }

    // What is known to change comes first, and what is open in either scope is never told as confirmed.
    private static (int Rank, string Told) Fate(EnlargedPolicy policy, LargerScope one) => policy.ChangesIn(one) switch
    {
        { IsEmpty: false } changes => (0, $"changed, {string.Join(", ", changes.Select(Told))},"),
        _ when one.Result.Exploration.Complete => (
            1,
            (policy.Ranked.Result.Exploration.Complete ? "confirmed" : "no verdict known to change")
            + NoLongerApplying(policy, one)
            + " to the end"),
        _ when one.Result.StepsSettled == 0 => (3, "not explored"),
        _ => (2, "not refuted"),
    };

    private static string NoLongerApplying(EnlargedPolicy policy, LargerScope one)
    {
        string names = string.Join(", ", one.Result.Requirements
            .Where(now => now.Verdict == RequirementVerdict.NotApplicable
                && policy.Ranked.Result.ResultOf(now.Requirement).Verdict != RequirementVerdict.NotApplicable)
            .Select(Name));
        return names.Length == 0 ? string.Empty : $" but for {names}, not applicable there,";
    }

    private static string Reach(EnlargedPolicy policy, LargerScope one)
    {
        string ended = one.Result.Exploration.Stopped == StopReason.Interrupted ? ", ended early" : string.Empty;
        return policy.ChangesIn(one) switch
        {
            [{ Now: { IsBroken: true, Trace: { } trace } }] => $" ({Wording.Steps(trace.Steps.Length)})",
            { IsEmpty: false } => string.Empty,
            _ when one.Result.Exploration.Complete => string.Empty,
            _ when one.Result.StepsSettled == 0 => ended.Length == 0 ? string.Empty : " (ended early)",
            _ => $" (within {Wording.Steps(one.Result.StepsSettled)}{ended})",
        };
    }

    // Within some steps nothing is known of what only the whole graph settles.
    private IEnumerable<string> NothingKnown()
    {
        string open = string.Join(", ", enlargement!.Policies
            .SelectMany(policy => policy.Larger)
            .SelectMany(one => one.Result.Requirements)
            .Where(result => IsUnknown(result) && result.Requirement is BranchingRequirement)
            .Select(Name)
            .Distinct());
        return open.Length == 0 ? [] : [$"Where it was not explored to the end, nothing is known of {open}."];
    }

    private static string Either(string[] names) => names is [.. var first, var last] && first.Length > 0
        ? $"{string.Join(", ", first)} or {last}"
        : names[0];

    private static string Told(VerdictChange change) =>
        $"{Name(change.Now)}: {Wording.Verdict(change.Before.Verdict)}, now {Wording.Verdict(change.Now.Verdict)}";

    private bool IsMust(RequirementResult result) =>
        comparison.Scenario.LevelOf(result.Requirement) == DemandLevel.Must;

    private static bool IsUnknown(RequirementResult result) => result.Verdict == RequirementVerdict.Unknown;

    private string PolicyNames(IEnumerable<PolicyName> policies) =>
        IsShort ? Wording.FirstPolicies(policies) : Wording.Policies(policies);

    private string Names(IEnumerable<PolicyResult> policies) => PolicyNames(policies.Select(one => one.Policy));

    private static string StepsOf(RequirementResult result) => Wording.Steps(result.Trace!.Steps.Length);

    private static string Sentence(string text) => text.Length == 0 ? text : char.ToUpperInvariant(text[0]) + text[1..];
}
