namespace ModelCheck.Cluster;

/// <summary>
/// Leaves a cluster. Orleans waits for those to whom it is connected, also for one that has been cut off and answers
/// nobody, and for a database that is gone: nobody is to wait for that.
/// </summary>
internal static class Departure
{
    /// <summary>Does what is to be done, as long as it does not take too long.</summary>
    /// <param name="patience">How long.</param>
    /// <param name="leave">What is to be done.</param>
    /// <returns>Nothing, when it is done, or left to itself.</returns>
    internal static async Task Within(TimeSpan patience, Func<Task> leave)
    {
        // Some of it is not asynchronous.
        Task leaving = Task.Run(leave);
        if (await Task.WhenAny(leaving, Task.Delay(patience)).ConfigureAwait(false) == leaving)
        {
            await leaving.ConfigureAwait(false);
        }
    }
}
