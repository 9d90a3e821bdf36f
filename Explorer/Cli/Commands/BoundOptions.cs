using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that bound a scope, but for its sessions and what they may ask for.</summary>
internal sealed class BoundOptions
{
    private readonly Option<int?> _frames = Number("--frames", "Physical frames, 1 to 32.");
    private readonly Option<int?> _dataspaces = Number("--dataspaces", "Dataspace slots, 1 to 16.");
    private readonly Option<int?> _regions = Number("--regions", "Attachment slots, 0 to 8; 0: no Attach.");
    private readonly Option<int?> _aliasCost =
        Number("--alias-cost", "Frames that an alias costs under lifetime Managed.");
    private readonly Option<string?> _quota = new("--quota")
    {
        Description = "Frames that each session may use: one number for all, or one for each, separated by commas.",
        HelpName = "N[,N…]",
    };

    private readonly Option<string?> _sharing = new("--sharing")
    {
        Description = "open: a session can name every dataspace; delegated: what it made or was given by Share.",
        HelpName = "open|delegated",
    };

    private readonly Option<bool?> _contents = new("--contents") { Description = "Frames carry who wrote them last" };

    /// <summary>Makes the options of a command whose bounds are a scenario's where they are not given.</summary>
    internal BoundOptions()
    {
        _sharing.CompletionSources.Offer("open", "delegated");
        _contents.Description += "; --contents false: not.";
        foreach (Option option in All)
        {
            option.Description += " Default: as the scenario says.";
        }
    }

    /// <summary>Makes the options of a command that has bounds of its own.</summary>
    /// <param name="usual">What holds for what is not given.</param>
    internal BoundOptions(ScopeDefaults usual)
    {
        _sharing.CompletionSources.Offer("open", "delegated");
        _frames.DefaultValueFactory = _ => usual.Frames;
        _dataspaces.DefaultValueFactory = _ => usual.Dataspaces;
        _regions.DefaultValueFactory = _ => usual.Regions;
        _aliasCost.DefaultValueFactory = _ => 1;
        _sharing.DefaultValueFactory = _ => usual.Sharing;
        _quota.Description += " Default: all frames"
            + (usual.Quota is null ? "." : $"; for the usual frames and sessions {usual.Quota}.");
        _contents.Description += usual.Contents ? "; --contents false: not. Default: where there is a region." : ".";
    }

    /// <summary>The options, in the order in which help lists them.</summary>
    internal IEnumerable<Option> All => [_frames, _dataspaces, _regions, _quota, _sharing, _contents, _aliasCost];

    /// <summary>The options that the command line gives, as they are written there.</summary>
    internal IEnumerable<string> GivenIn(ParseResult arguments) =>
        All.Where(option => IsGiven(arguments, option)).Select(option => option.Name);

    /// <summary>A scope with the bounds that the command line gives in place of its own; it may have faults.</summary>
    internal Scope Replaced(ParseResult arguments, Scope scope)
    {
        Scope bounded = scope with
        {
            Frames = Given(arguments, _frames) ?? scope.Frames,
            Dataspaces = Given(arguments, _dataspaces) ?? scope.Dataspaces,
            Regions = Given(arguments, _regions) ?? scope.Regions,
            AliasCost = Given(arguments, _aliasCost) ?? scope.AliasCost,
        };
        return bounded with
        {
            Quotas = GivesQuota(arguments)
                ? QuotasFrom(arguments.GetValue(_quota)!, Math.Clamp(scope.Sessions, 0, SessionId.Capacity))
                : scope.Quotas,
            Sharing = IsGiven(arguments, _sharing) ? SharingFrom(arguments.GetValue(_sharing)!) : scope.Sharing,
            Contents = GivesContents(arguments) ? arguments.GetValue(_contents) ?? true : scope.Contents,
        };
    }

    /// <summary>Whether the command line gives quotas.</summary>
    internal bool GivesQuota(ParseResult arguments) => IsGiven(arguments, _quota);

    /// <summary>Whether the command line says if frames carry contents.</summary>
    internal bool GivesContents(ParseResult arguments) => IsGiven(arguments, _contents);

    /// <summary>Refuses a scope that has a fault, by the option that it lies in.</summary>
    internal static void Refuse(Scope scope)
    {
        if (scope.Faults().FirstOrDefault() is { } fault)
        {
            throw new BadInputException($"{OptionFor(fault.Field)} {fault.Message}");
        }
    }

    /// <summary>The option for a field of a scope.</summary>
    internal static string OptionFor(string field) => field switch
    {
        "aliasCost" => "--alias-cost",
        "operations" => ScopeOptions.KindsName,
        _ => $"--{field}",
    };

    private static bool IsGiven(ParseResult arguments, Option option) =>
        arguments.GetResult(option) is { Implicit: false };

    private static int? Given(ParseResult arguments, Option<int?> option) =>
        IsGiven(arguments, option) ? arguments.GetValue(option) : null;

    private static Sharing SharingFrom(string word) => word switch
    {
        "open" => Sharing.Open,
        "delegated" => Sharing.Delegated,
        _ => throw new BadInputException($"--sharing must be open or delegated, not {word}"),
    };

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

    private static Option<int?> Number(string name, string description) =>
        new(name) { Description = description, HelpName = "N" };
}
