using System.Reflection;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>A policy as it is found in the project.</summary>
/// <param name="Name">The name on the command line and in reports.</param>
/// <param name="Summary">What it decides, in one sentence.</param>
/// <param name="Source">Which systems behave so.</param>
/// <param name="Type">The struct with its decisions.</param>
public sealed record PolicyEntry(string Name, string Summary, string Source, Type Type)
{
    internal static PolicyEntry Of(Type type) => new(
        Text(type, nameof(IPolicy.Name)),
        Text(type, nameof(IPolicy.Summary)),
        Text(type, nameof(IPolicy.Source)),
        type);

    private static string Text(Type type, string property) =>
        (string?)type.GetProperty(property, BindingFlags.Public | BindingFlags.Static)?.GetValue(null)
        ?? throw new PolicyFaultException($"{type.Name} has no public static {property}");
}
