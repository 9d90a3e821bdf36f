using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that choose the policies of a comparison, and how it goes about its work.</summary>
internal sealed class ComparisonOptions
{
    private const double MostSeconds = 1e6;

    private readonly Option<string?> _lifetime =
        Named("--lifetime", "L", "Only these lifetime policies", Catalog.Lifetimes);

    private readonly Option<string?> _charging =
        Named("--charging", "C", "Only these charging policies", Catalog.Chargings);

    private readonly Option<string?> _sealing =
        Named("--sealing", "S", "What Seal does, in place of what the scenario says", Catalog.Sealings);

    private readonly Option<double?> _time = new("--time")
    {
        Description = "Stop after so many seconds and say what is known by then. Default: no bound.",
        HelpName = "SECONDS",
    };

    private readonly Option<bool> _complete = new("--complete")
    {
        Description = "Explore to the end, too, what can no longer come out best. "
            + $"Default: up to {new ComparisonPlan().LostBound:N0} states of each such policy.",
    };

    private readonly Option<bool> _everyState = new("--every-state")
    {
        Description = "Count states one by one that differ in names only. "
            + "Default: once, wherever nothing tells the names apart.",
    };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[_lifetime, _charging, _sealing, _time, _complete, _everyState])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The policies chosen, on the scenario's platform.</summary>
    internal ImmutableArray<PolicyName> PoliciesFrom(ParseResult arguments, Scenario scenario)
    {
        string[] lifetimes = NamesFrom(arguments, _lifetime, Catalog.Lifetimes);
        string[] chargings = NamesFrom(arguments, _charging, Catalog.Chargings);
        return
        [
            .. PolicyComparer.PoliciesOf(scenario, SealingsFrom(arguments, scenario))
                .Where(policy => lifetimes.Contains(policy.Lifetime) && chargings.Contains(policy.Charging)),
        ];
    }

    /// <summary>The sealing policies chosen; the scenario's own where none is.</summary>
    internal string[] SealingsFrom(ParseResult arguments, Scenario scenario) =>
        arguments.GetValue(_sealing) is null ? [scenario.Sealing] : NamesFrom(arguments, _sealing, Catalog.Sealings);

    /// <summary>How the comparison is to go about its work.</summary>
    internal ComparisonPlan PlanFrom(ParseResult arguments, SearchLimits limits)
    {
        var plan = new ComparisonPlan { Limits = limits, Exchanges = !arguments.GetValue(_everyState) };
        return arguments.GetValue(_complete) ? plan with { LostBound = long.MaxValue } : plan;
    }

    /// <summary>How long the comparison may take; null for as long as it needs.</summary>
    internal TimeSpan? TimeFrom(ParseResult arguments) => arguments.GetValue(_time) switch
    {
        null => null,
        >= 0 and <= MostSeconds and double seconds => TimeSpan.FromSeconds(seconds),
        double seconds => throw new BadInputException(
            FormattableString.Invariant($"--time must be 0 to {MostSeconds:N0} seconds, not {seconds}")),
    };

    private static string[] NamesFrom(
        ParseResult arguments, Option<string?> option, ImmutableArray<PolicyEntry> policies)
    {
        string? names = arguments.GetValue(option);
        if (names is null or "*" || names.Equals("all", StringComparison.OrdinalIgnoreCase))
        {
            return [.. policies.Select(policy => policy.Name)];
        }

        string[] named =
        [
            .. names.Split(',', StringSplitOptions.TrimEntries).Select(name => Catalog.Find(policies, name)?.Name
                ?? throw new BadInputException($"{option.Name}: no policy {name}; there are {Names(policies)}, all")),
        ];
        return [.. policies.Select(policy => policy.Name).Where(named.Contains)];
    }

    private static Option<string?> Named(
        string name, string placeholder, string description, ImmutableArray<PolicyEntry> policies) =>
        new(name)
        {
            Description = $"{description}, of {Names(policies)}. Several are separated by commas; all: each of them.",
            HelpName = $"{placeholder},…",
        };

    private static string Names(ImmutableArray<PolicyEntry> policies) =>
        string.Join(", ", policies.Select(entry => entry.Name));
}
