using ModelCheck.Cluster.Contract;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// What other partitions have sent to one partition, by phases. A phase is whole once each of them has sent as many
/// parcels as it says itself: that is counted, and no time limit has a part in it. What comes twice is dropped, and so
/// is what comes when its phase is over.
/// </summary>
/// <param name="parts">How many partitions there are.</param>
/// <param name="self">Which of them this is.</param>
internal sealed class Inbox(int parts, int self)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<long, Box> _boxes = [];
    private long _phase;

    /// <summary>Takes a parcel.</summary>
    /// <param name="parcel">A parcel, perhaps one that was taken before.</param>
    /// <exception cref="InvalidDataException">No partition can have sent it.</exception>
    internal void Take(Parcel parcel)
    {
        if (parcel.From < 0 || parcel.From >= parts || parcel.From == self
            || parcel.Number < 0 || parcel.Number >= parcel.Count)
        {
            throw new InvalidDataException("a parcel goes astray");
        }

        lock (_lock)
        {
            if (parcel.Phase >= _phase)
            {
                BoxOf(parcel.Phase).Take(parcel);
            }
        }
    }

    /// <summary>Waits for all that others send in a phase.</summary>
    /// <param name="phase">The phase: one more with each call.</param>
    /// <param name="cancellation">Says that it will never be there.</param>
    /// <returns>The parcels, each once, in no order. From now on what belongs to the phase is dropped.</returns>
    internal async Task<IReadOnlyCollection<Parcel>> Receive(long phase, CancellationToken cancellation)
    {
        Box box;
        lock (_lock)
        {
            box = BoxOf(phase);
        }

        await box.Whole.WaitAsync(cancellation).ConfigureAwait(false);
        lock (_lock)
        {
            _phase = phase + 1;
            _boxes.Remove(phase);
        }

        return box.Parcels;
    }

    private Box BoxOf(long phase)
    {
        if (!_boxes.TryGetValue(phase, out Box? box))
        {
            box = new Box(parts);
            _boxes.Add(phase, box);
        }

        return box;
    }

    private sealed class Box
    {
        private readonly Dictionary<(int From, int Number), Parcel> _parcels = [];
        private readonly TaskCompletionSource _whole = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly int[] _missing;
        private int _open;

        internal Box(int parts)
        {
            // What is not known yet is negative.
            _missing = [.. Enumerable.Repeat(-1, parts)];
            _open = parts - 1;
            if (_open == 0)
            {
                _whole.SetResult();
            }
        }

        internal Task Whole => _whole.Task;

        internal IReadOnlyCollection<Parcel> Parcels => _parcels.Values;

        internal void Take(Parcel parcel)
        {
            if (!_parcels.TryAdd((parcel.From, parcel.Number), parcel))
            {
                return;
            }

            ref int missing = ref _missing[parcel.From];
            missing = (missing < 0 ? parcel.Count : missing) - 1;
            if (missing == 0 && --_open == 0)
            {
                _whole.SetResult();
            }
        }
    }
}
