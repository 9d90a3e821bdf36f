using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <summary>
/// The RAM service that one would write first: collections of the standard library, and an array that counts for each
/// frame the dataspaces over it. It means what docs/semantics.md says (platform Native) and has no tricks, which makes
/// it the yardstick; nor is anything in it slower than a plain program would be.
/// </summary>
/// <remarks>
/// This file holds the operations, <c>BaselineService.Destruction.cs</c> what Free, Revoke and Close have in common,
/// and <c>BaselineService.View.cs</c> what can be seen from outside.
/// </remarks>
/// <typeparam name="TLifetime">What Free and Close do to aliases.</typeparam>
internal sealed partial class BaselineService<TLifetime> : IRamService
    where TLifetime : struct, ILifetimePolicy
{
    private readonly Dictionary<int, Dataspace> _dataspaces = [];
    private readonly SortedSet<int> _emptySlots;
    private readonly long[] _generations;
    private readonly Dictionary<int, Region> _regions = [];
    private readonly SortedSet<int> _emptyRegionSlots;
    private readonly long[] _regionGenerations;
    private readonly FreeExtents _free;
    private readonly int[] _references;
    private readonly int[] _quotas;
    private readonly int[][] _given;
    private readonly int[] _used;
    private readonly bool _holderPays;
    private readonly bool _delegated;

    internal BaselineService(string charging, ServiceBounds bounds)
    {
        AliasFate[] fates =
        [
            TLifetime.OnFree(Kinship.Own),
            TLifetime.OnFree(Kinship.Foreign),
            TLifetime.OnClose(Kinship.Own),
            TLifetime.OnClose(Kinship.Foreign),
        ];
        bool endsAlone = TLifetime.CapabilityOnFree == CapabilityFate.Withdrawn
            && TLifetime.CapabilityOnClose == CapabilityFate.Withdrawn
            && Enum.GetValues<Kinship>().All(kinship => TLifetime.MappingOnFree(kinship) == MappingFate.Unmapped
                && TLifetime.MappingOnClose(kinship) == MappingFate.Unmapped);
        if (TLifetime.Form != AliasForm.View || fates.Contains(AliasFate.Hollowed) || !endsAlone)
        {
            throw new NotSupportedException($"the baseline knows no lifetime {TLifetime.Name}");
        }

        if (charging is not ("Holder" or "Allocator"))
        {
            throw new NotSupportedException($"the baseline knows no charging {charging}");
        }

        Bounds = bounds;
        _emptySlots = [.. Enumerable.Range(0, bounds.Dataspaces)];
        _generations = new long[bounds.Dataspaces];
        _emptyRegionSlots = [.. Enumerable.Range(0, bounds.Regions)];
        _regionGenerations = new long[bounds.Regions];
        _free = new FreeExtents(bounds.Frames);
        _references = new int[bounds.Frames];
        _quotas = [.. bounds.Quotas];
        _given = [.. bounds.Quotas.Select(_ => new int[bounds.Quotas.Length])];
        _used = new int[_quotas.Length];
        _holderPays = charging == "Holder";
        _delegated = bounds.Sharing == Sharing.Delegated;
    }

    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        made = default;
        CheckSession(session);
        if (size < 1)
        {
            return Refusal.InvalidSize;
        }

        if (_emptySlots.Count == 0)
        {
            return Refusal.OutOfCaps;
        }

        if (!HasQuota(session, size))
        {
            return Refusal.OutOfQuota;
        }

        if (!_free.TryTake(size, out int first))
        {
            return Refusal.OutOfMemory;
        }

        _used[session.Index] += size;
        made = Enter(new Dataspace
        {
            Owner = session,
            Payer = session,
            Base = first,
            Length = size,
            Writable = true,
            IsAlias = false,
        });
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made)
    {
        made = default;
        if (Find(session, original) is not { } parent)
        {
            return Refusal.InvalidDataspace;
        }

        if (size < 1 || offset < 0 || offset > parent.Length - size)
        {
            return Refusal.InvalidRange;
        }

        if (writable && (!parent.Writable || parent.Sealed))
        {
            return Refusal.PermissionDenied;
        }

        if (_emptySlots.Count == 0)
        {
            return Refusal.OutOfCaps;
        }

        if (_holderPays)
        {
            if (!HasQuota(session, size))
            {
                return Refusal.OutOfQuota;
            }

            _used[session.Index] += size;
        }

        var alias = new Dataspace
        {
            Owner = session,
            Payer = parent.Payer,
            Base = parent.Base + offset,
            Length = size,
            Writable = writable,
            IsAlias = true,
            Parent = parent,
        };
        parent.Children.Add(alias);
        made = Enter(alias);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Free(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = FindOwn(session, dataspace, out Dataspace? found);
        if (refusal != Refusal.None)
        {
            return refusal;
        }

        if (found!.Children.Exists(alias => FateOf(alias, Cause.Free) == AliasFate.Refusing))
        {
            return Refusal.HasAliases;
        }

        Destroy([found], Cause.Free);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Revoke(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = FindOwn(session, dataspace, out Dataspace? found);
        if (refusal == Refusal.None)
        {
            Destroy([.. found!.Children], Cause.Revoke);
        }

        return refusal;
    }

    /// <inheritdoc/>
    public Refusal Seal(SessionId session, DataspaceCapability dataspace)
    {
        Refusal refusal = FindOwn(session, dataspace, out Dataspace? found);
        if (refusal == Refusal.None)
        {
            found!.Sealed = true;
        }

        return refusal;
    }

    /// <inheritdoc/>
    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        made = default;
        if (Find(session, dataspace) is not { } found)
        {
            return Refusal.InvalidDataspace;
        }

        if (_emptyRegionSlots.Count == 0)
        {
            return Refusal.OutOfRegions;
        }

        int slot = _emptyRegionSlots.Min;
        _emptyRegionSlots.Remove(slot);
        _regions.Add(slot, new Region(slot, session, found, found.Writable && !found.Sealed));
        made = RegionCapability.Of(slot, ++_regionGenerations[slot]);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Detach(SessionId session, RegionCapability region)
    {
        CheckSession(session);
        if (!_regions.TryGetValue(region.Slot, out Region? found)
            || found.Session != session
            || _regionGenerations[region.Slot] != region.Generation)
        {
            return Refusal.InvalidRegion;
        }

        Remove(found);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace)
    {
        CheckSession(receiver);
        if (Find(session, dataspace) is not { } found)
        {
            return Refusal.InvalidDataspace;
        }

        found.Holders?.Add(receiver);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public void Close(SessionId session)
    {
        CheckSession(session);
        foreach (Region region in _regions.Values.Where(region => region.Session == session).ToList())
        {
            Remove(region);
        }

        if (_delegated)
        {
            foreach (Dataspace dataspace in _dataspaces.Values)
            {
                dataspace.Holders?.Remove(session);
            }
        }

        Destroy([.. _dataspaces.Values.Where(dataspace => dataspace.Owner == session)], Cause.Close);
        for (int other = 0; other < _quotas.Length; other++)
        {
            Give(session.Index, other, -_given[session.Index][other]);
            Give(other, session.Index, -_given[other][session.Index]);
        }
    }

    /// <inheritdoc/>
    public Refusal Drop(SessionId session, DataspaceCapability dataspace)
    {
        if (Find(session, dataspace) is not { } held || held.Owner == session)
        {
            return Refusal.InvalidDataspace;
        }

        held.Holders?.Remove(session);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public Refusal Donate(SessionId giver, SessionId receiver, int size)
    {
        CheckSession(giver);
        CheckSession(receiver);
        if (giver == receiver)
        {
            return Refusal.InvalidSession;
        }

        if (size < 1)
        {
            return Refusal.InvalidSize;
        }

        if (!HasQuota(giver, size) || _given[giver.Index].Sum() + (long)size > Bounds.Quotas[giver.Index])
        {
            return Refusal.OutOfQuota;
        }

        Give(giver.Index, receiver.Index, size);
        return Refusal.None;
    }

    /// <inheritdoc/>
    public int GivenBy(SessionId giver, SessionId receiver) => _given[giver.Index][receiver.Index];

    private void Give(int giver, int receiver, int size)
    {
        _given[giver][receiver] += size;
        _quotas[giver] -= size;
        _quotas[receiver] += size;
    }

    // Puts a new dataspace into the lowest empty slot and counts it for its frames.
    private DataspaceCapability Enter(Dataspace dataspace)
    {
        int slot = _emptySlots.Min;
        _emptySlots.Remove(slot);
        _dataspaces.Add(slot, dataspace);
        dataspace.Slot = slot;
        if (_delegated)
        {
            dataspace.Holders = [dataspace.Owner];
        }

        for (int frame = dataspace.Base; frame < dataspace.Base + dataspace.Length; frame++)
        {
            _references[frame]++;
        }

        return DataspaceCapability.Of(slot, ++_generations[slot]);
    }

    private bool HasQuota(SessionId session, int size) =>
        (long)_used[session.Index] + size <= _quotas[session.Index];

    private Refusal FindOwn(SessionId session, DataspaceCapability capability, out Dataspace? found)
    {
        found = Find(session, capability);
        return found is null ? Refusal.InvalidDataspace
            : found.Owner != session ? Refusal.NotOwner
            : Refusal.None;
    }

    // The dataspace that a capability names, unless it is stale or the session does not hold it.
    private Dataspace? Find(SessionId session, DataspaceCapability capability)
    {
        CheckSession(session);
        return CanName(session, capability.Slot) && _generations[capability.Slot] == capability.Generation
            ? _dataspaces[capability.Slot]
            : null;
    }

    private void Remove(Region region)
    {
        _regions.Remove(region.Slot);
        _emptyRegionSlots.Add(region.Slot);
    }

    private void CheckSession(SessionId session)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(session.Index, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(session.Index, _quotas.Length, nameof(session));
    }
}
