using System.CommandLine;
using System.Runtime.CompilerServices;

using ModelCheck.Cluster.Driving;
using ModelCheck.Exploration.Comparing;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// A comparison whose searches are made by a cluster. Nothing of a cluster is loaded before it is asked for: no member
/// that needs one is inlined into what every command passes through.
/// </summary>
/// <param name="Name">The name of the cluster.</param>
/// <param name="Run">
/// Has the comparison made with what makes its searches, which is nothing where it is ended before the cluster is
/// reached.
/// </param>
internal sealed record ClusterComparison(
    string Name, Func<Func<IPolicyExplorer?, Comparison>, ComparisonProgress, CancellationToken, Comparison> Run)
{
    /// <summary>The comparison by the cluster that a command line names.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static ClusterComparison By(ClusterOptions options, ParseResult arguments)
    {
        NamedCluster cluster = options.From(arguments);
        return new ClusterComparison(
            cluster.Place.Cluster,
            (compare, progress, token) => Make(cluster, compare, progress, token).GetAwaiter().GetResult());
    }

    /// <summary>Makes the comparison.</summary>
    internal Comparison Compare(
        Func<IPolicyExplorer?, Comparison> compare, ComparisonProgress progress, CancellationToken cancellation) =>
        Run(compare, progress, cancellation);

    private static async Task<Comparison> Make(
        NamedCluster cluster,
        Func<IPolicyExplorer?, Comparison> compare,
        ComparisonProgress progress,
        CancellationToken cancellation)
    {
        ClusterConnection connection;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            connection = await cluster.Open(cancellation).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return compare(null);
        }

        await using (connection.ConfigureAwait(false))
        {
            try
            {
                // It waits for the searches, on a thread of its own.
                return await Task.Factory.StartNew(
                    () => compare(new PolicyDriver(connection, trouble => progress.Trouble = trouble)),
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default).ConfigureAwait(false);
            }
            finally
            {
                progress.Trouble = null;
            }
        }
    }
}
