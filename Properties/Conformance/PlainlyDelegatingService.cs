using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Conformance;

/// <summary>A service that cannot be put into a state, and otherwise does what another one does.</summary>
internal sealed class PlainlyDelegatingService(IRamService inner) : IRamService
{
    public ServiceBounds Bounds => inner.Bounds;

    public int FreeFrames => inner.FreeFrames;

    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made) =>
        inner.Alloc(session, size, out made);

    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made) => inner.Alias(session, original, writable, offset, size, out made);

    public Refusal Free(SessionId session, DataspaceCapability dataspace) => inner.Free(session, dataspace);

    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) => inner.Revoke(session, dataspace);

    public Refusal Seal(SessionId session, DataspaceCapability dataspace) => inner.Seal(session, dataspace);

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made) =>
        inner.Attach(session, dataspace, out made);

    public Refusal Detach(SessionId session, RegionCapability region) => inner.Detach(session, region);

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        inner.Share(session, receiver, dataspace);

    public void Close(SessionId session) => inner.Close(session);

    public Refusal Drop(SessionId session, DataspaceCapability dataspace) => inner.Drop(session, dataspace);

    public Refusal Donate(SessionId giver, SessionId receiver, int size) => inner.Donate(giver, receiver, size);

    public void Flush() => inner.Flush();

    public int GivenBy(SessionId giver, SessionId receiver) => inner.GivenBy(giver, receiver);

    public int UsedBy(SessionId session) => inner.UsedBy(session);

    public int QuotaOf(SessionId session) => inner.QuotaOf(session);

    public bool IsFree(int frame) => inner.IsFree(frame);

    public bool CanName(SessionId session, int slot) => inner.CanName(session, slot);

    public DataspaceStatus DataspaceAt(int slot) => inner.DataspaceAt(slot);

    public RegionStatus RegionAt(int slot) => inner.RegionAt(slot);

    public DataspaceCapability DataspaceCapabilityAt(int slot) => inner.DataspaceCapabilityAt(slot);

    public RegionCapability RegionCapabilityAt(int slot) => inner.RegionCapabilityAt(slot);

    public void SelfCheck() => inner.SelfCheck();
}
