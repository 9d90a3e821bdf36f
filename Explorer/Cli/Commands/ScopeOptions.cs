using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that choose a policy and its bounds.</summary>
internal sealed class ScopeOptions
{
    // In place of names: all that there are.
    private const string Everything = "all";

    private readonly Option<string?> _lifetime =
        Named("--lifetime", "L", "What Free does to aliases", Catalog.Lifetimes);
    private readonly Option<string?> _charging = Named("--charging", "C", "Who pays", Catalog.Chargings, "Holder");
    private readonly Option<string?> _platform =
        Named("--platform", "P", "What a capability gives", Catalog.Platforms, "Native");
    private readonly Option<string?> _sealing =
        Named("--sealing", "S", "What Seal does", Catalog.Sealings, PolicyName.UsualSealing);
    private readonly Option<int> _frames = Number("--frames", "Physical frames, 1 to 32.");
    private readonly Option<int> _sessions = Number("--sessions", "Sessions, 1 to 8.");
    private readonly Option<int> _dataspaces = Number("--dataspaces", "Dataspace slots, 1 to 16.");
    private readonly Option<int> _regions = Number("--regions", "Attachment slots, 0 to 8; 0: no Attach.");
    private readonly Option<int> _aliasCost =
        Number("--alias-cost", "Frames that an alias costs under lifetime Managed.");
    private readonly Option<string?> _quota = new("--quota")
    {
        Description = "Frames that each session may use: one number for all, or one for each, separated by commas. "
            + "Default: all frames",
        HelpName = "N[,N…]",
    };

    private readonly Option<string?> _operations;

    private readonly Option<string> _sharing = new("--sharing")
    {
        Description = "open: a session can name every dataspace; delegated: what it made or was given by Share.",
        HelpName = "open|delegated",
    };

    private readonly Option<bool?> _contents = new("--contents") { Description = "Frames carry who wrote them last" };
    private readonly ScopeDefaults _usual;

    private static IEnumerable<string> OperationsOfSessions =>
        Enum.GetValues<OperationKind>().Where(kind => kind != OperationKind.Flush).Select(kind => kind.ToString());

    private static string OperationNames => string.Join(", ", OperationsOfSessions);

    /// <summary>Makes the options.</summary>
    /// <param name="isLifetimeRequired">
    /// Whether a lifetime must be named; else there may be several policies of each kind.
    /// </param>
    /// <param name="usual">What holds for what is not named.</param>
    internal ScopeOptions(bool isLifetimeRequired, ScopeDefaults usual)
    {
        _usual = usual;
        _lifetime.Required = isLifetimeRequired;
        if (!isLifetimeRequired)
        {
            foreach (Option<string?> policies in (Option<string?>[])[_lifetime, _charging, _platform, _sealing])
            {
                policies.Description += $" Several are separated by commas; {Everything}: each of them.";
                policies.HelpName += ",…";
            }
        }

        _frames.DefaultValueFactory = _ => usual.Frames;
        _sessions.DefaultValueFactory = _ => usual.Sessions;
        _dataspaces.DefaultValueFactory = _ => usual.Dataspaces;
        _regions.DefaultValueFactory = _ => usual.Regions;
        _aliasCost.DefaultValueFactory = _ => 1;
        _sharing.DefaultValueFactory = _ => usual.Sharing;
        _quota.Description += usual.Quota is null ? "." : $"; for the usual frames and sessions {usual.Quota}.";
        _contents.Description += usual.Contents ? "; --contents false: not. Default: where there is a region." : ".";
        _operations = new Option<string?>(usual.OperationsOption)
        {
            Description = $"The operations that sessions may ask for, of {OperationNames}. "
                + $"Default: all that the bounds allow, but Drop and Donate; {Everything}: with them.",
            HelpName = "NAME,…",
        };
    }

    /// <summary>Whether a lifetime is named.</summary>
    internal bool NamesLifetime(ParseResult arguments) => arguments.GetResult(_lifetime) is not null;

    /// <summary>Whether a lifetime, a charging policy, a platform or a sealing policy is named.</summary>
    internal bool NamesPolicy(ParseResult arguments) => NamesLifetime(arguments)
        || arguments.GetResult(_charging) is { Implicit: false }
        || arguments.GetResult(_platform) is { Implicit: false }
        || arguments.GetResult(_sealing) is { Implicit: false };

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        foreach (Option option in (Option[])
            [
                _lifetime, _charging, _platform, _sealing, _frames, _sessions, _dataspaces, _regions, _quota,
                _operations,
                _sharing, _contents, _aliasCost,
            ])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The policy chosen.</summary>
    internal PolicyName PolicyFrom(ParseResult arguments) => new(
        NameFrom(arguments, _lifetime, Catalog.Lifetimes),
        NameFrom(arguments, _charging, Catalog.Chargings),
        NameFrom(arguments, _platform, Catalog.Platforms),
        NameFrom(arguments, _sealing, Catalog.Sealings));

    /// <summary>The policies chosen of those that the implementation can follow.</summary>
    /// <param name="arguments">What was named.</param>
    /// <param name="all">Whether --all-policies was.</param>
    internal ImmutableArray<PolicyName> ImplementedPoliciesFrom(ParseResult arguments, bool all)
    {
        if (all && (NamesLifetime(arguments) || arguments.GetResult(_charging) is { Implicit: false }))
        {
            throw new BadInputException(
                "--all-policies names every lifetime and charging policy; --lifetime and --charging name some");
        }

        if (!all && !NamesLifetime(arguments))
        {
            throw new BadInputException(
                $"--lifetime or --all-policies is needed (modelcheck {arguments.CommandResult.Command.Name} --help)");
        }

        ImmutableArray<PolicyName> policies =
        [
            .. from lifetime in NamesFrom(arguments, _lifetime, Catalog.Lifetimes, all)
               from charging in NamesFrom(arguments, _charging, Catalog.Chargings, all)
               from platform in PlatformsFrom(arguments)
               from sealing in NamesFrom(arguments, _sealing, Catalog.Sealings)
               select new PolicyName(lifetime, charging, platform, sealing),
        ];

        // One that somebody has dropped in, perhaps: there are no books for it.
        return all
            ? [.. policies.Where(OptimisedService.Supports)]
            : policies.FirstOrDefault(policy => !OptimisedService.Supports(policy)) is { } strange
            ? throw new BadInputException($"--charging: the implementation keeps no books for {strange.Charging}")
            : policies;
    }

    // Of all that there are those that the implementation can stand for; what is named must be such.
    private ImmutableArray<string> PlatformsFrom(ParseResult arguments)
    {
        ImmutableArray<string> platforms = NamesFrom(arguments, _platform, Catalog.Platforms);
        return IsEverything(arguments.GetValue(_platform))
            ? [.. platforms.Where(OptimisedService.Platforms.Contains)]
            : platforms.FirstOrDefault(name => !OptimisedService.Platforms.Contains(name)) is { } strange
            ? throw new BadInputException("--platform: the implementation stands for "
                + $"{string.Join(" and ", OptimisedService.Platforms)}, not {strange}")
            : platforms;
    }

    // Those named by one option, in the order of the catalog.
    private static ImmutableArray<string> NamesFrom(
        ParseResult arguments, Option<string?> option, ImmutableArray<PolicyEntry> policies, bool all = false)
    {
        if (all || IsEverything(arguments.GetValue(option)))
        {
            return [.. policies.Select(policy => policy.Name)];
        }

        string[] named =
        [
            .. (arguments.GetValue(option) ?? string.Empty).Split(',', StringSplitOptions.TrimEntries)
                .Select(name => NameIn(name, option, policies)),
        ];
        return [.. policies.Select(policy => policy.Name).Where(named.Contains)];
    }

    /// <summary>The bounds chosen.</summary>
    internal Scope ScopeFrom(ParseResult arguments)
    {
        int frames = arguments.GetValue(_frames);
        int sessions = arguments.GetValue(_sessions);
        int regions = arguments.GetValue(_regions);
        int listed = Math.Clamp(sessions, 0, SessionId.Capacity);
        OperationKinds operations = OperationsFrom(arguments.GetValue(_operations));
        var scope = new Scope
        {
            Frames = frames,
            Sessions = sessions,
            Dataspaces = arguments.GetValue(_dataspaces),
            Regions = regions,
            Quotas = QuotasFrom(arguments.GetValue(_quota) ?? UsualQuota(frames, sessions), listed),
            Permitted = [.. Enumerable.Repeat(operations, listed)],
            Sharing = arguments.GetValue(_sharing) switch
            {
                "open" => Sharing.Open,
                "delegated" => Sharing.Delegated,
                string other => throw new BadInputException($"--sharing must be open or delegated, not {other}"),
                null => Sharing.Open,
            },
            Contents = arguments.GetValue(_contents) ?? (_usual.Contents && regions > 0),
            AliasCost = arguments.GetValue(_aliasCost),
        };
        if (scope.Faults().FirstOrDefault() is { } fault)
        {
            throw new BadInputException($"{OptionFor(fault.Field)} {fault.Message}");
        }

        // What is asked for by name and then left out would make a result look like more than it is.
        return arguments.GetValue(_operations) is { } named
            && !IsEverything(named)
            && scope.FaultOf(operations) is { } excluded
            ? throw new BadInputException($"{OptionFor(excluded.Field)}: {excluded.Message}")
            : scope;
    }

    private string OptionFor(string field) => field switch
    {
        "aliasCost" => _aliasCost.Name,
        "operations" => _operations.Name,
        _ => $"--{field}",
    };

    private string UsualQuota(int frames, int sessions) =>
        _usual.Quota is { } quota && frames == _usual.Frames && sessions == _usual.Sessions
            ? quota
            : frames.ToString(CultureInfo.InvariantCulture);

    private static ImmutableArray<int> QuotasFrom(string text, int sessions)
    {
        int[] quotas =
        [
            .. text.Split(',').Select(part =>
                int.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int quota)
                    ? quota
                    : throw new BadInputException(
                        $"--quota must be whole numbers of at most {Scope.MaximalQuota}, not {text}")),
        ];
        return quotas.Length == 1 ? [.. Enumerable.Repeat(quotas[0], sessions)] : [.. quotas];
    }

    private OperationKinds OperationsFrom(string? names)
    {
        if (names is null)
        {
            return OperationKinds.Default;
        }

        if (IsEverything(names))
        {
            return OperationKinds.All;
        }

        OperationKinds kinds = default;
        foreach (string name in names.Split(',', StringSplitOptions.TrimEntries))
        {
            string? known = OperationsOfSessions
                .FirstOrDefault(kind => kind.Equals(name, StringComparison.OrdinalIgnoreCase));
            kinds |= known is not null
                ? OperationKinds.Of(Enum.Parse<OperationKind>(known))
                : throw new BadInputException(
                    $"{_operations.Name}: no operation {name}; there are {OperationNames}");
        }

        return kinds;
    }

    private static bool IsEverything(string? names) => Everything.Equals(names, StringComparison.OrdinalIgnoreCase);

    private static string NameFrom(
        ParseResult arguments, Option<string?> option, ImmutableArray<PolicyEntry> policies) =>
        NameIn(arguments.GetValue(option) ?? string.Empty, option, policies);

    private static string NameIn(string name, Option<string?> option, ImmutableArray<PolicyEntry> policies) =>
        Catalog.Find(policies, name)?.Name
            ?? throw new BadInputException($"{option.Name}: no policy {name}; there are {Names(policies)}");

    private static Option<string?> Named(
        string name, string placeholder, string description, ImmutableArray<PolicyEntry> policies, string? usual = null)
    {
        var option = new Option<string?>(name)
        {
            Description = $"{description}: {Names(policies)}.",
            HelpName = placeholder,
        };
        if (usual is not null)
        {
            option.DefaultValueFactory = _ => usual;
        }

        return option;
    }

    private static Option<int> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "N" };

    private static string Names(ImmutableArray<PolicyEntry> policies) =>
        string.Join(", ", policies.Select(entry => entry.Name));
}
