using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Conformance;

/// <summary>A service that does what another one does, but for what a derived class breaks.</summary>
internal abstract class DelegatingService(ICheckpointedService inner) : ICheckpointedService
{
    public ServiceBounds Bounds => inner.Bounds;

    public int FreeFrames => inner.FreeFrames;

    public int ImageBytes => inner.ImageBytes;

    protected ICheckpointedService Inner => inner;

    public virtual Refusal Alloc(SessionId session, int size, out DataspaceCapability made) =>
        inner.Alloc(session, size, out made);

    public virtual Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made) => inner.Alias(session, original, writable, offset, size, out made);

    public virtual Refusal Free(SessionId session, DataspaceCapability dataspace) => inner.Free(session, dataspace);

    public virtual Refusal Revoke(SessionId session, DataspaceCapability dataspace) =>
        inner.Revoke(session, dataspace);

    public Refusal Seal(SessionId session, DataspaceCapability dataspace) => inner.Seal(session, dataspace);

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made) =>
        inner.Attach(session, dataspace, out made);

    public Refusal Detach(SessionId session, RegionCapability region) => inner.Detach(session, region);

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        inner.Share(session, receiver, dataspace);

    public virtual void Close(SessionId session) => inner.Close(session);

    public virtual Refusal Drop(SessionId session, DataspaceCapability dataspace) => inner.Drop(session, dataspace);

    public virtual Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        inner.Donate(giver, receiver, size);

    public virtual void Flush() => inner.Flush();

    public virtual int GivenBy(SessionId giver, SessionId receiver) => inner.GivenBy(giver, receiver);

    public virtual int UsedBy(SessionId session) => inner.UsedBy(session);

    public int QuotaOf(SessionId session) => inner.QuotaOf(session);

    public virtual bool IsFree(int frame) => inner.IsFree(frame);

    public bool CanName(SessionId session, int slot) => inner.CanName(session, slot);

    public virtual DataspaceStatus DataspaceAt(int slot) => inner.DataspaceAt(slot);

    public virtual RegionStatus RegionAt(int slot) => inner.RegionAt(slot);

    public virtual DataspaceCapability DataspaceCapabilityAt(int slot) => inner.DataspaceCapabilityAt(slot);

    public virtual RegionCapability RegionCapabilityAt(int slot) => inner.RegionCapabilityAt(slot);

    public virtual void SelfCheck() => inner.SelfCheck();

    public void Save(Span<byte> image) => inner.Save(image);

    public virtual void Load(ReadOnlySpan<byte> image) => inner.Load(image);

    public bool Matches(ReadOnlySpan<byte> image) => inner.Matches(image);

    public virtual void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default) =>
        inner.Restore(dataspaces, regions, holders, given);
}
