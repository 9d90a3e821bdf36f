using ModelCheck.Engine.Codes;
using ModelCheck.Engine.Memory;
using ModelCheck.Engine.Searching;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class WorkersTests
{
    [Fact]
    public void Of_a_bound_that_one_worker_meets_and_a_defect_that_another_meets_the_defect_is_thrown_on()
    {
        // The pool of a machine of two cores is slow to give four threads to those who wait for one another.
        ThreadPool.GetMinThreads(out int threads, out int ports);
        ThreadPool.SetMinThreads(Math.Max(threads, 16), ports);
        for (int faulty = 0; faulty < 4; faulty++)
        {
            using var all = new Barrier(4);
            Assert.Throws<InvalidDataException>(() => Workers.Run(4, worker =>
            {
                // Nobody throws before everybody is about to.
                all.SignalAndWait(TimeSpan.FromSeconds(20));
                throw worker == faulty ? new InvalidDataException()
                    : worker % 2 == 0 ? new MemoryBoundException()
                    : new OperationCanceledException();
            }));
        }
    }

    [Fact]
    public void Workers_are_as_many_as_a_bound_on_memory_has_room_for()
    {
        Assert.Equal(1000, Within(long.MaxValue));
        Assert.Equal(1, Within(0));
        Assert.InRange(Within(200 << 20), 20, 200);
        Assert.Equal(2, BreadthFirstSearch<Grid, Code64>.WorkersWithin(8 << 20, 2));

        static int Within(long bound) => BreadthFirstSearch<Grid, Code64>.WorkersWithin(bound, 1000);
    }
}
