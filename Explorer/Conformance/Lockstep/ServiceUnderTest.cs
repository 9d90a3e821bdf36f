using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// A service beside the model: is put into a state, asked what the model was asked, and compared with it. One thread at
/// a time.
/// </summary>
internal sealed class ServiceUnderTest
{
    // A slot that was restored has had so many objects before.
    private const int StaleGenerations = 2;

    private readonly Scope _scope;
    private readonly ModelView _view;
    private readonly FrameTags _memory;
    private readonly ICheckpointedService _service;
    private readonly byte[] _image;
    private readonly byte[] _writers;
    private readonly DataspaceStatus[] _dataspaces;
    private readonly DataspaceCapability[] _capabilities;
    private readonly RegionCapability[] _regionCapabilities;
    private readonly RegionStatus[] _regions;
    private readonly ulong[] _holders;

    internal ServiceUnderTest(IModel model, ModelView view, ServiceFactory create)
    {
        _scope = model.Scope;
        _view = view;
        _memory = new FrameTags(_scope.Frames);
        _service = create(model.Policy, ServiceBounds.Of(_scope), _memory);
        _image = new byte[_service.ImageBytes];
        _writers = new byte[_scope.Frames];
        _dataspaces = new DataspaceStatus[_scope.Dataspaces];
        _capabilities = new DataspaceCapability[_scope.Dataspaces];
        _regions = new RegionStatus[_scope.Regions];
        _regionCapabilities = new RegionCapability[_scope.Regions];
        _holders = new ulong[_scope.Dataspaces];
    }

    /// <summary>How many questions were put to the service.</summary>
    internal long Comparisons { get; private set; }

    /// <summary>What differed last, in words.</summary>
    internal string Difference { get; private set; } = string.Empty;

    /// <summary>Room for the operations that the model grants in a state.</summary>
    internal List<(Operation Operation, Outcome Outcome, State After)> Granted { get; } = [];

    /// <summary>Room for those that it refuses, and whether the service refuses them alike.</summary>
    internal List<(Operation Operation, Outcome Outcome, bool Alike)> Refused { get; } = [];

    /// <summary>The service, to be looked at.</summary>
    internal IRamService Service => _service;

    /// <summary>The memory behind its frames.</summary>
    internal FrameTags Memory => _memory;

    /// <summary>Puts the service into a state.</summary>
    /// <returns>Whether it then looks like it.</returns>
    internal bool Place(in State state, in Ledger ledger)
    {
        for (int slot = 0; slot < _dataspaces.Length; slot++)
        {
            DataspaceStatus status = _view.DataspaceAt(in state, slot);
            _dataspaces[slot] = status with { IsAlias = status.IsAlias || status.ParentPlusOne != 0 };
            _holders[slot] = _view.NamersOf(in state, slot);
        }

        for (int slot = 0; slot < _regions.Length; slot++)
        {
            _regions[slot] = ModelView.RegionAt(in state, slot);
        }

        _view.Writers(in state, _writers);

        // Nobody zeroes what is freed: that is left to the next Alloc.
        foreach (Frame frame in FrameSet.First(_scope.Frames) - ledger.Allocated)
        {
            _writers[frame.Index] = FrameTags.Dirty;
        }

        if (!Try(static self => self._service.Restore(self._dataspaces, self._regions, self._holders)))
        {
            return false;
        }

        _service.Save(_image);
        _writers.CopyTo(_memory.Tags);
        ReadCapabilities();
        return LooksLike(in state, in ledger);
    }

    /// <summary>Puts the service back to where <see cref="Place"/> put it.</summary>
    internal void Return()
    {
        _service.Load(_image);
        _writers.CopyTo(_memory.Tags);
    }

    /// <summary>Whether the service is where it was put, byte for byte.</summary>
    internal bool IsUnchanged => _service.Matches(_image);

    /// <summary>Whether a refusal has left the service where it was put.</summary>
    internal bool IsUnchangedByRefusal =>
        IsUnchanged || Differs("a refusal changes something that cannot be seen at once");

    /// <summary>Asks for an operation that the model refuses, or grants without regard to what comes of it.</summary>
    /// <returns>Whether the service answers alike.</returns>
    internal bool Answers(Operation operation, Outcome expected)
    {
        Comparisons++;
        Outcome answer;
        try
        {
            answer = Ask(operation);
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            Difference = $"the implementation ends with {exception.GetType().Name}: {exception.Message}";
            return false;
        }

        if (answer == expected)
        {
            return true;
        }

        Difference = $"the model answers {Text(expected)}, the implementation {Text(answer)}";
        return false;
    }

    /// <summary>
    /// Whether the service looks like a state: every slot and frame, charges and rights; whether its own counts agree;
    /// and whether a slot that was used again has a capability that it never had.
    /// </summary>
    internal bool LooksLike(in State state, in Ledger ledger)
    {
        for (int slot = 0; slot < _dataspaces.Length; slot++)
        {
            DataspaceStatus expected = _view.DataspaceAt(in state, slot);
            DataspaceStatus seen = _service.DataspaceAt(slot);
            if (_view.Comparable(in seen) != expected)
            {
                return Differs($"slot d{slot} is not the same");
            }

            if (_scope.Sharing == Sharing.Delegated
                && _view.NamersOf(_service, slot) != _view.NamersOf(in state, slot))
            {
                return Differs($"d{slot} can be named by others");
            }
        }

        for (int slot = 0; slot < _regions.Length; slot++)
        {
            if (_service.RegionAt(slot) != ModelView.RegionAt(in state, slot))
            {
                return Differs($"slot r{slot} is not the same");
            }
        }

        for (int session = 0; session < _scope.Sessions; session++)
        {
            if (_service.UsedBy(new SessionId(session)) != ledger.UsedBy(new SessionId(session))
                || _service.QuotaOf(new SessionId(session)) != _scope.Quotas[session])
            {
                return Differs($"what s{session} uses is not the same");
            }
        }

        return FramesLookLike(in state, in ledger) && Try(static self => self._service.SelfCheck());
    }

    /// <summary>Whether what the last operation made has a capability that nobody has held before.</summary>
    internal bool HasFreshCapability(Operation operation, Outcome outcome)
    {
        if (outcome.Slot < 0)
        {
            return true;
        }

        bool fresh = operation.Kind == OperationKind.Attach
            ? _service.RegionCapabilityAt(outcome.Slot).Generation > _regionCapabilities[outcome.Slot].Generation
            : _service.DataspaceCapabilityAt(outcome.Slot).Generation > _capabilities[outcome.Slot].Generation;
        return fresh || Differs("a stale capability names the new object");
    }

    /// <summary>Goes on from where the service is now.</summary>
    internal void ReadCapabilities()
    {
        for (int slot = 0; slot < _capabilities.Length; slot++)
        {
            _capabilities[slot] = _service.DataspaceCapabilityAt(slot);
        }

        for (int slot = 0; slot < _regionCapabilities.Length; slot++)
        {
            _regionCapabilities[slot] = _service.RegionCapabilityAt(slot);
        }
    }

    /// <summary>
    /// Whether the service also refuses what no operation instance of the model stands for: everything through
    /// capabilities for former objects of a slot, and aliases of parts that are empty or lie beyond the end.
    /// </summary>
    internal bool RefusesTheImpossible(in State state)
    {
        foreach (DataspaceId dataspace in state.Occupied)
        {
            SessionId owner = state.OwnerOf(dataspace);
            int length = state.ExtentOf(dataspace).Length;
            Outcome outside = state.Nameable.Contains(dataspace) ? Outcome.Refused(Refusal.InvalidRange) : Invalid;
            if (!(Answers(Operation.Alias(owner, dataspace, false, length, 1), outside)
                && Answers(Operation.Alias(owner, dataspace, false, 1, length), outside)
                && Answers(Operation.Alias(owner, dataspace, false, 0, 0), outside)))
            {
                return Differs($"for a part that {dataspace} does not have, {Difference}");
            }

            DataspaceCapability current = _capabilities[dataspace.Index];
            bool refused = true;
            for (int age = 1; age <= StaleGenerations && refused; age++)
            {
                _capabilities[dataspace.Index] = Older(current, age);
                refused = Answers(Operation.Free(owner, dataspace), Invalid)
                    && (age == 1
                        ? Answers(Operation.Alias(owner, dataspace, false, 0, 1), Invalid)
                            && Answers(Operation.Attach(owner, dataspace), Invalid)
                        : Answers(Operation.Revoke(owner, dataspace), Invalid)
                            && Answers(Operation.Seal(owner, dataspace), Invalid));
            }

            _capabilities[dataspace.Index] = current;
            if (!refused)
            {
                return Differs($"through a stale capability for slot {dataspace}, {Difference}");
            }
        }

        foreach (RegionId region in state.Regions)
        {
            RegionCapability current = _regionCapabilities[region.Index];
            bool refused = true;
            for (int age = 1; age <= StaleGenerations && refused; age++)
            {
                _regionCapabilities[region.Index] = Older(current, age);
                refused = Answers(
                    Operation.Detach(state.SessionOf(region), region), Outcome.Refused(Refusal.InvalidRegion));
            }

            _regionCapabilities[region.Index] = current;
            if (!refused)
            {
                return Differs($"through a stale capability for slot {region}, {Difference}");
            }
        }

        return true;
    }

    private static Capability<T> Older<T>(Capability<T> current, int age)
        where T : struct, IElement<T> =>
        Capability<T>.Of(current.Slot, Math.Max(0, current.Generation - age));

    private static Outcome Invalid => Outcome.Refused(Refusal.InvalidDataspace);

    private static bool IsDefect(Exception exception) =>
        exception is InvalidOperationException or ArgumentException or IndexOutOfRangeException or OverflowException
            or NullReferenceException;

    private static string Text(Outcome outcome) => !outcome.IsGranted ? outcome.Refusal.ToString()
        : outcome.Slot < 0 ? "granted"
        : $"granted, in slot {outcome.Slot}";

    private bool Differs(string difference)
    {
        Difference = difference;
        return false;
    }

    private bool FramesLookLike(in State state, in Ledger ledger)
    {
        int free = 0;
        for (int frame = 0; frame < _scope.Frames; frame++)
        {
            bool isFree = !ledger.Allocated.Contains(new Frame(frame));
            free += isFree ? 1 : 0;
            if (_service.IsFree(frame) != isFree)
            {
                return Differs($"frame {frame} is {(isFree ? "free" : "taken")} in the model only");
            }
        }

        if (_service.FreeFrames != free)
        {
            return Differs($"{free} frames are free, {_service.FreeFrames} according to the implementation");
        }

        if (!_scope.Contents)
        {
            return true;
        }

        Span<byte> writers = stackalloc byte[Frame.Capacity];
        _view.Writers(in state, writers[.._scope.Frames]);
        foreach (Frame frame in ledger.Allocated)
        {
            if (_memory.Tags[frame.Index] != writers[frame.Index])
            {
                return Differs($"the content of frame {frame.Index} is not the same");
            }
        }

        return true;
    }

    private bool Try(Action<ServiceUnderTest> action)
    {
        try
        {
            action(this);
            return true;
        }
        catch (Exception exception) when (IsDefect(exception))
        {
            return Differs($"the implementation finds itself wrong: {exception.Message}");
        }
    }

    private Outcome Ask(Operation operation)
    {
        SessionId session = operation.Session;
        switch (operation.Kind)
        {
            case OperationKind.Alloc:
                return Made(_service.Alloc(session, operation.Size, out DataspaceCapability allocated), allocated.Slot);
            case OperationKind.Alias:
                Refusal refusal = _service.Alias(
                    session,
                    _capabilities[operation.Dataspace.Index],
                    operation.Writable,
                    operation.Offset,
                    operation.Size,
                    out DataspaceCapability alias);
                return Made(refusal, alias.Slot);
            case OperationKind.Free:
                return Done(_service.Free(session, _capabilities[operation.Dataspace.Index]));
            case OperationKind.Revoke:
                return Done(_service.Revoke(session, _capabilities[operation.Dataspace.Index]));
            case OperationKind.Seal:
                return Done(_service.Seal(session, _capabilities[operation.Dataspace.Index]));
            case OperationKind.Attach:
                Refusal attached = _service.Attach(
                    session, _capabilities[operation.Dataspace.Index], out RegionCapability region);
                return Made(attached, region.Slot);
            case OperationKind.Detach:
                return Done(_service.Detach(session, _regionCapabilities[operation.Region.Index]));
            case OperationKind.Share:
                return Done(_service.Share(
                    session, operation.Receiver, _capabilities[operation.Dataspace.Index]));
            case OperationKind.Write:
                return Done(Write(session, operation.Region, operation.Offset));
            case OperationKind.Close:
                _service.Close(session);
                return Outcome.Granted;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    // A write is no business of the service: it is the region that decides what the session reaches.
    private Refusal Write(SessionId session, RegionId region, int index)
    {
        RegionStatus status = _service.RegionAt(region.Index);
        if (status.Length == 0 || status.Session != session)
        {
            return Refusal.InvalidRegion;
        }

        if (!status.Writable)
        {
            return Refusal.PermissionDenied;
        }

        if (index >= status.Length)
        {
            return Refusal.InvalidRange;
        }

        _memory.Write(session, status.Base + index);
        return Refusal.None;
    }

    private static Outcome Made(Refusal refusal, int slot) =>
        refusal == Refusal.None ? Outcome.Made(slot) : Outcome.Refused(refusal);

    private static Outcome Done(Refusal refusal) =>
        refusal == Refusal.None ? Outcome.Granted : Outcome.Refused(refusal);
}
