namespace ModelCheck.Cluster.Silos;

/// <summary>
/// What happens where Orleans cannot go on: it would end the process with a dump of its stack, and whoever started the
/// worker is to be told in a line instead. The others call a worker dead that does not answer them, also one that they
/// do not let join.
/// </summary>
internal sealed class EndOfWorker : IFatalErrorHandler
{
    private readonly TaskCompletionSource _come = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it cannot go on.</summary>
    internal bool HasCome => _come.Task.IsCompleted;

    /// <inheritdoc/>
    public bool IsUnexpected(Exception exception) => true;

    /// <inheritdoc/>
    public void OnFatalException(object? sender = null, string? context = null, Exception? exception = null) =>
        _come.TrySetResult();

    /// <summary>Waits for something.</summary>
    /// <exception cref="OrleansException">The end has come before.</exception>
    internal async Task Before(Task task)
    {
        if (await Task.WhenAny(task, _come.Task).ConfigureAwait(false) != task)
        {
            // Whatever becomes of it now, nobody is there to be told.
            _ = task.ContinueWith(
                static late => _ = late.Exception, CancellationToken.None, default, TaskScheduler.Default);
            throw new OrleansException("the other workers have called this one dead");
        }

        await task.ConfigureAwait(false);
    }

    /// <inheritdoc cref="Before(Task)"/>
    internal async Task<T> Before<T>(Task<T> task)
    {
        await Before((Task)task).ConfigureAwait(false);
        return await task.ConfigureAwait(false);
    }
}
