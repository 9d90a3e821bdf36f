using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that choose a policy and its bounds.</summary>
internal sealed class ScopeOptions
{
    /// <summary>The option that names kinds of operation.</summary>
    internal const string KindsName = "--kinds";

    private readonly PolicyOption _lifetime;
    private readonly PolicyOption _charging;
    private readonly PolicyOption _platform;
    private readonly PolicyOption _sealing;
    private readonly BoundOptions _bounds;
    private readonly Option<int> _sessions = new("--sessions") { Description = "Sessions, 1 to 8.", HelpName = "N" };

    private readonly Option<string?> _kinds = new(KindsName)
    {
        Description = $"The operations that sessions may ask for, of {KindNames}. "
            + $"Default: all that the bounds allow, but Drop and Donate; {NameList.Everything}: with them.",
        HelpName = "NAME,…",
    };

    private readonly ScopeDefaults _usual;

    private static ImmutableArray<OperationKind> KindsOfSessions =>
        [.. Enum.GetValues<OperationKind>().Where(kind => kind != OperationKind.Flush)];

    private static string KindNames => string.Join(", ", KindsOfSessions);

    /// <summary>Makes the options.</summary>
    /// <param name="isLifetimeRequired">
    /// Whether a lifetime must be named; else there may be several policies of each kind.
    /// </param>
    /// <param name="usual">What holds for what is not named.</param>
    /// <param name="usualLifetime">
    /// The lifetime where none need be named, of a command that is about one policy all the same; else null.
    /// </param>
    internal ScopeOptions(bool isLifetimeRequired, ScopeDefaults usual, string? usualLifetime = null)
    {
        _usual = usual;
        bool isList = !isLifetimeRequired && usualLifetime is null;
        _lifetime = PolicyOption.Lifetime("What Free does to aliases: ", isList);
        _lifetime.Option.Required = isLifetimeRequired;
        if (usualLifetime is not null)
        {
            _lifetime.WithDefault(usualLifetime);
        }

        _charging = PolicyOption.Charging("Who pays: ", isList).WithDefault("Holder");
        _platform = PolicyOption.Platform("What a capability gives: ", isList).WithDefault("Native");
        _sealing = PolicyOption.Sealing("What Seal does: ", isList).WithDefault(PolicyName.UsualSealing);
        _bounds = new BoundOptions(usual);
        _sessions.DefaultValueFactory = _ => usual.Sessions;
        _kinds.CompletionSources.OfferList(KindsOfSessions.Select(kind => kind.ToString()));
    }

    /// <summary>Whether a lifetime is named.</summary>
    internal bool NamesLifetime(ParseResult arguments) => _lifetime.IsGiven(arguments);

    /// <summary>Whether something is said of the bounds, so that they are those of no scenario.</summary>
    internal bool GivesBounds(ParseResult arguments) => _bounds.GivenIn(arguments).Any()
        || arguments.GetResult(_sessions) is { Implicit: false }
        || arguments.GetValue(_kinds) is not null;

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [
                _lifetime.Option, _charging.Option, _platform.Option, _sealing.Option, _sessions,
                .. _bounds.All, _kinds,
            ])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The policy chosen.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="scenario">The scenario whose platform and sealing hold where none is named; null for none.</param>
    internal PolicyName PolicyFrom(ParseResult arguments, Scenario? scenario = null) => new(
        _lifetime.NameFrom(arguments),
        _charging.NameFrom(arguments),
        scenario is not null && !_platform.IsGiven(arguments) ? scenario.Platform : _platform.NameFrom(arguments),
        scenario is not null && !_sealing.IsGiven(arguments) ? scenario.Sealing : _sealing.NameFrom(arguments));

    /// <summary>The policies chosen of those that the implementation can follow.</summary>
    /// <param name="arguments">What was named.</param>
    /// <param name="all">Whether --all-policies was.</param>
    /// <param name="isOther">Whether they are those of another service, which may stand for any.</param>
    internal ImmutableArray<PolicyName> ImplementedPoliciesFrom(ParseResult arguments, bool all, bool isOther)
    {
        if (all && (NamesLifetime(arguments) || _charging.IsGiven(arguments)))
        {
            throw new BadInputException(
                "--all-policies names every lifetime and charging policy; --lifetime and --charging name some");
        }

        if (!all && !NamesLifetime(arguments))
        {
            throw new BadInputException(
                $"--lifetime or --all-policies is needed (modelcheck {arguments.CommandResult.Command.Name} --help)");
        }

        IEnumerable<string> chargings =
            all ? Catalog.Chargings.Select(entry => entry.Name) : _charging.NamesFrom(arguments);
        ImmutableArray<PolicyName> policies =
        [
            .. from lifetime in _lifetime.NamesFrom(arguments)
               from charging in chargings
               from platform in isOther ? _platform.NamesFrom(arguments) : PlatformsFrom(arguments)
               from sealing in _sealing.NamesFrom(arguments)
               select new PolicyName(lifetime, charging, platform, sealing),
        ];

        // One that somebody has dropped in, perhaps: there are no books for it.
        return all
            ? [.. policies.Where(OptimisedService.Supports)]
            : !isOther && policies.FirstOrDefault(policy => !OptimisedService.Supports(policy)) is { } strange
            ? throw new BadInputException($"--charging: the implementation keeps no books for {strange.Charging}")
            : policies;
    }

    /// <summary>The bounds chosen.</summary>
    internal Scope ScopeFrom(ParseResult arguments)
    {
        int sessions = arguments.GetValue(_sessions);
        int listed = Math.Clamp(sessions, 0, SessionId.Capacity);
        OperationKinds kinds = KindsFrom(arguments.GetValue(_kinds));
        Scope scope = _bounds.Replaced(arguments, new Scope
        {
            Frames = _usual.Frames,
            Sessions = sessions,
            Dataspaces = _usual.Dataspaces,
            Regions = _usual.Regions,
            Quotas = [],
            Permitted = [.. Enumerable.Repeat(kinds, listed)],
            Sharing = _usual.Sharing == "open" ? Sharing.Open : Sharing.Delegated,
        });
        scope = scope with
        {
            Quotas = _bounds.GivesQuota(arguments) ? scope.Quotas : UsualQuotas(scope.Frames, sessions, listed),
            Contents = _bounds.GivesContents(arguments) ? scope.Contents : _usual.Contents && scope.Regions > 0,
        };
        return Checked(arguments, scope);
    }

    /// <summary>The bounds of a scenario, but for those that are named.</summary>
    internal Scope ScopeFrom(ParseResult arguments, Scenario scenario)
    {
        if (arguments.GetResult(_sessions) is { Implicit: false })
        {
            throw new BadInputException(
                $"{_sessions.Name}: the sessions of a scenario come with their roles, so only its file says how many "
                + "there are");
        }

        Scope scope = _bounds.Replaced(arguments, scenario.Scope);
        return Checked(arguments, arguments.GetValue(_kinds) is { } kinds
            ? scope with { Permitted = [.. Enumerable.Repeat(KindsFrom(kinds), scope.Sessions)] }
            : scope);
    }

    private Scope Checked(ParseResult arguments, Scope scope)
    {
        BoundOptions.Refuse(scope);

        // What is asked for by name and then left out would make a result look like more than it is.
        return arguments.GetValue(_kinds) is { } named
            && !NameList.IsEverything(named)
            && scope.FaultOf(KindsFrom(named)) is { } excluded
            ? throw new BadInputException($"{BoundOptions.OptionFor(excluded.Field)}: {excluded.Message}")
            : scope;
    }

    // Of all that there are those that the implementation can stand for; what is named must be such.
    private ImmutableArray<string> PlatformsFrom(ParseResult arguments)
    {
        ImmutableArray<string> platforms = _platform.NamesFrom(arguments);
        return _platform.IsEverything(arguments)
            ? [.. platforms.Where(OptimisedService.Platforms.Contains)]
            : platforms.FirstOrDefault(name => !OptimisedService.Platforms.Contains(name)) is { } strange
            ? throw new BadInputException("--platform: the implementation stands for "
                + $"{string.Join(" and ", OptimisedService.Platforms)}, not {strange}")
            : platforms;
    }

    private ImmutableArray<int> UsualQuotas(int frames, int sessions, int listed) =>
        _usual.Quota is { } quota && frames == _usual.Frames && sessions == _usual.Sessions
            ? [.. quota.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture))]
            : [.. Enumerable.Repeat(frames, listed)];

    private static OperationKinds KindsFrom(string? names) =>
        names is null ? OperationKinds.Default
        : NameList.IsEverything(names) ? OperationKinds.All
        : OperationKinds.Of([.. NameList.Read(names, KindsOfSessions, Find)]);

    private static OperationKind Find(string name) =>
        KindsOfSessions.Cast<OperationKind?>()
            .FirstOrDefault(kind => name.Equals(kind.ToString(), StringComparison.OrdinalIgnoreCase))
        ?? throw new BadInputException($"{KindsName}: no operation {name}; there are {KindNames}");
}
