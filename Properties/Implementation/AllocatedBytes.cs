namespace ModelCheck.Properties.Implementation;

/// <summary>How much memory an action leaves to the garbage collector.</summary>
internal static class AllocatedBytes
{
    private const int Attempts = 4;

    /// <summary>
    /// The least of several attempts, since a collection in between counts what is left of the thread's last piece of
    /// memory, up to 8 KiB, as allocated.
    /// </summary>
    /// <param name="action">What is measured; the first attempt is one, too.</param>
    /// <returns>The bytes.</returns>
    internal static long Of(Action action)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
