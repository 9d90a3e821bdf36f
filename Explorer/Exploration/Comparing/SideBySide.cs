using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Engine.Searching;
using ModelCheck.Exploration.Results;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// Runs one search for each of several policies, or other things to be searched, as many at a time as there are
/// workers.
/// </summary>
public static class SideBySide
{
    /// <summary>Runs the searches.</summary>
    /// <typeparam name="TAsked">What is searched.</typeparam>
    /// <typeparam name="TResult">What comes of one.</typeparam>
    /// <param name="asked">The policies, or what else is searched.</param>
    /// <param name="limits">
    /// How far each search may go; its workers are how many run at a time, and they share its memory.
    /// </param>
    /// <param name="progress">Where it is said how far they are.</param>
    /// <param name="search">Runs one of them.</param>
    /// <param name="explorationOf">The counts of what came of it.</param>
    /// <param name="phase">What the searches are for, if it is one of several rounds.</param>
    /// <returns>The results, in the order of what was asked.</returns>
    public static ImmutableArray<TResult> Run<TAsked, TResult>(
        ImmutableArray<TAsked> asked,
        SearchLimits limits,
        ComparisonProgress progress,
        Func<TAsked, SearchLimits, SearchProgress, TResult> search,
        Func<TResult, SearchResult> explorationOf,
        string phase = "comparing")
    {
        ArgumentNullException.ThrowIfNull(limits);
        ArgumentNullException.ThrowIfNull(progress);
        int atOnce = Math.Min(limits.Workers, asked.Length);
        SearchLimits each = limits with
        {
            Workers = Math.Max(1, limits.Workers / asked.Length),
            MaximalBytes = limits.MaximalBytes / atOnce,
        };
        var results = new TResult[asked.Length];
        progress.Begin(phase, asked.Length);
        Parallel.For(0, asked.Length, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, index =>
        {
            SearchProgress own = progress.Start();
            results[index] = search(asked[index], each, own);
            progress.Finish(own, explorationOf(results[index]));
        });
        return [.. results];
    }

    /// <summary>Has searches made elsewhere, as many at a time as can be made there.</summary>
    /// <param name="searches">The searches.</param>
    /// <param name="explorer">Makes them.</param>
    /// <param name="progress">Where it is said how far they are.</param>
    /// <param name="phase">What they are for.</param>
    /// <param name="cancellation">Ends them early.</param>
    /// <returns>The results, in the order of the searches.</returns>
    internal static ImmutableArray<PolicyResult> RunElsewhere(
        ImmutableArray<PolicySearch> searches,
        IPolicyExplorer explorer,
        ComparisonProgress progress,
        string phase,
        CancellationToken cancellation)
    {
        progress.Begin(phase, searches.Length);
        return Run().GetAwaiter().GetResult();

        async Task<ImmutableArray<PolicyResult>> Run()
        {
            using var places = new SemaphoreSlim(await explorer.CountPlaces().ConfigureAwait(false));

            // When one fails, the others need not come to their end.
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            return
            [
                .. await Task.WhenAll(searches.Select(async search =>
                {
                    await places.WaitAsync(CancellationToken.None).ConfigureAwait(false);
                    try
                    {
                        SearchProgress own = progress.Start();
                        PolicyResult result = await explorer.Explore(search, own, stop.Token).ConfigureAwait(false);
                        progress.Finish(own, result.Exploration);
                        return result;
                    }
                    catch
                    {
                        await stop.CancelAsync().ConfigureAwait(false);
                        throw;
                    }
                    finally
                    {
                        places.Release();
                    }
                })).ConfigureAwait(false),
            ];
        }
    }
}
