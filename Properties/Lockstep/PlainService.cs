using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// The plain model behind the interface of a RAM service: a service that is right by definition. It shows that the
/// machine accepts what is right, and services with planted faults are made from it.
/// </summary>
/// <param name="model">Where the service begins.</param>
/// <param name="memory">What is told to zero frames, if anything.</param>
internal class PlainService(PlainModel model, IFrameMemory? memory) : IRamService
{
    public ServiceBounds Bounds => Model.Bounds;

    public virtual int FreeFrames => Model.FreeFrames;

    protected PlainModel Model { get; private set; } = model;

    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        Answer answer = Ask(Of(RequestKind.Alloc, session) with { Size = size });
        made = answer.Made.AsDataspace;
        if (answer.Refusal == Refusal.None)
        {
            memory?.Zero(Model.DataspaceAt(answer.Made.Slot).Base, size);
        }

        return answer.Refusal;
    }

    public Refusal Alias(
        SessionId session,
        DataspaceCapability original,
        bool writable,
        int offset,
        int size,
        out DataspaceCapability made)
    {
        Answer answer = Ask(Of(RequestKind.Alias, session) with
        {
            Target = NameOf(original),
            Writable = writable,
            Offset = offset,
            Size = size,
        });
        made = answer.Made.AsDataspace;
        return answer.Refusal;
    }

    public Refusal Free(SessionId session, DataspaceCapability dataspace) =>
        Ask(Of(RequestKind.Free, session) with { Target = NameOf(dataspace) }).Refusal;

    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) =>
        Ask(Of(RequestKind.Revoke, session) with { Target = NameOf(dataspace) }).Refusal;

    public Refusal Seal(SessionId session, DataspaceCapability dataspace) =>
        Ask(Of(RequestKind.Seal, session) with { Target = NameOf(dataspace) }).Refusal;

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        Answer answer = Ask(Of(RequestKind.Attach, session) with { Target = NameOf(dataspace) });
        made = answer.Made.AsRegion;
        return answer.Refusal;
    }

    public Refusal Detach(SessionId session, RegionCapability region) =>
        Ask(Of(RequestKind.Detach, session) with
        {
            Target = new ObjectName(region.Slot, (int)region.Generation),
        }).Refusal;

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        Ask(Of(RequestKind.Share, session) with
        {
            Target = NameOf(dataspace),
            Receiver = Checked(receiver),
        }).Refusal;

    public void Close(SessionId session) => Ask(Of(RequestKind.Close, session));

    public Refusal Drop(SessionId session, DataspaceCapability dataspace) =>
        Ask(Of(RequestKind.Drop, session) with { Target = NameOf(dataspace) }).Refusal;

    public Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        Ask(Of(RequestKind.Donate, giver) with { Receiver = Checked(receiver), Size = size }).Refusal;

    public void Flush() => Ask(new Request(RequestKind.Flush, Session: 0));

    public int GivenBy(SessionId giver, SessionId receiver) => Model.GivenBy(Checked(giver), Checked(receiver));

    public virtual int UsedBy(SessionId session) => Model.UsedBy(Checked(session));

    public int QuotaOf(SessionId session) => Model.QuotaOf(Checked(session));

    public virtual bool IsFree(int frame) => !Model.Allocated[frame];

    public virtual bool CanName(SessionId session, int slot) => Model.CanName(Checked(session), slot);

    public virtual DataspaceStatus DataspaceAt(int slot) => Model.DataspaceAt(slot);

    public virtual RegionStatus RegionAt(int slot) => Model.RegionAt(slot);

    public DataspaceCapability DataspaceCapabilityAt(int slot) =>
        Model.State.DataspaceGenerations[slot] is > 0 and int generation
            ? DataspaceCapability.Of(slot, generation)
            : default;

    public RegionCapability RegionCapabilityAt(int slot) =>
        Model.State.RegionGenerations[slot] is > 0 and int generation
            ? RegionCapability.Of(slot, generation)
            : default;

    /// <summary>There is nothing on record that could disagree: the model derives everything.</summary>
    public virtual void SelfCheck()
    {
    }

    /// <summary>Carries out a request; a faulty service does something else here.</summary>
    protected virtual Answer Ask(Request request)
    {
        (Model, Answer answer) = Model.Ask(request);
        return answer;
    }

    private Request Of(RequestKind kind, SessionId session) => new(kind, Checked(session));

    private int Checked(SessionId session)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(session.Index, nameof(session));
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(session.Index, Model.Sessions, nameof(session));
        return session.Index;
    }

    private static ObjectName NameOf(DataspaceCapability dataspace) =>
        new(dataspace.Slot, (int)dataspace.Generation);
}
