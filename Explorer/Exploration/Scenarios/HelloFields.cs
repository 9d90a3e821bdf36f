using System.Text.Json;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Scenarios;

/// <summary>A policy and bounds as the hello of docs/protocol.md, and with it traces and logs, name them.</summary>
public static class HelloFields
{
    /// <summary>Writes the fields into an object that is open.</summary>
    /// <param name="writer">The object.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="bounds">The bounds.</param>
    public static void Write(Utf8JsonWriter writer, PolicyName policy, ServiceBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(bounds);
        writer.WriteString("lifetime", policy.Lifetime);
        writer.WriteString("charging", policy.Charging);
        writer.WriteString("platform", policy.Platform);
        writer.WriteString("sealing", policy.Sealing);
        writer.WriteNumber("frames", bounds.Frames);
        writer.WriteNumber("dataspaces", bounds.Dataspaces);
        writer.WriteNumber("regions", bounds.Regions);
        writer.WriteStartArray("quotas");
        foreach (int quota in bounds.Quotas)
        {
            writer.WriteNumberValue(quota);
        }

        writer.WriteEndArray();
        writer.WriteString("sharing", bounds.Sharing == Sharing.Open ? "open" : "delegated");
        writer.WriteNumber("aliasCost", bounds.AliasCost);
    }
}
