using ModelCheck.Engine.Searching;

namespace ModelCheck.Engine;

/// <summary>Where a search stands: written by the search, read by whoever shows it.</summary>
public sealed class SearchProgress
{
    private const string Searching = "searching";

    private long _states;
    private long _transitions;
    private long _frontier;
    private long _bytes;
    private int _level;
    private long _forOthers;
    private long _sent;
    private long _saved = -1;
    private volatile string? _saveFault;
    private volatile string? _spillFault;
    private volatile string _phase = Searching;

    /// <summary>The level being expanded.</summary>
    public int Level => Volatile.Read(ref _level);

    /// <summary>How many states are known.</summary>
    public long States => Volatile.Read(ref _states);

    /// <summary>How many transitions were followed.</summary>
    public long Transitions => Volatile.Read(ref _transitions);

    /// <summary>How many states the level being expanded has.</summary>
    public long Frontier => Volatile.Read(ref _frontier);

    /// <summary>What the search's tables take now, in bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>
    /// How many successors were found that other parts own (<see cref="IPartition"/>), each as often as it was found;
    /// since the search was begun or gone on with.
    /// </summary>
    public long CodesForOthers => Volatile.Read(ref _forOthers);

    /// <summary>How many of them were sent: those that were not known to have been sent before.</summary>
    public long CodesSent => Volatile.Read(ref _sent);

    /// <summary>What is being done: searching, judging branching properties, finding traces.</summary>
    public string Phase => _phase;

    /// <summary>How many states the last checkpoint has; null while there is none.</summary>
    public long? Saved => Volatile.Read(ref _saved) is >= 0 and var saved ? saved : null;

    /// <summary>What was wrong when the last attempt to save a checkpoint failed; null when it did not.</summary>
    public string? SaveFault => _saveFault;

    /// <summary>What was wrong when a table could not be kept in a file; null when nothing was.</summary>
    public string? SpillFault => _spillFault;

    /// <summary>Whether states are still being found; what comes after that has no rate.</summary>
    public bool IsSearching => _phase == Searching;

    /// <summary>Says how far a search is.</summary>
    /// <param name="level">The level being expanded.</param>
    /// <param name="states">How many states are known.</param>
    /// <param name="transitions">How many transitions were followed.</param>
    /// <param name="frontier">How many states the level being expanded has.</param>
    /// <param name="bytes">What its tables take, in bytes.</param>
    public void Report(int level, long states, long transitions, long frontier, long bytes)
    {
        Volatile.Write(ref _level, level);
        Volatile.Write(ref _states, states);
        Volatile.Write(ref _transitions, transitions);
        Volatile.Write(ref _frontier, frontier);
        Volatile.Write(ref _bytes, bytes);
    }

    internal void Send(long forOthers, long sent)
    {
        Volatile.Write(ref _forOthers, CodesForOthers + forOthers);
        Volatile.Write(ref _sent, CodesSent + sent);
    }

    internal void Save(long states)
    {
        Volatile.Write(ref _saved, states);
        _saveFault = null;
    }

    internal void FailToSave(string fault) => _saveFault = fault;

    internal void FailToSpill(string fault) => _spillFault = fault;

    /// <summary>Something else is being done now.</summary>
    /// <param name="phase">What, as it is to be shown.</param>
    public void Enter(string phase) => _phase = phase;
}
