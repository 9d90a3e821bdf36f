using System.Collections.Concurrent;

using ModelCheck.Engine;

namespace ModelCheck.Exploration.Comparing;

/// <summary>Where a comparison stands: written by the comparison, read by whoever shows it.</summary>
public sealed class ComparisonProgress
{
    private readonly ConcurrentDictionary<SearchProgress, byte> _running = [];
    private long _finishedStates;
    private long _finishedTransitions;
    private int _policies;
    private int _finished;
    private volatile string _phase = "comparing";

    /// <summary>What is being done.</summary>
    public string Phase => _phase;

    /// <summary>How many policies are searched for that.</summary>
    public int Policies => Volatile.Read(ref _policies);

    /// <summary>How many of them are done.</summary>
    public int Finished => Volatile.Read(ref _finished);

    /// <summary>How many states were found, of all policies together and in all rounds.</summary>
    public long States => Volatile.Read(ref _finishedStates) + _running.Keys.Sum(search => search.States);

    /// <summary>How many transitions were followed, for all policies together.</summary>
    public long Transitions =>
        Volatile.Read(ref _finishedTransitions) + _running.Keys.Sum(search => search.Transitions);

    /// <summary>What the searches' tables take now, in bytes.</summary>
    public long Bytes => _running.Keys.Sum(search => search.Bytes);

    /// <summary>Whether what is known was saved, after some round.</summary>
    public bool Saved { get; internal set; }

    /// <summary>Why what is known could not be saved after the last round; null when it was.</summary>
    public string? SaveFault { get; internal set; }

    /// <summary>Why those who make the searches do not answer at the moment; null where they do.</summary>
    public string? Trouble { get; set; }

    /// <summary>Something else is being done now.</summary>
    /// <param name="phase">What, as it is to be shown.</param>
    /// <param name="policies">For how many policies.</param>
    public void Begin(string phase, int policies)
    {
        _phase = phase;
        Volatile.Write(ref _finished, 0);
        Volatile.Write(ref _policies, policies);
    }

    internal SearchProgress Start()
    {
        var search = new SearchProgress();
        _running[search] = 0;
        return search;
    }

    internal void Finish(SearchProgress search, SearchResult result)
    {
        _running.TryRemove(search, out _);
        Interlocked.Add(ref _finishedStates, result.DistinctStates);
        Interlocked.Add(ref _finishedTransitions, result.Transitions);
        Interlocked.Increment(ref _finished);
    }

    /// <summary>One more is done, without a search.</summary>
    public void Skip() => Interlocked.Increment(ref _finished);
}
