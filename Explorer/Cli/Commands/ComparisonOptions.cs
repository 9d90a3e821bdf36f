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

    private readonly Argument<string> _scenario = ScenarioArgument();

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

    /// <summary>The options that this has in common with other long runs, which a command adds last.</summary>
    internal CommonOptions Common { get; } = new();

    /// <summary>The argument that names a scenario; the seed's question in its purest form when left out.</summary>
    internal static Argument<string> ScenarioArgument() => new("SCENARIO")
    {
        Description = $"A scenario file, or one of {string.Join(", ", ScenarioFile.Bundled)}.",
        DefaultValueFactory = _ => "peers",
    };

    /// <summary>Adds the scenario and the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Arguments.Add(_scenario);
        foreach (Option option in (Option[])[_lifetime, _charging, _sealing, _time, _complete, _everyState])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The comparison that is asked for.</summary>
    internal AskedComparison AskedFrom(ParseResult arguments)
    {
        string file = arguments.GetRequiredValue(_scenario);
        Scenario scenario = ScenarioFile.Load(file);
        ImmutableArray<PolicyName> policies = PoliciesFrom(arguments, scenario);
        return new AskedComparison(
            file,
            SealingsFrom(arguments, scenario) is [var one] ? scenario with { Sealing = one } : scenario,
            policies,
            PlanFrom(arguments, Common.LimitsFrom(arguments)),
            TimeFrom(arguments),
            Common.IsQuiet(arguments));
    }

    private ImmutableArray<PolicyName> PoliciesFrom(ParseResult arguments, Scenario scenario)
    {
        string[] lifetimes = NamesFrom(arguments, _lifetime, Catalog.Lifetimes);
        string[] chargings = NamesFrom(arguments, _charging, Catalog.Chargings);
        return
        [
            .. PolicyComparer.PoliciesOf(scenario, SealingsFrom(arguments, scenario))
                .Where(policy => lifetimes.Contains(policy.Lifetime) && chargings.Contains(policy.Charging)),
        ];
    }

    // The scenario's own where none is named.
    private string[] SealingsFrom(ParseResult arguments, Scenario scenario) =>
        arguments.GetValue(_sealing) is null ? [scenario.Sealing] : NamesFrom(arguments, _sealing, Catalog.Sealings);

    private ComparisonPlan PlanFrom(ParseResult arguments, SearchLimits limits)
    {
        var plan = new ComparisonPlan { Limits = limits, Exchanges = !arguments.GetValue(_everyState) };
        return arguments.GetValue(_complete) ? plan with { LostBound = long.MaxValue } : plan;
    }

    private TimeSpan? TimeFrom(ParseResult arguments) => arguments.GetValue(_time) switch
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
