using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <content>What can be seen of the service.</content>
internal sealed partial class BaselineService<TLifetime>
{
    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public int FreeFrames => _free.Count;

    /// <inheritdoc/>
    public int UsedBy(SessionId session)
    {
        CheckSession(session);
        return _used[session.Index];
    }

    /// <inheritdoc/>
    public int QuotaOf(SessionId session)
    {
        CheckSession(session);
        return _quotas[session.Index];
    }

    /// <inheritdoc/>
    public bool IsFree(int frame) => _references[frame] == 0;

    /// <inheritdoc/>
    public bool CanName(SessionId session, int slot)
    {
        CheckSession(session);
        return _dataspaces.TryGetValue(slot, out Dataspace? dataspace)
            && !dataspace.IsZombie
            && (dataspace.Holders is null || dataspace.Holders.Contains(session));
    }

    /// <inheritdoc/>
    public DataspaceStatus DataspaceAt(int slot) =>
        _dataspaces.TryGetValue(slot, out Dataspace? dataspace)
            ? new DataspaceStatus(
                dataspace.IsZombie ? Life.Zombie : Life.Live,
                dataspace.Owner,
                dataspace.Base,
                dataspace.Length,
                dataspace.Parent is null ? 0 : dataspace.Parent.Slot + 1,
                dataspace.Writable,
                dataspace.Sealed,
                dataspace.IsAlias,
                dataspace.Payer)
            : default;

    /// <inheritdoc/>
    public RegionStatus RegionAt(int slot) =>
        _regions.TryGetValue(slot, out Region? region)
            ? new RegionStatus(
                region.Session,
                region.Dataspace.Slot + 1,
                region.Dataspace.Base,
                region.Dataspace.Length,
                region.Writable)
            : default;

    /// <inheritdoc/>
    public DataspaceCapability DataspaceCapabilityAt(int slot) =>
        _generations[slot] == 0 ? default : DataspaceCapability.Of(slot, _generations[slot]);

    /// <inheritdoc/>
    public RegionCapability RegionCapabilityAt(int slot) =>
        _regionGenerations[slot] == 0 ? default : RegionCapability.Of(slot, _regionGenerations[slot]);

    /// <inheritdoc/>
    public void SelfCheck()
    {
        int[] references = new int[_references.Length];
        int[] used = new int[_used.Length];
        foreach (Dataspace dataspace in _dataspaces.Values)
        {
            for (int frame = dataspace.Base; frame < dataspace.Base + dataspace.Length; frame++)
            {
                if (_holderPays || references[frame] == 0)
                {
                    used[_holderPays ? dataspace.Owner.Index : dataspace.Payer.Index]++;
                }

                references[frame]++;
            }

            Check(dataspace.Parent?.Children.Contains(dataspace) != false, "a child that its parent does not know");
            Check(dataspace.Children.TrueForAll(alias => alias.Parent == dataspace), "a child of another parent");
            Check(dataspace is { IsDoomed: false, IsGone: false }, "a mark of an operation that is over");
        }

        Check(references.AsSpan().SequenceEqual(_references), "the references of a frame");
        Check(used.AsSpan().SequenceEqual(_used), "what a session uses");
        Check(references.Count(count => count == 0) == _free.Count, "the number of free frames");
        Check(
            Enumerable.Range(0, references.Length).All(frame => _free.Contains(frame) == (references[frame] == 0)),
            "which frames are free");
        Check(_dataspaces.Count + _emptySlots.Count == Bounds.Dataspaces, "the empty slots");
    }

    private static void Check(bool agrees, string what)
    {
        if (!agrees)
        {
            throw new InvalidOperationException($"{what} disagrees with what was counted anew");
        }
    }
}
