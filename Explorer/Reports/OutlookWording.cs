using System.Globalization;
using System.Numerics;

using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Results;

namespace ModelCheck.Reports;

/// <summary>What is said of a comparison before it begins.</summary>
public static class OutlookWording
{
    /// <summary>How large it is: nothing is guessed.</summary>
    /// <param name="outlook">What is known of it.</param>
    /// <returns>A line.</returns>
    public static string Size(ComparisonOutlook outlook)
    {
        ArgumentNullException.ThrowIfNull(outlook);
        string differ = outlook.Searched < outlook.Policies
            ? $", {Wording.Number(outlook.Searched)} of which differ within this scope"
            : string.Empty;
        string bits = outlook.LeastBits == outlook.MostBits
            ? Wording.Number(outlook.MostBits)
            : $"{Wording.Number(outlook.LeastBits)} to {Wording.Number(outlook.MostBits)}";
        string policies = outlook.Policies == 1 ? "1 policy" : $"{Wording.Number(outlook.Policies)} policies";
        return $"{policies}{differ}; a state is a code of {bits} bits; "
            + $"names exchanged: {string.Join("; ", outlook.Exchanges.Select(Exchange))}";
    }

    /// <summary>What is done about it, and within which bounds.</summary>
    /// <param name="plan">How it is gone about.</param>
    /// <param name="time">How long it may take; null for as long as it needs.</param>
    /// <param name="cluster">The cluster whose workers make the searches; null for this process.</param>
    /// <returns>A line.</returns>
    public static string Course(ComparisonPlan plan, TimeSpan? time, string? cluster = null)
    {
        ArgumentNullException.ThrowIfNull(plan);
        long most = plan.Limits.MaximalStates;
        string lost = Math.Min(plan.LostBound, most) is var bound && bound == long.MaxValue
            ? "to the end"
            : $"within {Wording.Number(bound)}";
        string workers = plan.Limits.Workers == 1 ? "1 worker" : $"{Wording.Number(plan.Limits.Workers)} workers";
        return $"first each is refuted or not within {Wording.Number(Math.Min(plan.FirstBound, most))} states, then "
            + $"those that can still come out best are settled, "
            + (most == long.MaxValue ? "however many states it takes" : $"within {Wording.Number(most)} states")
            + $", then those that have lost are followed {lost}; "
            + (cluster is null
                ? $"{workers}, tables of up to {Wording.Bytes(plan.Limits.MaximalBytes)}, "
                : $"by the workers of cluster {cluster}, ")
            + (time is { } left
                ? string.Create(CultureInfo.InvariantCulture, $"at most {left.TotalSeconds} s")
                : "as long as it takes");
    }

    private static string Exchange(ExchangeOutlook exchange)
    {
        string names = exchange.Symmetry switch
        {
            Symmetry.None => "none",
            Symmetry.Sessions => "sessions",
            Symmetry.Slots => "slots and sessions",
            Symmetry.SlotsAlone => "slots",
        };
        string under = $"{names} under {Wording.Number(exchange.Policies)}";
        return exchange.MostAlike > BigInteger.One
            ? string.Create(
                CultureInfo.InvariantCulture, $"{under}, one state in place of up to {exchange.MostAlike:N0}")
            : under;
    }
}
