using System.Collections.Immutable;
using System.CommandLine;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Cli.Commands;

/// <summary>The argument that names a scenario, and the options that give bounds in place of its own.</summary>
internal sealed class ScenarioOptions
{
    /// <summary>What the argument is called.</summary>
    internal const string ArgumentName = "SCENARIO";

    /// <summary>What there is to name.</summary>
    internal static readonly string Choice =
        $"A scenario file, or one of {string.Join(", ", ScenarioFile.Bundled)}.";

    private readonly Argument<string> _scenario = new(ArgumentName)
    {
        Description = Choice,
        HelpName = ArgumentName,
    };

    private readonly BoundOptions _bounds = new();

    private readonly PolicyOption _platform =
        PolicyOption.Platform("What a capability gives, in place of what the scenario says: ", isList: false);

    /// <summary>Makes them for a command that needs a scenario.</summary>
    internal ScenarioOptions() => _scenario.CompletionSources.Offer(ScenarioFile.Bundled);

    /// <summary>
    /// Makes them for a command that asks the seed's question in its purest form where none is named.
    /// </summary>
    internal static ScenarioOptions WithDefault()
    {
        var options = new ScenarioOptions();
        options._scenario.DefaultValueFactory = _ => "peers";
        return options;
    }

    /// <summary>The option of a command about one policy, whose own options say what is otherwise.</summary>
    internal static Option<string?> ForOnePolicy()
    {
        var scenario = new Option<string?>("--scenario")
        {
            Description = "Take bounds, platform, sealing and roles from a scenario; the options for them say what is "
                + $"otherwise. {Choice}",
            HelpName = ArgumentName,
        };
        scenario.CompletionSources.Offer(ScenarioFile.Bundled);
        return scenario;
    }

    /// <summary>Adds the argument to a command.</summary>
    internal void AddArgumentTo(Command command) => command.Arguments.Add(_scenario);

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])[.. _bounds.All, _platform.Option])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The name or the file of the scenario.</summary>
    internal string FileFrom(ParseResult arguments) => arguments.GetRequiredValue(_scenario);

    /// <summary>The scenario that is asked about: that of the file, but for what the command line gives.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="judged">The requirements that alone are judged; null for all.</param>
    internal Scenario ScenarioFrom(ParseResult arguments, ImmutableArray<Requirement>? judged = null)
    {
        Scenario written = ScenarioFile.Load(FileFrom(arguments));
        Scenario asked = Bounded(arguments, written);
        asked = judged is { } named ? Judged(asked, named) : asked;
        if (asked == written)
        {
            return written;
        }

        RefuseIdle(arguments, asked);
        return asked with { Original = written };
    }

    /// <summary>The model of some policy within a scenario, which shows what does not apply under any.</summary>
    internal static IModel AnyModelOf(Scenario scenario) => Catalog.CreateModel(
        new PolicyName(Catalog.Lifetimes[0].Name, Catalog.Chargings[0].Name, scenario.Platform), scenario.Scope);

    /// <summary>A scenario in which everything is recorded that requirements asked for by name need.</summary>
    internal static Scenario Recording(Scenario scenario, IEnumerable<Requirement> named) =>
        named.Any(requirement => requirement.RecordsAllocators)
            ? scenario with { Scope = scenario.Scope with { RecordsAllocators = true } }
            : scenario;

    private Scenario Bounded(ParseResult arguments, Scenario scenario)
    {
        Scope scope = _bounds.Replaced(arguments, scenario.Scope);
        BoundOptions.Refuse(scope);
        return scenario with
        {
            Scope = scope,
            Platform = _platform.IsGiven(arguments) ? _platform.NameFrom(arguments) : scenario.Platform,
        };
    }

    private static Scenario Judged(Scenario scenario, ImmutableArray<Requirement> judged) => Recording(
        scenario with
        {
            Demands = [.. scenario.Demands.Where(demand => judged.Contains(demand.Requirement))],
            Scope = scenario.Scope with { RecordsAllocators = false },
        },
        judged);

    // What cannot be broken within the bounds every policy would keep, as in a file.
    private void RefuseIdle(ParseResult arguments, Scenario scenario)
    {
        string given = string.Join(", ", [
            .. _bounds.GivenIn(arguments),
            .. _platform.IsGiven(arguments) ? (string[])[_platform.Option.Name] : [],
        ]);
        IModel model = AnyModelOf(scenario);
        foreach (Demand demand in scenario.Demands)
        {
            if (demand.Requirement.Obstacle(model) is { } obstacle)
            {
                throw new BadInputException(
                    $"{given}: {demand.Requirement.Name}, which the scenario asks for, does not apply: {obstacle}");
            }
        }
    }
}
