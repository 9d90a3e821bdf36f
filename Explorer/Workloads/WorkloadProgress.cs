namespace ModelCheck.Workloads;

/// <summary>How far a workload is; written by the one who measures and read by who shows it.</summary>
public sealed class WorkloadProgress
{
    private volatile int _parts;
    private volatile int _done;
    private volatile int _rounds;

    /// <summary>The number of parts that is being measured.</summary>
    public int Parts => _parts;

    /// <summary>How many rounds of it are done, all arrangements together.</summary>
    public int Done => _done;

    /// <summary>How many rounds of it there are.</summary>
    public int Rounds => _rounds;

    /// <summary>Begins with a number of parts.</summary>
    internal void Begin(int parts, int rounds)
    {
        _done = 0;
        _rounds = rounds;
        _parts = parts;
    }

    /// <summary>A round is done.</summary>
    internal void Finish() => _done++;
}
