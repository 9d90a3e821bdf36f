using System.Runtime.InteropServices;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// The reference model behind the interface of a RAM service: right by definition, under every policy and on the
/// platforms of which a state follows from what is seen (Native, Quarantine). It shows that the comparison accepts what
/// is right, and services that are wrong are made from it.
/// </summary>
internal class ModelledService : ICheckpointedService
{
    // What Restore says of every slot.
    private const long RestoredGeneration = 3;

    private readonly ModelView _view;
    private readonly IFrameMemory _memory;
    private readonly long[] _generations;
    private readonly long[] _regionGenerations;
    private State _state;

    internal ModelledService(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
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

    public ServiceBounds Bounds { get; }

    public int FreeFrames => Bounds.Frames - Ledger.Allocated.Count;

    public int ImageBytes =>
        Marshal.SizeOf<State>() + ((_generations.Length + _regionGenerations.Length) * sizeof(long));

    protected IModel Model { get; }

    protected ref State State => ref _state;

    protected Ledger Ledger => Model.Audit(in _state);

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

    public Refusal Free(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Free, session, dataspace).Refusal;

    public Refusal Revoke(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Revoke, session, dataspace).Refusal;

    public Refusal Seal(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Seal, session, dataspace).Refusal;

    public Refusal Attach(SessionId session, DataspaceCapability dataspace, out RegionCapability made)
    {
        Outcome outcome = AskUpon(OperationKind.Attach, session, dataspace);
        made = outcome.Slot < 0 ? default : RegionCapability.Of(outcome.Slot, ++_regionGenerations[outcome.Slot]);
        return outcome.Refusal;
    }

    public Refusal Detach(SessionId session, RegionCapability region) =>
        _regionGenerations[region.Slot] != region.Generation
            ? Refusal.InvalidRegion
            : Ask(Operation.Detach(session, new RegionId(region.Slot))).Refusal;

    public Refusal Share(SessionId session, SessionId receiver, DataspaceCapability dataspace) =>
        IsStale(dataspace)
            ? Refusal.InvalidDataspace
            : Ask(Operation.Share(session, receiver, new DataspaceId(dataspace.Slot))).Refusal;

    public virtual void Close(SessionId session) => Ask(Operation.Close(session));

    public virtual Refusal Drop(SessionId session, DataspaceCapability dataspace) =>
        AskUpon(OperationKind.Drop, session, dataspace).Refusal;

    public virtual Refusal Donate(SessionId giver, SessionId receiver, int size) =>
        Ask(Operation.Donate(giver, receiver, size)).Refusal;

    public virtual void Flush() => Ask(Operation.Flush());

    public int GivenBy(SessionId giver, SessionId receiver) => _state.GivenBy(giver, receiver);

    public int UsedBy(SessionId session) => Ledger.UsedBy(session);

    public virtual int QuotaOf(SessionId session) => Model.QuotaOf(in _state, session);

    public bool IsFree(int frame) => !Ledger.Allocated.Contains(new Frame(frame));

    public bool CanName(SessionId session, int slot) => (_view.NamersOf(in _state, slot) >> session.Index & 1) != 0;

    public DataspaceStatus DataspaceAt(int slot) => _view.DataspaceAt(in _state, slot);

    public RegionStatus RegionAt(int slot) => ModelView.RegionAt(in _state, slot);

    public DataspaceCapability DataspaceCapabilityAt(int slot) => DataspaceCapability.Of(slot, _generations[slot]);

    public RegionCapability RegionCapabilityAt(int slot) => RegionCapability.Of(slot, _regionGenerations[slot]);

    /// <summary>There is nothing on record that could disagree: the model derives everything.</summary>
    public void SelfCheck()
    {
    }

    public void Save(Span<byte> image)
    {
        MemoryMarshal.Write(image, in _state);
        Span<long> generations = Generations(image);
        _generations.CopyTo(generations);
        _regionGenerations.CopyTo(generations[_generations.Length..]);
    }

    public void Load(ReadOnlySpan<byte> image)
    {
        _state = MemoryMarshal.Read<State>(image);
        ReadOnlySpan<long> generations = MemoryMarshal.Cast<byte, long>(image[Marshal.SizeOf<State>()..]);
        generations[.._generations.Length].CopyTo(_generations);
        generations[_generations.Length..].CopyTo(_regionGenerations);
    }

    public bool Matches(ReadOnlySpan<byte> image)
    {
        byte[] now = new byte[ImageBytes];
        Save(now);
        return image.SequenceEqual(now);
    }

    public void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default)
    {
        _state = default;
        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            if (dataspaces[slot].Life != Life.None)
            {
                Place(new DataspaceId(slot), in dataspaces[slot], new SessionSet((uint)holders[slot]));
            }
        }

        for (int slot = 0; slot < regions.Length; slot++)
        {
            RegionStatus region = regions[slot];
            if (region.Length > 0)
            {
                _state.Place(
                    new RegionId(slot),
                    region.Session,
                    new DataspaceSet(1u << region.DataspacePlusOne >> 1),
                    Extent.Of(region.Base, region.Length),
                    region.Writable);
            }
        }

        for (int pair = 0; pair < given.Length; pair++)
        {
            int sessions = Bounds.Quotas.Length;
            _state.SetGiven(new SessionId(pair / sessions), new SessionId(pair % sessions), given[pair]);
        }

        _generations.AsSpan().Fill(RestoredGeneration);
        _regionGenerations.AsSpan().Fill(RestoredGeneration);
    }

    /// <summary>Puts an operation to the model.</summary>
    protected Outcome Ask(Operation operation) => Model.Step(ref _state, operation);

    private static Span<long> Generations(Span<byte> image) =>
        MemoryMarshal.Cast<byte, long>(image[Marshal.SizeOf<State>()..]);

    private void Place(DataspaceId slot, in DataspaceStatus status, SessionSet holders)
    {
        DataspaceSet placed = DataspaceSet.Of(slot);
        var extent = Extent.Of(status.Base, status.Length);
        _state.Place(
            slot, status.Owner, extent, new DataspaceSet(1u << status.ParentPlusOne >> 1), status.Writable);
        if (status.Sealed)
        {
            _state.Seal(slot);
        }

        if (Model.Shape.Kind && status.IsAlias)
        {
            _state.MarkAlias(slot);
        }

        if (status.Life == Life.Zombie)
        {
            _state.MakeZombies(placed);
        }
        else if (status.Life == Life.Hollow)
        {
            _state.MakeHollow(placed);
        }

        if (Model.Shape.Holders)
        {
            _state.SetHolders(slot, holders);
        }

        if (Model.Shape.Payers && status.Life != Life.Hollow)
        {
            _state.SetPayer(status.Payer, extent.Frames);
        }
    }

    private bool IsStale(DataspaceCapability capability) => _generations[capability.Slot] != capability.Generation;

    private Outcome AskUpon(OperationKind kind, SessionId session, DataspaceCapability dataspace) =>
        IsStale(dataspace)
            ? Outcome.Refused(Refusal.InvalidDataspace)
            : Ask(Operation.Upon(kind, session, new DataspaceId(dataspace.Slot)));

    private DataspaceCapability Made(Outcome outcome) =>
        outcome.Slot < 0 ? default : DataspaceCapability.Of(outcome.Slot, ++_generations[outcome.Slot]);
}
