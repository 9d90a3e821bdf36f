using NJsonSchema;

namespace ModelCheck.Properties;

/// <summary>The schemas that docs/ publishes, as an independent validator reads them.</summary>
internal static class Schema
{
    private static readonly Lazy<JsonSchema> ScenarioSchema = new(() => Read("scenario.schema.json"));

    private static readonly Lazy<JsonSchema> ReportSchema = new(() => Read("report.schema.json"));

    private static readonly Lazy<JsonSchema> GraphSchema = new(() => Read("graph.schema.json"));

    internal static JsonSchema Scenario => ScenarioSchema.Value;

    internal static JsonSchema Report => ReportSchema.Value;

    internal static JsonSchema Graph => GraphSchema.Value;

    private static JsonSchema Read(string name) =>
        JsonSchema.FromJsonAsync(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "docs", name)))
            .GetAwaiter().GetResult();
}
