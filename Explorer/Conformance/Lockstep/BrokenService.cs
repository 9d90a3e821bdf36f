using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// In place of a service that could not be made or put back: whatever is asked of it ends in the same way.
/// </summary>
/// <param name="bounds">What it was to be given.</param>
/// <param name="reason">What the service ended with.</param>
internal sealed class BrokenService(ServiceBounds bounds, Exception reason) : IRamService
{
    public ServiceBounds Bounds => bounds;

    public int FreeFrames => End<int>();

    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made) => End(out made);

    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made) => End(out made);

    public Refusal Free(SessionId session, DataspaceCapability dataspace) => End<Refusal>();

    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) => End<Refusal>();

    public Refusal Seal(SessionId session, DataspaceCapability dataspace) => End<Refusal>();

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made) =>
        End(out made);

    public Refusal Detach(SessionId session, RegionCapability region) => End<Refusal>();

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) => End<Refusal>();

    public void Close(SessionId session) => End<Refusal>();

    public Refusal Drop(SessionId session, DataspaceCapability dataspace) => End<Refusal>();

    public Refusal Donate(SessionId giver, SessionId receiver, int size) => End<Refusal>();

    public void Flush() => End<Refusal>();

    public int GivenBy(SessionId giver, SessionId receiver) => End<int>();

    public int UsedBy(SessionId session) => End<int>();

    public int QuotaOf(SessionId session) => End<int>();

    public bool IsFree(int frame) => End<bool>();

    public bool CanName(SessionId session, int slot) => End<bool>();

    public DataspaceStatus DataspaceAt(int slot) => End<DataspaceStatus>();

    public RegionStatus RegionAt(int slot) => End<RegionStatus>();

    public DataspaceCapability DataspaceCapabilityAt(int slot) => End<DataspaceCapability>();

    public RegionCapability RegionCapabilityAt(int slot) => End<RegionCapability>();

    public void SelfCheck() => End<Refusal>();

    private Refusal End<T>(out T made)
    {
        made = End<T>();
        return Refusal.None;
    }

    [DoesNotReturn]
    private T End<T>()
    {
        ExceptionDispatchInfo.Throw(reason);
        throw reason;
    }
}
