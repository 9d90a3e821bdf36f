using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Watching;

/// <summary>A service of which it is written down what it is asked, before it is asked.</summary>
internal class WatchedService : IRamService
{
    private readonly IRamService _inner;
    private readonly DataspaceCapability[] _dataspaces;
    private readonly RegionCapability[] _regions;

    internal WatchedService(IRamService inner, Strand strand)
    {
        _inner = inner;
        Strand = strand;
        _dataspaces = new DataspaceCapability[inner.Bounds.Dataspaces];
        _regions = new RegionCapability[inner.Bounds.Regions];
    }

    public ServiceBounds Bounds => _inner.Bounds;

    public int FreeFrames
    {
        get
        {
            using Strand.Asking asking = Strand.Begin(ServiceCall.FreeFrames);
            return _inner.FreeFrames;
        }
    }

    /// <summary>Where it is written down.</summary>
    protected Strand Strand { get; set; }

    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        using Strand.Asking asking = Strand.Begin(Operation.Alloc(session, size), isStep: true);
        return _inner.Alloc(session, size, out made);
    }

    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made)
    {
        using Strand.Asking asking = Strand.Begin(
            Operation.Alias(session, new DataspaceId(original.Slot), writable, offset, size), IsCurrent(original));
        return _inner.Alias(session, original, writable, offset, size, out made);
    }

    public Refusal Free(SessionId session, DataspaceCapability dataspace)
    {
        using Strand.Asking asking = Begin(OperationKind.Free, session, dataspace);
        return _inner.Free(session, dataspace);
    }

    public Refusal Revoke(SessionId session, DataspaceCapability dataspace)
    {
        using Strand.Asking asking = Begin(OperationKind.Revoke, session, dataspace);
        return _inner.Revoke(session, dataspace);
    }

    public Refusal Seal(SessionId session, DataspaceCapability dataspace)
    {
        using Strand.Asking asking = Begin(OperationKind.Seal, session, dataspace);
        return _inner.Seal(session, dataspace);
    }

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        using Strand.Asking asking = Begin(OperationKind.Attach, session, dataspace);
        return _inner.Attach(session, dataspace, out made);
    }

    public Refusal Detach(SessionId session, RegionCapability region)
    {
        using Strand.Asking asking = Strand.Begin(
            Operation.Detach(session, new RegionId(region.Slot)),
            region.Slot < _regions.Length && _regions[region.Slot] == region);
        return _inner.Detach(session, region);
    }

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace)
    {
        using Strand.Asking asking = Strand.Begin(
            Operation.Share(session, receiver, new DataspaceId(dataspace.Slot)), IsCurrent(dataspace));
        return _inner.Share(session, receiver, dataspace);
    }

    public void Close(SessionId session)
    {
        using Strand.Asking asking = Strand.Begin(Operation.Close(session), isStep: true);
        _inner.Close(session);
    }

    public Refusal Drop(SessionId session, DataspaceCapability dataspace)
    {
        using Strand.Asking asking = Begin(OperationKind.Drop, session, dataspace);
        return _inner.Drop(session, dataspace);
    }

    public Refusal Donate(SessionId giver, SessionId receiver, int size)
    {
        using Strand.Asking asking = Strand.Begin(Operation.Donate(giver, receiver, size), isStep: true);
        return _inner.Donate(giver, receiver, size);
    }

    public void Flush()
    {
        using Strand.Asking asking = Strand.Begin(Operation.Flush(), isStep: true);
        _inner.Flush();
    }

    public int GivenBy(SessionId giver, SessionId receiver)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.GivenBy, giver.Index);
        return _inner.GivenBy(giver, receiver);
    }

    public int UsedBy(SessionId session)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.UsedBy, session.Index);
        return _inner.UsedBy(session);
    }

    public int QuotaOf(SessionId session)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.QuotaOf, session.Index);
        return _inner.QuotaOf(session);
    }

    public bool IsFree(int frame)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.IsFree, frame);
        return _inner.IsFree(frame);
    }

    public bool CanName(SessionId session, int slot)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.CanName, session.Index);
        return _inner.CanName(session, slot);
    }

    public DataspaceStatus DataspaceAt(int slot)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.DataspaceAt, slot);
        return _inner.DataspaceAt(slot);
    }

    public RegionStatus RegionAt(int slot)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.RegionAt, slot);
        return _inner.RegionAt(slot);
    }

    public DataspaceCapability DataspaceCapabilityAt(int slot)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.DataspaceCapabilityAt, slot);
        return _dataspaces[slot] = _inner.DataspaceCapabilityAt(slot);
    }

    public RegionCapability RegionCapabilityAt(int slot)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.RegionCapabilityAt, slot);
        return _regions[slot] = _inner.RegionCapabilityAt(slot);
    }

    public void SelfCheck()
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.SelfCheck);
        _inner.SelfCheck();
    }

    private Strand.Asking Begin(OperationKind kind, SessionId session, DataspaceCapability dataspace) => Strand.Begin(
        Operation.Upon(kind, session, new DataspaceId(dataspace.Slot)), IsCurrent(dataspace));

    private bool IsCurrent(DataspaceCapability dataspace) =>
        dataspace.Slot < _dataspaces.Length && _dataspaces[dataspace.Slot] == dataspace;
}
