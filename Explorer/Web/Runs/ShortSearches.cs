namespace ModelCheck.Web.Runs;

/// <summary>
/// Searches that a page waits for: few at a time, each within a bound on states, and ended when nobody waits for it any
/// more.
/// </summary>
internal sealed class ShortSearches : IDisposable
{
    /// <summary>How many states one of them looks at, at most.</summary>
    internal const int Bound = 50_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _places = new(2);

    /// <summary>Runs a search.</summary>
    /// <typeparam name="TResult">What comes of it.</typeparam>
    /// <param name="search">The search.</param>
    /// <param name="cancellation">Says that nobody waits for it any more.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="BusyException">Others take all the places there are.</exception>
    internal async Task<TResult> Run<TResult>(
        Func<CancellationToken, TResult> search, CancellationToken cancellation)
    {
        if (!await _places.WaitAsync(Patience, cancellation).ConfigureAwait(false))
        {
            throw new BusyException("other searches are running; ask again in a few seconds");
        }

        try
        {
            return await Task.Run(() => search(cancellation), cancellation).ConfigureAwait(false);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();
}
