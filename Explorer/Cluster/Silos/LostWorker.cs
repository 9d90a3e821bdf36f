namespace ModelCheck.Cluster.Silos;

/// <summary>
/// What a worker does that cannot go on: above all one that the others have given up, since it did not answer for some
/// seconds. Its partitions are elsewhere by now, so that it must end; a new one may be started in its place.
/// </summary>
/// <param name="settings">They say who is told.</param>
internal sealed class LostWorker(WorkerSettings settings) : IFatalErrorHandler
{
    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender, string? context, Exception? exception)
    {
        string message = context ?? exception?.Message ?? "it cannot go on";
        if (settings.OnLost is { } tell)
        {
            tell(message);
        }
        else
        {
            Environment.FailFast(message, exception);
        }
    }
}
