using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Web.Addresses;

namespace ModelCheck.Web.Runs;

/// <summary>
/// The explorations that pages have started: one at a time, since one may take all the memory that there is. The last
/// few results are kept.
/// </summary>
internal sealed class Explorations(SearchLimits limits) : IDisposable
{
    private const int MostKept = 16;

    private readonly Lock _lock = new();
    private readonly List<ExplorationRun> _runs = [];

    /// <summary>The exploration of a place's first policy; null where none was started.</summary>
    internal ExplorationRun? Find(Place place)
    {
        string key = KeyOf(place);
        lock (_lock)
        {
            return _runs.Find(run => run.Key == key);
        }
    }

    /// <summary>Starts the exploration of a place's first policy, unless there is one already.</summary>
    /// <exception cref="BusyException">Another one is running.</exception>
    internal ExplorationRun Start(Place place)
    {
        string key = KeyOf(place);
        lock (_lock)
        {
            if (_runs.Find(run => run.Key == key) is { } known)
            {
                if (known.Result?.Exploration.Stopped != StopReason.Interrupted)
                {
                    return known;
                }

                // One that was stopped is begun anew.
                Remove(known);
            }

            if (_runs.Exists(run => !run.IsOver))
            {
                throw new BusyException("another exploration is running; stop it first");
            }

            if (_runs.Count == MostKept)
            {
                Remove(_runs[0]);
            }

            IModel model = place.ModelOf(place.Policies[0]);
            Requirement[] judged = [.. Catalog.Requirements];
            var run = new ExplorationRun(key, model, judged, limits);
            _runs.Add(run);
            return run;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ExplorationRun run in _runs)
        {
            run.Stop();
        }

        foreach (ExplorationRun run in _runs)
        {
            // What a search found when it was stopped is wanted by nobody any more.
            Task.WaitAny(run.Work);
            run.Dispose();
        }
    }

    private static string KeyOf(Place place) => place.Of(place.Policies[0]).Upto(0).On("run");

    private void Remove(ExplorationRun run)
    {
        _runs.Remove(run);
        run.Dispose();
    }
}
