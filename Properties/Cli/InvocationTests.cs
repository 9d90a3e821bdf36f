using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>The tests' own way to run the program.</summary>
public sealed class InvocationTests
{
    // More than the thread pool would start threads for while the program runs.
    private const int Waiting = 256;

    [Fact]
    public void A_process_is_waited_for_however_busy_the_thread_pool_is()
    {
        using var free = new ManualResetEventSlim();
        using var waiting = new CountdownEvent(Waiting);
        bool isServed = false;
        for (int item = 0; item < Waiting; item++)
        {
            ThreadPool.UnsafeQueueUserWorkItem(Wait, null);
        }

        ThreadPool.UnsafeQueueUserWorkItem(_ => Volatile.Write(ref isServed, true), null);
        try
        {
            Assert.Equal(0, Invocation.RunProcess("--version").ExitCode);

            // What was asked of the pool before is not done yet, so whatever was asked of it later is not either.
            Assert.False(Volatile.Read(ref isServed));
        }
        finally
        {
            free.Set();
            waiting.Wait();
        }

        void Wait(object? nothing)
        {
            free.Wait();
            waiting.Signal();
        }
    }
}
