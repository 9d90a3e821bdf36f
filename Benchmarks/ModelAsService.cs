using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks;

/// <summary>
/// The reference model driven as a service: it holds a state, and each call audits the state and applies an operation
/// to it. A state of the model has 32 frames, 16 dataspaces and 8 sessions at most, so it can only join the comparisons
/// that fit into them. Its quotas are constant, and capabilities are not given up: Donate and Drop are not supported.
/// </summary>
internal sealed class ModelAsService : IRamService
{
    private readonly IModel _model;

    // The model does not number the objects that a slot has had, nor record what has no influence on the policy.
    private readonly long[] _generations;
    private readonly long[] _regionGenerations;
    private readonly bool[] _isAlias;
    private readonly SessionId[] _payers;
    private State _state;

    internal ModelAsService(string lifetime, string charging, ServiceBounds bounds)
    {
        Bounds = bounds;
        _model = Catalog.CreateModel(
            new PolicyName(lifetime, charging, "Native"),
            new Scope
            {
                Frames = bounds.Frames,
                Sessions = bounds.Quotas.Length,
                Dataspaces = bounds.Dataspaces,
                Regions = bounds.Regions,
                Quotas = bounds.Quotas,
                Sharing = bounds.Sharing,
                AliasCost = bounds.AliasCost,
            });
        _generations = new long[bounds.Dataspaces];
        _regionGenerations = new long[bounds.Regions];
        _isAlias = new bool[bounds.Dataspaces];
        _payers = new SessionId[bounds.Dataspaces];
    }

    /// <inheritdoc/>
    public ServiceBounds Bounds { get; }

    /// <inheritdoc/>
    public int FreeFrames => Bounds.Frames - _model.Audit(in _state).Allocated.Count;

    /// <inheritdoc/>
    public Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
    {
        // One frame too many stands for any size beyond the field that an operation has for it.
        int asked = Math.Clamp(size, 0, Frame.Capacity + 1);
        Outcome outcome = Ask(Operation.Alloc(session, asked));
        made = Made(outcome, isAlias: false, session);
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
        if (IsStale(original))
        {
            made = default;
            return Refusal.InvalidDataspace;
        }

        bool canFit = offset >= 0 && offset < Frame.Capacity && size > 0 && size <= Frame.Capacity;
        Outcome outcome = Ask(Operation.Alias(session, Id(original), writable, canFit ? offset : 0, canFit ? size : 0));
        made = Made(outcome, isAlias: true, _payers[original.Slot]);
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
        region.Slot >= Bounds.Regions || _regionGenerations[region.Slot] != region.Generation
            ? Refusal.InvalidRegion
            : Ask(Operation.Detach(session, new RegionId(region.Slot))).Refusal;

    /// <inheritdoc/>
    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace)
    {
        if (IsStale(dataspace) || !CanName(session, dataspace.Slot))
        {
            return Refusal.InvalidDataspace;
        }

        // Under open sharing the model knows no Share, for whoever might receive a capability has it.
        return Bounds.Sharing == Sharing.Open
            ? Refusal.None
            : Ask(Operation.Share(session, receiver, Id(dataspace))).Refusal;
    }

    /// <inheritdoc/>
    public void Close(SessionId session) => Ask(Operation.Close(session));

    /// <inheritdoc/>
    public int UsedBy(SessionId session) => _model.Audit(in _state).UsedBy(session);

    /// <inheritdoc/>
    public int QuotaOf(SessionId session) => Bounds.Quotas[session.Index];

    /// <inheritdoc/>
    public bool IsFree(int frame) => !_model.Audit(in _state).Allocated.Contains(new Frame(frame));

    /// <inheritdoc/>
    public bool CanName(SessionId session, int slot)
    {
        var dataspace = new DataspaceId(slot);
        return _state.Nameable.Contains(dataspace)
            && (Bounds.Sharing == Sharing.Open || _state.HoldersOf(dataspace).Contains(session));
    }

    /// <inheritdoc/>
    public DataspaceStatus DataspaceAt(int slot)
    {
        var dataspace = new DataspaceId(slot);
        if (!_state.Occupied.Contains(dataspace))
        {
            return default;
        }

        DataspaceSet parent = _state.ParentOf(dataspace);
        return new DataspaceStatus(
            _state.Live.Contains(dataspace) ? Life.Live
                : _state.Zombies.Contains(dataspace) ? Life.Zombie
                : Life.Hollow,
            _state.OwnerOf(dataspace),
            _state.ExtentOf(dataspace).Base,
            _state.ExtentOf(dataspace).Length,
            parent.IsEmpty ? 0 : parent.Lowest.Index + 1,
            _state.Writable.Contains(dataspace),
            _state.Sealed.Contains(dataspace),
            _isAlias[slot],
            _payers[slot]);
    }

    /// <inheritdoc/>
    public RegionStatus RegionAt(int slot)
    {
        var region = new RegionId(slot);
        if (!_state.Regions.Contains(region))
        {
            return default;
        }

        DataspaceSet dataspace = _state.DataspaceOf(region);
        return new RegionStatus(
            _state.SessionOf(region),
            dataspace.IsEmpty ? 0 : dataspace.Lowest.Index + 1,
            _state.ExtentOf(region).Base,
            _state.ExtentOf(region).Length,
            _state.WritableRegions.Contains(region));
    }

    /// <inheritdoc/>
    public DataspaceCapability DataspaceCapabilityAt(int slot) =>
        _generations[slot] == 0 ? default : DataspaceCapability.Of(slot, _generations[slot]);

    /// <inheritdoc/>
    public RegionCapability RegionCapabilityAt(int slot) =>
        _regionGenerations[slot] == 0 ? default : RegionCapability.Of(slot, _regionGenerations[slot]);

    /// <inheritdoc/>
    public void SelfCheck()
    {
        // The model has nothing on record that could be counted anew.
    }

    private static DataspaceId Id(DataspaceCapability capability) => new(capability.Slot);

    private bool IsStale(DataspaceCapability capability) =>
        capability.Slot >= Bounds.Dataspaces || _generations[capability.Slot] != capability.Generation;

    private Outcome AskUpon(OperationKind kind, SessionId session, DataspaceCapability dataspace) =>
        IsStale(dataspace)
            ? Outcome.Refused(Refusal.InvalidDataspace)
            : Ask(Operation.Upon(kind, session, Id(dataspace)));

    private Outcome Ask(Operation operation) => _model.Step(ref _state, operation);

    private DataspaceCapability Made(Outcome outcome, bool isAlias, SessionId payer)
    {
        if (outcome.Slot < 0)
        {
            return default;
        }

        _isAlias[outcome.Slot] = isAlias;
        _payers[outcome.Slot] = payer;
        return DataspaceCapability.Of(outcome.Slot, ++_generations[outcome.Slot]);
    }
}
