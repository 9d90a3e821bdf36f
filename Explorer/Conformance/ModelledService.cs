using ModelCheck.Conformance.Lockstep;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance;

/// <summary>
/// The reference model behind the interface of a RAM service: right by definition, under every policy and on every
/// platform. It keeps the books of a service of which something else is to be looked at, and services that are wrong
/// are made from it.
/// </summary>
public class ModelledService : IRamService
{
    private readonly ModelView _view;
    private readonly IFrameMemory _memory;
    private readonly long[] _generations;
    private readonly long[] _regionGenerations;
    private State _state;

    /// <summary>Makes one, all of whose frames are free.</summary>
    /// <param name="policy">The policy, by names of the catalog.</param>
    /// <param name="bounds">What it is to manage: no more than a scope can have.</param>
    /// <param name="memory">What is behind its frames.</param>
    public ModelledService(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        ArgumentNullException.ThrowIfNull(memory);
        Bounds = bounds;
        Model = Catalog.CreateModel(policy, new Scope
        {
            Frames = bounds.Frames,
            Sessions = bounds.Quotas.Length,
            Dataspaces = bounds.Dataspaces,
            Regions = bounds.Regions,
            Quotas = bounds.Quotas,
            Sharing = bounds.Sharing,
            AliasCost = bounds.AliasCost,
            Permitted = [.. bounds.Quotas.Select(_ => OperationKinds.All)],
        });
        _view = new ModelView(Model);
        _memory = memory;
        _generations = new long[bounds.Dataspaces];
        _regionGenerations = new long[bounds.Regions];
    }

    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public virtual int FreeFrames => Bounds.Frames - Ledger.Allocated.Count;

    /// <summary>The model.</summary>
    protected IModel Model { get; }

    /// <summary>The state that it is in.</summary>
    protected ref State State => ref _state;

    /// <summary>Which object of each dataspace slot is the last.</summary>
    private protected Span<long> DataspaceGenerations => _generations;

    /// <summary>Which object of each region slot is the last.</summary>
    private protected Span<long> RegionGenerations => _regionGenerations;

    /// <summary>What follows from its state.</summary>
    protected Ledger Ledger => Model.Audit(in _state);

    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        Outcome outcome = Ask(Operation.Alloc(session, size));
        made = Made(outcome);
        if (outcome.IsGranted)
        {
            _memory.Zero(DataspaceAt(outcome.Slot).Base, size);
        }

        return outcome.Refusal;
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
        Outcome outcome = IsStale(original)
            ? Outcome.Refused(Refusal.InvalidDataspace)
            : Ask(Operation.Alias(session, new DataspaceId(original.Slot), writable, offset, size));
        made = Made(outcome);
        return outcome.Refusal;
    }

    /// <inheritdoc/>
    public Refusal Free(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Free, session, dataspace).Refusal;

    /// <inheritdoc/>
    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Revoke, session, dataspace).Refusal;

    /// <inheritdoc/>
    public Refusal Seal(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Seal, session, dataspace).Refusal;

    /// <inheritdoc/>
    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        Outcome outcome = AskUpon(OperationKind.Attach, session, dataspace);
        made = outcome.Slot < 0 ? default : RegionCapability.Of(outcome.Slot, ++_regionGenerations[outcome.Slot]);
        return outcome.Refusal;
    }

    /// <inheritdoc/>
    public Refusal Detach(SessionId session, RegionCapability region) =>
        _regionGenerations[region.Slot] != region.Generation
            ? Refusal.InvalidRegion
            : Ask(Operation.Detach(session, new RegionId(region.Slot))).Refusal;

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        IsStale(dataspace)
            ? Refusal.InvalidDataspace
            : Ask(Operation.Share(session, receiver, new DataspaceId(dataspace.Slot))).Refusal;

    /// <inheritdoc/>
    public virtual void Close(SessionId session) => Ask(Operation.Close(session));

    /// <inheritdoc/>
    public virtual Refusal Drop(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Drop, session, dataspace).Refusal;

    /// <inheritdoc/>
    public virtual Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        Ask(Operation.Donate(giver, receiver, size)).Refusal;

    /// <inheritdoc/>
    public virtual void Flush() => Ask(Operation.Flush());

    /// <inheritdoc/>
    public int GivenBy(SessionId giver, SessionId receiver) => _state.GivenBy(giver, receiver);

    /// <inheritdoc/>
    public int UsedBy(SessionId session) => Ledger.UsedBy(session);

    /// <inheritdoc/>
    public virtual int QuotaOf(SessionId session) => Model.QuotaOf(in _state, session);

    /// <inheritdoc/>
    public virtual bool IsFree(int frame) => !Ledger.Allocated.Contains(new Frame(frame));

    /// <inheritdoc/>
    public bool CanName(SessionId session, int slot) => (_view.NamersOf(in _state, slot) >> session.Index & 1) != 0;

    /// <inheritdoc/>
    public DataspaceStatus DataspaceAt(int slot) => _view.DataspaceAt(in _state, slot);

    /// <inheritdoc/>
    public virtual RegionStatus RegionAt(int slot) => ModelView.RegionAt(in _state, slot);

    /// <inheritdoc/>
    public DataspaceCapability DataspaceCapabilityAt(int slot) => DataspaceCapability.Of(slot, _generations[slot]);

    /// <inheritdoc/>
    public RegionCapability RegionCapabilityAt(int slot) => RegionCapability.Of(slot, _regionGenerations[slot]);

    /// <inheritdoc/>
    /// <remarks>There is nothing on record that could disagree: the model derives everything.</remarks>
    public void SelfCheck()
    {
    }

    /// <summary>Puts an operation to the model: each that is asked through a capability that is not stale.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>What came of it.</returns>
    protected virtual Outcome Ask(Operation operation) => Model.Step(ref _state, operation);

    private bool IsStale(DataspaceCapability capability) => _generations[capability.Slot] != capability.Generation;

    private Outcome AskUpon(OperationKind kind, SessionId session, DataspaceCapability dataspace) =>
        IsStale(dataspace)
            ? Outcome.Refused(Refusal.InvalidDataspace)
            : Ask(Operation.Upon(kind, session, new DataspaceId(dataspace.Slot)));

    private DataspaceCapability Made(Outcome outcome) =>
        outcome.Slot < 0 ? default : DataspaceCapability.Of(outcome.Slot, ++_generations[outcome.Slot]);
}
