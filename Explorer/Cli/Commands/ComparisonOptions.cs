using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Engine;
using ModelCheck.Exploration.Comparing;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that choose the policies of a comparison, and how it goes about its work.</summary>
internal sealed class ComparisonOptions
{
    private readonly ScenarioOptions _scenario = ScenarioOptions.WithDefault();
    private readonly PolicyOption _lifetime =
        PolicyOption.Lifetime("Only these lifetime policies, of ", isList: true);

    private readonly PolicyOption _charging =
        PolicyOption.Charging("Only these charging policies, of ", isList: true);

    private readonly PolicyOption _sealing =
        PolicyOption.Sealing("What Seal does, in place of what the scenario says, of ", isList: true);

    private readonly TimeOption _time = new();

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

    private readonly CheckpointOptions _checkpoints = new("comparison");

    /// <summary>The options that this has in common with other long runs, which a command adds last.</summary>
    internal CommonOptions Common { get; } = new();

    /// <summary>Adds the scenario and the options to a command.</summary>
    internal void AddTo(Command command)
    {
        _scenario.AddArgumentTo(command);
        foreach (Option option in (Option[])
            [_lifetime.Option, _charging.Option, _sealing.Option, _time.Option, _complete, _everyState])
        {
            command.Options.Add(option);
        }

        _scenario.AddTo(command);
        _checkpoints.AddTo(command);
    }

    /// <summary>The comparison that is asked for.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="require">What names the requirements that alone are judged; null where all are.</param>
    internal AskedComparison AskedFrom(ParseResult arguments, RequirementOption? require = null)
    {
        // All of them are not asked for by name: what only those need is not recorded in the state.
        ImmutableArray<Requirement>? judged =
            require is null || require.IsEverything(arguments) ? null : require.NamedIn(arguments);
        Scenario scenario = _scenario.ScenarioFrom(arguments, judged);
        require?.RefuseIdle(judged ?? [], ScenarioOptions.AnyModelOf(scenario));
        ImmutableArray<string> sealings =
            _sealing.IsGiven(arguments) ? _sealing.NamesFrom(arguments) : [scenario.Sealing];
        ComparisonPlan plan = PlanFrom(arguments, Common.LimitsFrom(arguments));
        return new AskedComparison(
            _scenario.FileFrom(arguments),
            sealings is [var one] && one != scenario.Sealing
                ? scenario with { Sealing = one, Original = scenario.Original ?? scenario }
                : scenario,
            PoliciesFrom(arguments, scenario, sealings),
            judged is { } named ? plan with { Requirements = named } : plan,
            _time.TimeFrom(arguments),
            Common.IsQuiet(arguments));
    }

    private ImmutableArray<PolicyName> PoliciesFrom(
        ParseResult arguments, Scenario scenario, ImmutableArray<string> sealings)
    {
        ImmutableArray<string> lifetimes = _lifetime.NamesFrom(arguments);
        ImmutableArray<string> chargings = _charging.NamesFrom(arguments);
        return
        [
            .. PolicyComparer.PoliciesOf(scenario, sealings)
                .Where(policy => lifetimes.Contains(policy.Lifetime) && chargings.Contains(policy.Charging)),
        ];
    }

    private ComparisonPlan PlanFrom(ParseResult arguments, SearchLimits limits)
    {
        var plan = new ComparisonPlan
        {
            Limits = limits,
            Exchanges = !arguments.GetValue(_everyState),
            Checkpoint = _checkpoints.ComparisonFrom(arguments),
        };
        return arguments.GetValue(_complete) ? plan with { LostBound = long.MaxValue } : plan;
    }
}
