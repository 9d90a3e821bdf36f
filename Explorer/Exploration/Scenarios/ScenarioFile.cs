using System.Collections.Immutable;

using ModelCheck.Model.Requirements;
using ModelCheck.Model.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Scenarios;

/// <summary>
/// Reads scenario files (<c>docs/scenario.schema.json</c>); every error names the field and its line.
/// </summary>
public static class ScenarioFile
{
    private const string ResourcePrefix = "scenarios/";

    /// <summary>The names of the scenarios that come with the program.</summary>
    public static ImmutableArray<string> Bundled { get; } =
    [
        .. typeof(ScenarioFile).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .Select(name => Path.GetFileNameWithoutExtension(name[ResourcePrefix.Length..]))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Reads a bundled scenario by its name, or a file by its path.</summary>
    /// <param name="nameOrPath">The name or path.</param>
    /// <returns>The scenario.</returns>
    /// <exception cref="BadInputException">There is no such scenario, or it is not as it must be.</exception>
    public static Scenario Load(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        if (Bundled.Contains(nameOrPath, StringComparer.Ordinal))
        {
            using Stream resource =
                typeof(ScenarioFile).Assembly.GetManifestResourceStream($"{ResourcePrefix}{nameOrPath}.json")!;
            using var content = new MemoryStream();
            resource.CopyTo(content);
            return Parse($"{nameOrPath}.json", content.ToArray());
        }

        if (nameOrPath.Length == 0)
        {
            throw new BadInputException("a scenario needs a name");
        }

        try
        {
            return Parse(nameOrPath, File.ReadAllBytes(nameOrPath));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            string reason = exception is FileNotFoundException or DirectoryNotFoundException
                ? $"no such file, and no bundled scenario; there are {string.Join(", ", Bundled)}"
                : exception.Message;
            throw new BadInputException($"{nameOrPath}: {reason}", exception);
        }
    }

    /// <summary>Reads a scenario from its text.</summary>
    /// <param name="name">What errors call the text.</param>
    /// <param name="utf8">The text.</param>
    /// <returns>The scenario.</returns>
    /// <exception cref="BadInputException">It is not as it must be.</exception>
    public static Scenario Parse(string name, byte[] utf8)
    {
        JsonField root = JsonText.Read(name, utf8);
        root.AllowOnly("$schema", "name", "source", "summary", "scope", "sessions", "must", "should");
        root.Optional("$schema")?.Text();
        JsonField scope = root.Required("scope");
        JsonField[] sessions = [.. root.Required("sessions").Items()];
        ImmutableArray<Demand> demands = DemandsOf(root);
        var scenario = new Scenario(
            root.Required("name").Text(),
            root.Required("source").Text(),
            root.Required("summary").Text(),
            NameIn(Catalog.Platforms, scope.Required("platform"), "platform"),
            ScopeOf(scope, root.Required("sessions"), sessions) with
            {
                RecordsAllocators = demands.Any(demand => demand.Requirement.RecordsAllocators),
            },
            [.. sessions.Select(session => session.Required("role").Text())],
            demands)
        {
            Sealing = scope.Optional("sealing") is { } sealing
                ? NameIn(Catalog.Sealings, sealing, "sealing")
                : PolicyName.UsualSealing,
        };
        RefuseIdleDemands(scenario, root);
        return scenario;
    }

    private static string NameIn(ImmutableArray<PolicyEntry> entries, JsonField field, string kind) =>
        Catalog.Find(entries, field.Text())?.Name
            ?? throw field.Fault(
                BadInputKind.UnknownName,
                $"no such {kind}; there are {string.Join(", ", entries.Select(entry => entry.Name))}");

    private static Scope ScopeOf(JsonField scope, JsonField list, JsonField[] sessions)
    {
        scope.AllowOnly("platform", "sealing", "frames", "dataspaces", "regions", "sharing", "contents", "aliasCost");
        foreach (JsonField session in sessions)
        {
            session.AllowOnly("role", "quota", "operations", "trusts");
        }

        string[] roles = [.. sessions.Select(session => session.Required("role").Text())];
        var result = new Scope
        {
            Frames = scope.Required("frames").Number(),
            Sessions = sessions.Length,
            Dataspaces = scope.Required("dataspaces").Number(),
            Regions = scope.Optional("regions")?.Number() ?? 0,
            Sharing = SharingOf(scope.Optional("sharing")),
            Contents = scope.Optional("contents")?.Truth() ?? false,
            AliasCost = scope.Optional("aliasCost")?.Number() ?? 1,
            Quotas = [.. sessions.Select(session => session.Required("quota").Number())],
            Permitted = [.. sessions.Select(session => OperationsOf(session.Optional("operations")))],
            Trusts = [.. sessions.Select(session => TrustedBy(session.Optional("trusts"), roles))],
        };
        foreach (ScopeFault fault in result.Faults())
        {
            throw fault.Field switch
            {
                "quota" => sessions.First(session => session.Required("quota").Number() is var quota
                        && (quota < 0 || quota > (result.Operations.Contains(OperationKind.Donate)
                            ? Scope.MaximalQuotaToDonate
                            : Scope.MaximalQuota)))
                    .Required("quota").Fault(BadInputKind.OutOfBounds, fault.Message),
                "sessions" => list.Fault(BadInputKind.OutOfBounds, fault.Message),
                "contents" => scope.Required("contents").Fault(BadInputKind.Contradiction, fault.Message),
                _ => (scope.Optional(fault.Field) ?? scope).Fault(BadInputKind.OutOfBounds, fault.Message),
            };
        }

        foreach (JsonField field in sessions.Select(session => session.Optional("operations")).OfType<JsonField>())
        {
            if (result.FaultOf(OperationsOf(field)) is { } excluded)
            {
                throw field.Fault(BadInputKind.Idle, excluded.Message);
            }
        }

        return result;
    }

    private static Sharing SharingOf(JsonField? field) => field?.Text() switch
    {
        null or "open" => Sharing.Open,
        "delegated" => Sharing.Delegated,
        _ => throw field.Fault(BadInputKind.UnknownName, "must be open or delegated"),
    };

    private static OperationKinds OperationsOf(JsonField? field)
    {
        if (field is null)
        {
            return OperationKinds.Default;
        }

        OperationKinds kinds = default;
        foreach (JsonField item in field.Items())
        {
            string name = item.Text();
            kinds |= Enum.GetNames<OperationKind>().Contains(name, StringComparer.Ordinal)
                ? OperationKinds.Of(Enum.Parse<OperationKind>(name))
                : throw item.Fault(
                    BadInputKind.UnknownName,
                    $"no operation {name}; there are {string.Join(", ", Enum.GetNames<OperationKind>())}");
        }

        return kinds;
    }

    // A session trusts every session of a role that it names.
    private static SessionSet TrustedBy(JsonField? field, string[] roles)
    {
        SessionSet trusted = default;
        foreach (JsonField item in field?.Items() ?? [])
        {
            string role = item.Text();
            if (!roles.Contains(role, StringComparer.Ordinal))
            {
                throw item.Fault(
                    BadInputKind.UnknownName,
                    $"no session has the role {role}; there are {string.Join(", ", roles.Distinct())}");
            }

            for (int session = 0; session < roles.Length; session++)
            {
                trusted = roles[session] == role ? trusted + new SessionId(session) : trusted;
            }
        }

        return trusted;
    }

    // A demand that cannot be broken would be kept by every policy. Obstacles lie in the scope, so any policy shows
    // them.
    private static void RefuseIdleDemands(Scenario scenario, JsonField root)
    {
        IModel model = Catalog.CreateModel(
            new PolicyName(Catalog.Lifetimes[0].Name, Catalog.Chargings[0].Name, scenario.Platform), scenario.Scope);
        foreach (Demand demand in scenario.Demands)
        {
            if (demand.Requirement.Obstacle(model) is { } obstacle)
            {
                string level = demand.Level == DemandLevel.Must ? "must" : "should";
                throw root.Required(level).Required(demand.Requirement.Name)
                    .Fault(BadInputKind.Idle, $"does not apply: {obstacle}");
            }
        }
    }

    private static ImmutableArray<Demand> DemandsOf(JsonField root)
    {
        var demands = ImmutableArray.CreateBuilder<Demand>();
        foreach ((string level, DemandLevel parsed) in (ReadOnlySpan<(string, DemandLevel)>)
            [("must", DemandLevel.Must), ("should", DemandLevel.Should)])
        {
            foreach ((string name, JsonField why) in root.Optional(level)?.Fields() ?? [])
            {
                Requirement requirement = Catalog.Requirements.FirstOrDefault(known => known.Name == name)
                    ?? throw why.Fault(
                        BadInputKind.UnknownName, "no such requirement; 'modelcheck policies' lists them");
                if (demands.Any(demand => demand.Requirement == requirement))
                {
                    throw why.Fault(BadInputKind.Contradiction, "is a must and a should at once");
                }

                demands.Add(new Demand(requirement, parsed, why.Text()));
            }
        }

        return demands.ToImmutable();
    }
}
