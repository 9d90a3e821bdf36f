using System.Collections.Immutable;
using System.Globalization;

using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Web.Addresses;

/// <summary>
/// Where somebody is: a scenario, perhaps with other bounds, up to three policies, and the operations that lead from
/// the initial state to where they look. All of it stands in the address, so that any view can be shared and comes back
/// when it is loaded again; nothing is kept for a reader.
/// </summary>
/// <param name="ScenarioName">The name that the address has for the scenario.</param>
/// <param name="Scenario">The scenario, within the bounds that are asked for.</param>
/// <param name="Policies">One to three policies.</param>
/// <param name="Path">What is asked of each, one after the other.</param>
public sealed record Place(
    string ScenarioName, Scenario Scenario, ImmutableArray<PolicyName> Policies, ImmutableArray<Operation> Path)
{
    /// <summary>How many policies are shown beside one another.</summary>
    public const int MostPolicies = 3;

    private static readonly string[] BoundNames = ["frames", "dataspaces", "regions"];

    /// <summary>The bounds that the address gives in place of the scenario's.</summary>
    private ImmutableArray<(string Name, int Value)> Bounds { get; init; } = [];

    /// <summary>Reads an address.</summary>
    /// <param name="query">What stands behind the question mark.</param>
    /// <param name="served">What there is to choose from.</param>
    /// <exception cref="BadInputException">Something in it is not what it has to be.</exception>
    internal static Place Read(IQueryCollection query, Served served)
    {
        string name = One(query, "scenario") ?? served.Name;
        Scenario written = served.Find(name);
        (string Name, int Value)[] bounds =
        [
            .. BoundNames.Select(bound => (bound, Text: One(query, bound)))
                .Where(entry => !string.IsNullOrEmpty(entry.Text))
                .Select(entry => (entry.bound, NumberIn(entry.bound, entry.Text!))),
        ];
        Scope scope = bounds.Aggregate(written.Scope, (all, bound) => bound.Name switch
        {
            "frames" => all with { Frames = bound.Value },
            "dataspaces" => all with { Dataspaces = bound.Value },
            _ => all with { Regions = bound.Value },
        });
        if (scope.Faults().FirstOrDefault() is { } fault)
        {
            throw new BadInputException($"{fault.Field}: {fault.Message}");
        }

        Scenario scenario = scope == written.Scope ? written : written with { Scope = scope, Original = written };
        string[] policies = [.. query["policy"].OfType<string>().Where(text => text.Length > 0)];
        if (policies.Length > MostPolicies)
        {
            throw new BadInputException($"policy: at most {MostPolicies}, not {policies.Length}");
        }

        ImmutableArray<PolicyName> chosen = policies.Length == 0
            ? [served.Policy with { Platform = scenario.Platform, Sealing = scenario.Sealing }]
            : [.. policies.Select(text => PolicyIn(text, scenario)).Distinct()];
        IModel any = Catalog.CreateModel(chosen[0], scope);
        return new Place(
            name, scenario, chosen, [.. OperationText.Read(One(query, "path") ?? string.Empty, scope, any.Flushes)])
        {
            Bounds = [.. bounds],
        };
    }

    /// <summary>The address of a page that shows the place.</summary>
    /// <param name="page">The page, without a slash before it.</param>
    /// <param name="more">What the page is asked besides.</param>
    internal string On(string page, params (string Name, string Value)[] more)
    {
        IEnumerable<(string Name, string Value)> all =
        [
            ("scenario", ScenarioName),
            .. Bounds.Select(bound => (bound.Name, bound.Value.ToString(CultureInfo.InvariantCulture))),
            .. Policies.Select(policy => ("policy", $"{policy.Lifetime}/{policy.Charging}")),
            .. Path.IsEmpty ? [] : ((string, string)[])[("path", OperationText.Of(Path))],
            .. more,
        ];
        return $"/{page}?" + string.Join('&', all.Select(entry => $"{entry.Name}={Escaped(entry.Value)}"));
    }

    /// <summary>What stands in a form that asks something of the place.</summary>
    internal IEnumerable<(string Name, string Value)> Fields =>
    [
        ("scenario", ScenarioName),
        .. Bounds.Select(bound => (bound.Name, bound.Value.ToString(CultureInfo.InvariantCulture))),
        .. Policies.Select(policy => ("policy", $"{policy.Lifetime}/{policy.Charging}")),
        ("path", OperationText.Of(Path)),
    ];

    /// <summary>The place after one more operation.</summary>
    internal Place After(Operation operation) => this with { Path = Path.Add(operation) };

    /// <summary>The place after the first few operations.</summary>
    internal Place Upto(int steps) => this with { Path = Path[..steps] };

    /// <summary>The place with one policy only.</summary>
    internal Place Of(PolicyName policy) => this with { Policies = [policy] };

    /// <summary>What comes of the operations under a policy.</summary>
    internal Trace TraceUnder(IModel model) => Trace.Replay(model, Path.Select(operation => operation.Code));

    /// <summary>The model of one of the policies.</summary>
    internal IModel ModelOf(PolicyName policy) => Catalog.CreateModel(policy, Scenario.Scope);

    // What operations are written with needs no escape in a query, and is read better without.
    private static string Escaped(string text) => Uri.EscapeDataString(text)
        .Replace("%28", "(", StringComparison.Ordinal).Replace("%29", ")", StringComparison.Ordinal)
        .Replace("%2C", ",", StringComparison.Ordinal).Replace("%3B", ";", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal);

    private static string? One(IQueryCollection query, string name)
    {
        StringValues values = query[name];
        return values.Count <= 1
            ? values.FirstOrDefault()
            : throw new BadInputException($"{name}: is there {values.Count} times");
    }

    private static int NumberIn(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new BadInputException($"{name}: must be a number");

    private static PolicyName PolicyIn(string text, Scenario scenario)
    {
        string[] parts = text.Split('/');
        return parts.Length == 2
            && Catalog.Find(Catalog.Lifetimes, parts[0]) is { } lifetime
            && Catalog.Find(Catalog.Chargings, parts[1]) is { } charging
                ? new PolicyName(lifetime.Name, charging.Name, scenario.Platform, scenario.Sealing)
                : throw new BadInputException("policy: must be LIFETIME/CHARGING by names that exist");
    }
}
