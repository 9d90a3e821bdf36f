namespace ModelCheck.Benchmarks.Baseline;

/// <summary>The free frames, as a sorted set of maximal runs.</summary>
internal sealed class FreeExtents
{
    private readonly SortedSet<FreeExtent> _byBase =
        new(Comparer<FreeExtent>.Create((left, right) => left.Base.CompareTo(right.Base)));

    internal FreeExtents(int frames)
    {
        _byBase.Add(new FreeExtent(0, frames));
        Count = frames;
    }

    /// <summary>How many frames are free.</summary>
    internal int Count { get; private set; }

    /// <summary>Takes the lowest run that is long enough: first fit.</summary>
    internal bool TryTake(int length, out int first)
    {
        foreach (FreeExtent extent in _byBase)
        {
            if (extent.Length >= length)
            {
                _byBase.Remove(extent);
                if (extent.Length > length)
                {
                    _byBase.Add(new FreeExtent(extent.Base + length, extent.Length - length));
                }

                Count -= length;
                first = extent.Base;
                return true;
            }
        }

        first = 0;
        return false;
    }

    /// <summary>Gives frames back, and joins them to the runs before and behind them.</summary>
    internal void Give(int first, int length)
    {
        Count += length;
        if (_byBase.TryGetValue(new FreeExtent(first + length, 0), out FreeExtent behind))
        {
            _byBase.Remove(behind);
            length += behind.Length;
        }

        // Of an empty set the maximum is the default value: a run of length 0, which is none.
        FreeExtent before = _byBase.GetViewBetween(default, new FreeExtent(first, 0)).Max;
        if (before.Length > 0 && before.End == first)
        {
            _byBase.Remove(before);
            first = before.Base;
            length += before.Length;
        }

        _byBase.Add(new FreeExtent(first, length));
    }

    /// <summary>Whether a frame is free.</summary>
    internal bool Contains(int frame) => _byBase.GetViewBetween(default, new FreeExtent(frame, 0)).Max.End > frame;

    private readonly record struct FreeExtent(int Base, int Length)
    {
        internal int End => Base + Length;
    }
}
