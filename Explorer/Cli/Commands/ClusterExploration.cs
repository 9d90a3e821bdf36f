using System.Runtime.CompilerServices;

using ModelCheck.Cluster.Driving;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Reports;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// Explorations by a cluster. Nothing of a cluster is loaded before it is asked for: no member is inlined into what
/// every command passes through.
/// </summary>
internal static class ClusterExploration
{
    /// <summary>Has the workers explore one policy, makes something of the result, and shows how far that is.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static (PolicyResult Found, T Made) Explore<T>(
        Surroundings surroundings,
        bool isQuiet,
        NamedCluster cluster,
        IModel model,
        Requirement[] judged,
        Symmetry symmetry,
        long maximalStates,
        int partitions,
        Func<PolicyResult, CancellationToken, T> make)
    {
        ClusterDriver? driver = null;
        return ProgressDisplay.Watch(
            surroundings,
            isQuiet,
            elapsed => StatusOf(driver, elapsed),
            token =>
            {
                PolicyResult found = Run(token).GetAwaiter().GetResult();
                return (found, make(found, token));
            });

        async Task<PolicyResult> Run(CancellationToken token)
        {
            ClusterConnection connection = await cluster.Open(token).ConfigureAwait(false);
            await using (connection.ConfigureAwait(false))
            {
                driver = new ClusterDriver(connection);
                return await driver.Explore(model, judged, symmetry, maximalStates, partitions, token)
                    .ConfigureAwait(false);
            }
        }
    }

    private static string StatusOf(ClusterDriver? driver, TimeSpan elapsed) =>
        driver?.Trouble is { } trouble ? $"the cluster does not answer: {trouble}"
        : driver?.View is { } view ? ClusterReport.Line(view, elapsed)
        : "connecting";
}
