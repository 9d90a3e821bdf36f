using System.Collections.Immutable;

using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>
/// The specification. This file says what follows from a state, <c>ReferenceModel.Operations.cs</c> what each operation
/// checks and does, <c>ReferenceModel.Destruction.cs</c> how the decision of a lifetime policy is carried out. The
/// explorer runs this very code.
/// </summary>
/// <typeparam name="TLifetime">What Free and Close do to aliases.</typeparam>
/// <typeparam name="TCharging">Who pays for a frame.</typeparam>
/// <typeparam name="TPlatform">What a dataspace capability really gives, and how mappings end.</typeparam>
/// <typeparam name="TSealing">What Seal does to what can be written already.</typeparam>
public readonly partial struct ReferenceModel<TLifetime, TCharging, TPlatform, TSealing> : IModel
    where TLifetime : struct, ILifetimePolicy
    where TCharging : struct, IChargingPolicy
    where TPlatform : struct, IPlatform
    where TSealing : struct, ISealingPolicy
{
    private readonly FrameSet _frames;
    private readonly DataspaceSet _slots;
    private readonly RegionSet _regionSlots;
    private readonly PerSession<int> _quotas;
    private readonly int _sessions;
    private readonly int _aliasCost;
    private readonly bool _delegated;
    private readonly bool _recordsFrames;
    private readonly bool _recordsAllocators;
    private readonly bool _recordsGifts;
    private readonly bool _isExtended;

    /// <summary>Gives the policy its bounds.</summary>
    /// <param name="scope">Bounds without faults.</param>
    /// <exception cref="ArgumentException">The bounds have one.</exception>
    /// <exception cref="PolicyFaultException">The lifetime policy breaks a rule.</exception>
    public ReferenceModel(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LifetimeRules.ThrowIfBroken<TLifetime>();
        if (scope.Faults().FirstOrDefault() is { } fault)
        {
            throw new ArgumentException($"{fault.Field} {fault.Message}", nameof(scope));
        }

        Scope = scope;
        Shape = ShapeOf(scope);
        _frames = FrameSet.First(scope.Frames);
        _slots = DataspaceSet.First(scope.Dataspaces);
        _regionSlots = RegionSet.First(scope.Regions);
        _sessions = scope.Sessions;
        _aliasCost = Manages ? scope.AliasCost : 0;
        _delegated = scope.Sharing == Sharing.Delegated;
        _recordsFrames = Shape.Payers || Shape.Contents || Shape.SealedBlocks;
        _recordsAllocators = Shape.Allocators;
        _recordsGifts = Shape.Gifts;
        _isExtended = Shape.Extended;
        Operations = scope.Operations
            | (Flushes && scope.Operations.Contains(OperationKind.Attach)
                ? OperationKinds.Of(OperationKind.Flush)
                : default);
        for (int session = 0; session < scope.Sessions; session++)
        {
            _quotas[session] = scope.Quotas[session];
        }
    }

    /// <inheritdoc/>
    public PolicyName Policy =>
        new(TLifetime.Name, TCharging.Name, TPlatform.Name, TSealing.Name);

    /// <inheritdoc/>
    public Scope Scope { get; }

    /// <inheritdoc/>
    public StateShape Shape { get; }

    /// <inheritdoc/>
    public OperationKinds Operations { get; }

    /// <inheritdoc/>
    public bool Flushes => TPlatform.Flushes;

    /// <inheritdoc/>
    public Grant GrantOf(in State state, DataspaceId dataspace) => TPlatform.Attach(in state, dataspace);

    /// <inheritdoc/>
    public int QuotaOf(in State state, SessionId session) => _recordsGifts
        ? _quotas[session.Index] - state.GivenBy(session) + state.GivenTo(session)
        : _quotas[session.Index];

    /// <inheritdoc/>
    public Ledger Audit(in State state)
    {
        Audit(in state, out Ledger ledger);
        return ledger;
    }

    /// <inheritdoc/>
    public void Audit(in State state, out Ledger ledger)
    {
        ledger = new Ledger(TPlatform.Pinned(in state), TPlatform.Quarantined(in state));
        Occupancy occupancy = OccupancyOf(in state, in ledger);
        for (int index = 0; index < _sessions; index++)
        {
            var session = new SessionId(index);
            int aliases = _aliasCost == 0 ? 0 : (state.Aliases & state.OwnedBy(session)).Count;
            ledger.Enter(session, TCharging.Charged(in occupancy, session), _aliasCost * aliases);
        }
    }

    /// <inheritdoc/>
    public DataspaceSet Covering(in State state)
    {
        DataspaceSet pinning = state.Live | state.Zombies;
        return Manages ? pinning - state.Aliases : pinning;
    }

    private Occupancy OccupancyOf(in State state, in Ledger ledger) =>
        new(in state, ledger.Allocated, Covering(in state), TCharging.ReadsRetained ? PinningKinships : Kinships.None);

    private static Kinships PinningKinships =>
        (TLifetime.OnFree(Kinship.Own) == AliasFate.Pinning ? Kinships.Own : Kinships.None)
        | (TLifetime.OnFree(Kinship.Foreign) == AliasFate.Pinning ? Kinships.Foreign : Kinships.None);

    /// <inheritdoc/>
    public TResult Accept<TResult>(IModelVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        return visitor.Visit(this);
    }

    private static StateShape ShapeOf(Scope scope)
    {
        bool aliases = scope.Operations.Contains(OperationKind.Alias);
        bool seals = scope.Operations.Contains(OperationKind.Seal);
        return new StateShape(
            Zombies: (aliases && (Rule<AtFree>.Uses(AliasFate.Pinning) || Rule<AtClose>.Uses(AliasFate.Pinning)))
                || (KnowsKeeping && scope.Operations.Contains(OperationKind.Attach)),
            Hollow: aliases && (Rule<AtFree>.Uses(AliasFate.Hollowed) || Rule<AtClose>.Uses(AliasFate.Hollowed)),
            Seals: seals,
            Kind: aliases && RecordsKind,
            Blocks: TPlatform.RecordsBlocks,
            SealedBlocks: seals && TPlatform.SealsBlocks,
            Payers: TCharging.RecordsPayer,
            Contents: scope.Contents,
            Holders: scope.Sharing == Sharing.Delegated,
            Stale: TPlatform.MarksStale && scope.Operations.Contains(OperationKind.Attach),
            Allocators: scope.RecordsAllocators,
            Gifts: scope.Operations.Contains(OperationKind.Donate));
    }
}
