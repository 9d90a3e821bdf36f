using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Interchange;

/// <summary>
/// The policy and the bounds that a trace or a log belongs to, as JSON: the names are those of the hello in
/// docs/protocol.md, and beside them what a model needs and a service does not.
/// </summary>
/// <param name="Policy">The policy, by names that exist.</param>
/// <param name="Scope">The bounds, without faults.</param>
public sealed record Setting(PolicyName Policy, Scope Scope)
{
    /// <summary>The fields that it is written as.</summary>
    internal static readonly ImmutableArray<string> Names =
    [
        "lifetime", "charging", "platform", "sealing", "frames", "dataspaces", "regions", "quotas", "sharing",
        "aliasCost", "contents", "operations", "trusts", "allocators",
    ];

    /// <summary>The meaning under the policy and within the bounds.</summary>
    /// <returns>The model.</returns>
    public IModel CreateModel() => Catalog.CreateModel(Policy, Scope);

    /// <summary>Reads what <see cref="ToJson"/> has written.</summary>
    /// <param name="json">The text.</param>
    /// <param name="name">What errors call it.</param>
    /// <returns>The policy and the bounds.</returns>
    /// <exception cref="BadInputException">It is none.</exception>
    public static Setting Parse(string json, string name) => Read(JsonText.Read(name, Encoding.UTF8.GetBytes(json)));

    /// <summary>Writes it as a JSON document of its own: equal ones as equal texts.</summary>
    /// <returns>The text.</returns>
    public string ToJson() => JsonDocumentText.Of(WriteTo);

    /// <summary>Reads the fields; there may be others beside them.</summary>
    /// <param name="field">The object that has them.</param>
    /// <returns>The policy and the bounds.</returns>
    /// <exception cref="BadInputException">
    /// lifetime, frames, dataspaces or quotas is missing, or something is not as it must be.
    /// </exception>
    internal static Setting Read(JsonField field)
    {
        var policy = new PolicyName(
            NameIn(Catalog.Lifetimes, field.Required("lifetime"), "lifetime"),
            NameIn(Catalog.Chargings, field.Optional("charging"), "charging", "Holder"),
            NameIn(Catalog.Platforms, field.Optional("platform"), "platform", "Native"),
            NameIn(Catalog.Sealings, field.Optional("sealing"), "sealing", PolicyName.UsualSealing));
        ImmutableArray<int> quotas = [.. field.Required("quotas").Items().Select(quota => quota.Number())];
        var scope = new Scope
        {
            Frames = field.Required("frames").Number(),
            Sessions = quotas.Length,
            Dataspaces = field.Required("dataspaces").Number(),
            Regions = field.Optional("regions")?.Number() ?? 0,
            Quotas = quotas,
            Sharing = SharingOf(field.Optional("sharing")),
            AliasCost = field.Optional("aliasCost")?.Number() ?? 1,
            Contents = field.Optional("contents")?.Truth() ?? false,
            Permitted = [.. field.Optional("operations")?.Items().Select(KindsOf) ?? []],
            Trusts = [.. field.Optional("trusts")?.Items().Select(SessionsOf) ?? []],
            RecordsAllocators = field.Optional("allocators")?.Truth() ?? false,
        };
        return scope.Faults().FirstOrDefault() is { } fault
            ? throw FaultIn(field, fault)
            : new Setting(policy, scope);
    }

    /// <summary>Writes the fields into an object that is open.</summary>
    internal void WriteTo(Utf8JsonWriter writer)
    {
        HelloFields.Write(writer, Policy, ServiceBounds.Of(Scope));
        writer.WriteBoolean("contents", Scope.Contents);
        SessionId[] sessions = [.. Enumerable.Range(0, Scope.Sessions).Select(index => new SessionId(index))];
        WriteList(writer, "operations", sessions, session =>
        {
            OperationKinds kinds = Scope.OperationsOf(session);
            writer.WriteStartArray();
            foreach (OperationKind kind in Enum.GetValues<OperationKind>().Where(kinds.Contains))
            {
                writer.WriteStringValue(kind.ToString());
            }

            writer.WriteEndArray();
        });
        WriteList(writer, "trusts", sessions, session =>
        {
            writer.WriteStartArray();
            foreach (SessionId trusted in Scope.TrustedBy(session))
            {
                writer.WriteNumberValue(trusted.Index);
            }

            writer.WriteEndArray();
        });
        writer.WriteBoolean("allocators", Scope.RecordsAllocators);
    }

    private static void WriteList<T>(Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            write(item);
        }

        writer.WriteEndArray();
    }

    private static string NameIn(
        ImmutableArray<PolicyEntry> entries, JsonField? field, string kind, string? usual = null) =>
        field is null ? usual!
        : Catalog.Find(entries, field.Text())?.Name
            ?? throw field.Fault(
                BadInputKind.UnknownName,
                $"no such {kind}; there are {string.Join(", ", entries.Select(entry => entry.Name))}");

    private static Sharing SharingOf(JsonField? field) => field?.Text() switch
    {
        null or "open" => Sharing.Open,
        "delegated" => Sharing.Delegated,
        _ => throw field.Fault(BadInputKind.UnknownName, "must be open or delegated"),
    };

    private static OperationKinds KindsOf(JsonField list)
    {
        OperationKinds kinds = default;
        foreach (JsonField item in list.Items())
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

    private static SessionSet SessionsOf(JsonField list)
    {
        SessionSet sessions = default;
        foreach (JsonField item in list.Items())
        {
            int session = item.Number();
            sessions += session >= 0 && session < SessionId.Capacity
                ? new SessionId(session)
                : throw item.Fault(
                    BadInputKind.OutOfBounds,
                    FormattableString.Invariant($"must be 0 to {SessionId.Capacity - 1}, not {session}"));
        }

        return sessions;
    }

    private static BadInputException FaultIn(JsonField field, ScopeFault fault)
    {
        string name = fault.Field switch
        {
            "quota" or "sessions" => "quotas",
            "trust" => "trusts",
            _ => fault.Field,
        };
        return (field.Optional(name) ?? field).Fault(BadInputKind.OutOfBounds, fault.Message);
    }
}
