using ModelCheck.Engine;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Interchange;
using ModelCheck.Model.Semantics;

namespace ModelCheck.Cluster;

/// <summary>
/// Which build of the program this is: what two builds send each other means something only by chance, and what they
/// count is not one state space.
/// </summary>
public static class Build
{
    /// <summary>What tells builds apart: the identity of each assembly that a result depends on.</summary>
    public static string Name { get; } = string.Join(
        '-',
        new[] { typeof(IModel), typeof(Search), typeof(ModelExplorer), typeof(Setting), typeof(Build) }
            .Select(type => type.Module.ModuleVersionId.ToString("N")[..8]));
}
