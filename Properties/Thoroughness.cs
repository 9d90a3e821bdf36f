namespace ModelCheck.Properties;

/// <summary>
/// How much of what takes minutes is gone through. A few theories are about every policy in a scope that is not small:
/// the suite has those of their rows between which every policy's parts have had their turn, and all of them where the
/// environment says <c>THOROUGH=true</c>, as it does in .ci/run after the suite.
/// </summary>
internal static class Thoroughness
{
    /// <summary>Whether all rows are wanted.</summary>
    internal static bool IsWhole { get; } = Environment.GetEnvironmentVariable("THOROUGH") == "true";
}
