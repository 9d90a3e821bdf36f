using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// A service beside the model: is put into a state or led there, asked what the model was asked, and compared with it.
/// Whatever a service throws is a difference like any other. One thread at a time.
/// </summary>
[SuppressMessage(
    "Design",
    "CA1031:Do not catch general exception types",
    Justification = "What a service throws, whatever it is, is a difference from the model.")]
internal sealed class ServiceUnderTest : IDisposable
{
    // A slot that was restored has had so many objects before.
    private const int StaleGenerations = 2;

    private readonly Scope _scope;
    private readonly ModelView _view;
    private readonly Func<IFrameMemory, IRamService> _create;
    private readonly byte[] _image;
    private readonly byte[] _writers;
    private readonly DataspaceStatus[] _dataspaces;
    private readonly DataspaceCapability[] _capabilities;
    private readonly RegionCapability[] _regionCapabilities;
    private readonly RegionStatus[] _regions;
    private readonly ulong[] _holders;
    private readonly int[] _given;
    private readonly bool _drops;
    private FrameTags _memory;
    private IRamService _service;

    // What is to be disposed of: also when the service is broken, and another one stands in for it.
    private IDisposable? _disposable;
    private ICheckpointedService? _checkpointed;
    private Way _way;
    private Looking _looking;

    internal ServiceUnderTest(IModel model, ModelView view, ServiceFactory create)
    {
        _scope = model.Scope;
        _view = view;
        var bounds = ServiceBounds.Of(_scope);
        PolicyName policy = model.Policy;
        _create = memory => create(policy, bounds, memory);
        _writers = new byte[_scope.Frames];
        _dataspaces = new DataspaceStatus[_scope.Dataspaces];
        _capabilities = new DataspaceCapability[_scope.Dataspaces];
        _regions = new RegionStatus[_scope.Regions];
        _regionCapabilities = new RegionCapability[_scope.Regions];
        _holders = new ulong[_scope.Dataspaces];
        _drops = _scope.Operations.Contains(OperationKind.Drop);
        _given = new int[view.Gives ? _scope.Sessions * _scope.Sessions : 0];
        Begin();
        try
        {
            _image = new byte[_checkpointed?.ImageBytes ?? 0];
        }
        catch (Exception exception)
        {
            _image = [];
            Break(exception);
        }
    }

    private enum Looking
    {
        Dataspaces,
        Regions,
        Names,
        Usage,
        Quotas,
        Gifts,
        Frames,
        Capabilities,
        Itself,
        Image,
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

    /// <summary>How many operations were asked only to lead a service to a state.</summary>
    internal long Leading { get; private set; }

    /// <summary>Whether it can be put into a state; else it is led there.</summary>
    internal bool IsCheckpointed => _checkpointed is not null;

    /// <summary>Begins anew with a fresh service.</summary>
    [MemberNotNull(nameof(_memory), nameof(_service))]
    internal void Begin()
    {
        _memory = new FrameTags(_scope.Frames);
        try
        {
            // One behind a pipe gives its program to the next.
            Dispose();
            _service = _create(_memory)
                ?? throw new InvalidOperationException("whoever makes the service made none");
            _disposable = _service as IDisposable;
            _checkpointed = _service as ICheckpointedService;
            _ = ReadCapabilities();
        }
        catch (Exception exception)
        {
            Break(exception);
        }
    }

    /// <summary>Gives up the service; another one can be begun.</summary>
    public void Dispose()
    {
        _disposable?.Dispose();
        _disposable = null;
    }

    /// <summary>Leads a fresh service to a state.</summary>
    /// <param name="steps">A way there, each step granted.</param>
    /// <param name="state">The state.</param>
    /// <param name="ledger">Its books.</param>
    /// <returns>Whether it answers alike on the way and then looks like the state.</returns>
    internal bool Lead(ImmutableArray<TraceStep> steps, in State state, in Ledger ledger)
    {
        _way = new Way(steps, state, ledger);
        return Lead() && LooksLike(in state, in ledger);
    }

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

        _view.Given(in state, _given);
        _view.Writers(in state, _writers);

        // Nobody zeroes what is freed: that is left to the next Alloc.
        foreach (Frame frame in FrameSet.First(_scope.Frames) - ledger.Allocated)
        {
            _writers[frame.Index] = FrameTags.Dirty;
        }

        try
        {
            _checkpointed!.Restore(_dataspaces, _regions, _holders, _given);
            _checkpointed.Save(_image);
        }
        catch (Exception exception)
        {
            return Differs(exception is InvalidOperationException
                ? $"the implementation finds itself wrong: {exception.Message}"
                : $"put into a state, {End(exception)}");
        }

        _writers.CopyTo(_memory.Tags);
        return ReadCapabilities() && LooksLike(in state, in ledger);
    }

    /// <summary>Puts the service back to where it was put or led.</summary>
    internal void Return()
    {
        if (_checkpointed is null)
        {
            if (!Lead())
            {
                Break(new InvalidOperationException($"led to a state once more, {Difference}"));
            }

            return;
        }

        try
        {
            _checkpointed.Load(_image);
        }
        catch (Exception exception)
        {
            Break(exception);
        }

        _writers.CopyTo(_memory.Tags);
    }

    /// <summary>
    /// Whether the service is where it was put, byte for byte; as far as can be seen, if it cannot be put anywhere.
    /// </summary>
    internal bool IsUnchanged
    {
        get
        {
            if (_checkpointed is null)
            {
                return LooksLike(in _way.State, in _way.Ledger);
            }

            try
            {
                return _checkpointed.Matches(_image);
            }
            catch (Exception exception)
            {
                _looking = Looking.Image;
                return DiffersBy(exception);
            }
        }
    }

    /// <summary>Whether a refusal has left the service where it was put.</summary>
    internal bool IsUnchangedByRefusal =>
        IsUnchanged || (IsCheckpointed && Differs("a refusal changes something that cannot be seen at once"));

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
        catch (Exception exception)
        {
            return Differs($"asked for {operation}, {End(exception)}");
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
        try
        {
            return SlotsLookLike(in state)
                && UsageLooksLike(in state, in ledger)
                && FramesLookLike(in state, in ledger)
                && ChecksItself();
        }
        catch (Exception exception)
        {
            return DiffersBy(exception);
        }
    }

    /// <summary>
    /// Asks for an operation and looks at what comes of it: whether the service answers alike, then looks like the
    /// state that the model is in, and gives what is new a capability that nobody has held.
    /// </summary>
    internal bool StepsAlike(Operation operation, Outcome outcome, in State after, in Ledger ledger) =>
        Answers(operation, outcome) && LooksLike(in after, in ledger) && HasFreshCapability(operation, outcome);

    /// <summary>The service as one that can be asked for several operations at once; null when it cannot.</summary>
    internal IBatchedService? Batched => _service as IBatchedService;

    /// <summary>
    /// Asks for several operations at once and compares the answers; what can be seen is looked at by whoever asks,
    /// when all are answered. An object is named by the generation that the protocol gives it: one more than the last
    /// of its slot.
    /// </summary>
    /// <param name="steps">The operations, none of which is Write, and what the model answers.</param>
    /// <returns>
    /// How many answers are alike, from the first on: all of them, or the one after that differs; null when there are
    /// no answers to compare.
    /// </returns>
    internal int? AnswersTogether(ReadOnlySpan<TraceStep> steps)
    {
        ServiceQuestion[] questions = new ServiceQuestion[steps.Length];
        ServiceAnswer[] answers = new ServiceAnswer[steps.Length];
        long[] dataspaces = [.. _capabilities.Select(capability => capability.Generation)];
        long[] regions = [.. _regionCapabilities.Select(capability => capability.Generation)];
        long[] made = new long[steps.Length];
        for (int index = 0; index < steps.Length; index++)
        {
            (Operation operation, Outcome outcome) = steps[index];
            questions[index] = new ServiceQuestion(operation, operation.Kind switch
            {
                OperationKind.Detach => regions[operation.Region.Index],
                OperationKind.Alloc or OperationKind.Close or OperationKind.Donate or OperationKind.Flush => 0,
                _ => dataspaces[operation.Dataspace.Index],
            });
            made[index] = outcome.Slot < 0 ? 0
                : operation.Kind == OperationKind.Attach ? ++regions[outcome.Slot]
                : ++dataspaces[outcome.Slot];
        }

        try
        {
            Batched!.Ask(questions, answers);
        }
        catch (Exception exception)
        {
            Differs($"asked for {steps.Length} operations from {steps[0].Operation} on, {End(exception)}");
            return null;
        }

        for (int index = 0; index < steps.Length; index++)
        {
            Comparisons++;
            if (answers[index].Outcome != steps[index].Outcome)
            {
                Difference = $"the model answers {Text(steps[index].Outcome)}, "
                    + $"the implementation {Text(answers[index].Outcome)}";
                return index;
            }

            if (answers[index].Generation != made[index])
            {
                DiffersInGeneration(
                    steps[index].OutcomeText, made[index] - 1, answers[index].Generation);
                return index;
            }
        }

        return steps.Length;
    }

    /// <summary>Whether what the last operation made has a capability that nobody has held before.</summary>
    internal bool HasFreshCapability(Operation operation, Outcome outcome)
    {
        if (outcome.Slot < 0)
        {
            return true;
        }

        bool isRegion = operation.Kind == OperationKind.Attach;
        long former = isRegion
            ? _regionCapabilities[outcome.Slot].Generation
            : _capabilities[outcome.Slot].Generation;
        try
        {
            long now = isRegion
                ? _service.RegionCapabilityAt(outcome.Slot).Generation
                : _service.DataspaceCapabilityAt(outcome.Slot).Generation;
            return now > former
                || DiffersInGeneration(isRegion ? $"r{outcome.Slot}" : $"d{outcome.Slot}", former, now);
        }
        catch (Exception exception)
        {
            _looking = Looking.Capabilities;
            return DiffersBy(exception);
        }
    }

    /// <summary>Goes on from where the service is now.</summary>
    /// <returns>Whether it says what its capabilities are.</returns>
    internal bool ReadCapabilities()
    {
        try
        {
            for (int slot = 0; slot < _capabilities.Length; slot++)
            {
                _capabilities[slot] = _service.DataspaceCapabilityAt(slot);
            }

            for (int slot = 0; slot < _regionCapabilities.Length; slot++)
            {
                _regionCapabilities[slot] = _service.RegionCapabilityAt(slot);
            }

            return true;
        }
        catch (Exception exception)
        {
            _looking = Looking.Capabilities;
            return DiffersBy(exception);
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
                            && Answers(Operation.Seal(owner, dataspace), Invalid))
                    && (!_drops || Answers(Operation.Drop(StrangerTo(in state, dataspace), dataspace), Invalid));
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

    // Somebody who could drop the capability that is current, if there is such.
    private static SessionId StrangerTo(in State state, DataspaceId dataspace)
    {
        SessionId owner = state.OwnerOf(dataspace);
        SessionSet strangers = state.HoldersOf(dataspace) - owner;
        return strangers.IsEmpty ? owner : strangers.Lowest;
    }

    private static Capability<T> Older<T>(Capability<T> current, int age)
        where T : struct, IElement<T> =>
        Capability<T>.Of(current.Slot, Math.Max(0, current.Generation - age));

    private static Outcome Invalid => Outcome.Refused(Refusal.InvalidDataspace);

    private static string Text(Outcome outcome) => !outcome.IsGranted ? outcome.Refusal.ToString()
        : outcome.Slot < 0 ? "granted"
        : $"granted, in slot {outcome.Slot}";

    private bool Differs(string difference)
    {
        Difference = difference;
        return false;
    }

    private bool DiffersInGeneration(string slot, long former, long now) => Differs(string.Create(
        CultureInfo.InvariantCulture,
        $"a stale capability names the new object: {slot}: expected a generation above {former}, found {now}"));

    private bool DiffersBy(Exception exception) =>
        Differs($"asked for {Text(_looking)}, {End(exception)}");

    private static string End(Exception exception) =>
        $"the implementation ends with {exception.GetType().Name}: {exception.Message}";

    private static string Text(Looking looking) => looking switch
    {
        Looking.Dataspaces => "what its dataspace slots hold",
        Looking.Regions => "what its region slots hold",
        Looking.Names => "who can name a dataspace",
        Looking.Usage => "what a session uses",
        Looking.Quotas => "the quota of a session",
        Looking.Gifts => "how much quota a session gave to another one",
        Looking.Frames => "its free frames",
        Looking.Capabilities => "its capabilities",
        Looking.Itself => "its self-check",
        Looking.Image => "its image",
    };

    // From here on whatever is asked of it ends like this.
    [MemberNotNull(nameof(_service))]
    private void Break(Exception exception)
    {
        _service = new BrokenService(ServiceBounds.Of(_scope), exception);
        _checkpointed = null;
        Differs(End(exception));
    }

    // What is seen on the way was looked at when the way was found.
    private bool Lead()
    {
        Begin();
        foreach (TraceStep step in _way.Steps)
        {
            Leading++;
            if (!Answers(step.Operation, step.Outcome) || !ReadCapabilities())
            {
                return false;
            }
        }

        return true;
    }

    private bool SlotsLookLike(in State state)
    {
        for (int slot = 0; slot < _dataspaces.Length; slot++)
        {
            DataspaceStatus expected = _view.DataspaceAt(in state, slot);
            _looking = Looking.Dataspaces;
            DataspaceStatus seen = _service.DataspaceAt(slot);
            if (_view.Comparable(in seen) != expected)
            {
                return DataspaceDiffers(in state, slot);
            }

            if (_scope.Sharing == Sharing.Delegated)
            {
                _looking = Looking.Names;
                ulong namers = _view.NamersOf(_service, slot);
                if (namers != _view.NamersOf(in state, slot))
                {
                    return Differs(StatusDifference.OfNamers(slot, _view.NamersOf(in state, slot), namers));
                }
            }
        }

        _looking = Looking.Regions;
        for (int slot = 0; slot < _regions.Length; slot++)
        {
            RegionStatus expected = ModelView.RegionAt(in state, slot);
            RegionStatus seen = _service.RegionAt(slot);
            if (seen != expected)
            {
                return RegionDiffers(in state, slot);
            }
        }

        return true;
    }

    private bool DataspaceDiffers(in State state, int slot)
    {
        DataspaceStatus expected = _view.DataspaceAt(in state, slot);
        DataspaceStatus seen = _view.Comparable(_service.DataspaceAt(slot));
        return Differs(StatusDifference.Of(slot, in expected, in seen));
    }

    private bool RegionDiffers(in State state, int slot)
    {
        RegionStatus expected = ModelView.RegionAt(in state, slot);
        RegionStatus seen = _service.RegionAt(slot);
        return Differs(StatusDifference.Of(slot, in expected, in seen));
    }

    private bool UsageLooksLike(in State state, in Ledger ledger)
    {
        for (int session = 0; session < _scope.Sessions; session++)
        {
            var id = new SessionId(session);
            _looking = Looking.Usage;
            int used = _service.UsedBy(id);
            if (used != ledger.UsedBy(id))
            {
                return Differs(StatusDifference.Text($"used by {id}", ledger.UsedBy(id), used));
            }

            _looking = Looking.Quotas;
            int quota = _service.QuotaOf(id);
            int expected = _view.QuotaOf(in state, id);
            if (quota != expected)
            {
                return Differs(StatusDifference.Text($"quota of {id}", expected, quota));
            }
        }

        return !_view.Gives || GiftsLookLike(in state);
    }

    private bool GiftsLookLike(in State state)
    {
        _looking = Looking.Gifts;
        for (int giver = 0; giver < _scope.Sessions; giver++)
        {
            for (int receiver = 0; receiver < _scope.Sessions; receiver++)
            {
                int expected = state.GivenBy(new SessionId(giver), new SessionId(receiver));
                int given = _service.GivenBy(new SessionId(giver), new SessionId(receiver));
                if (given != expected)
                {
                    return Differs(StatusDifference.OfGift(giver, receiver, expected, given));
                }
            }
        }

        return true;
    }

    private bool FramesLookLike(in State state, in Ledger ledger)
    {
        _looking = Looking.Frames;
        int free = 0;
        for (int frame = 0; frame < _scope.Frames; frame++)
        {
            bool isFree = !ledger.Allocated.Contains(new Frame(frame));
            free += isFree ? 1 : 0;
            if (_service.IsFree(frame) != isFree)
            {
                return Differs(StatusDifference.Text(
                    $"{new Frame(frame)}", isFree ? "free" : "taken", isFree ? "taken" : "free"));
            }
        }

        if (_service.FreeFrames != free)
        {
            return Differs(StatusDifference.Text("free frames", free, _service.FreeFrames));
        }

        if (!_scope.Contents)
        {
            return true;
        }

        Span<byte> writers = stackalloc byte[Frame.Capacity];
        _view.Writers(in state, writers[.._scope.Frames]);
        foreach (Frame frame in ledger.Allocated)
        {
            if (_service is IMemoryBackedService backed)
            {
                _memory.Tags[frame.Index] = (byte)backed.WriterOf(frame.Index);
            }

            byte found = _memory.Tags[frame.Index];
            if (found != writers[frame.Index])
            {
                return Differs(StatusDifference.Text(
                    $"content of {frame}", FrameTags.Text(writers[frame.Index]), FrameTags.Text(found)));
            }
        }

        return true;
    }

    private bool ChecksItself()
    {
        _looking = Looking.Itself;
        try
        {
            _service.SelfCheck();
            return true;
        }
        catch (InvalidOperationException exception)
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
            case OperationKind.Drop:
                return Done(_service.Drop(session, _capabilities[operation.Dataspace.Index]));
            case OperationKind.Donate:
                return Done(_service.Donate(session, operation.Receiver, operation.Size));
            case OperationKind.Flush:
                _service.Flush();
                return Outcome.Granted;
            default:
                throw new ArgumentOutOfRangeException(nameof(operation));
        }
    }

    // A write is no business of the service: it is the region that decides what the session reaches. One that has the
    // memory itself is asked for it.
    private Refusal Write(SessionId session, RegionId region, int index)
    {
        if (_service is IMemoryBackedService backed)
        {
            return backed.Write(session, _regionCapabilities[region.Index], index);
        }

        RegionStatus status = _service.RegionAt(region.Index);
        Refusal refusal = status.RefusalOfWrite(session, index);
        if (refusal == Refusal.None)
        {
            _memory.Write(session, status.Base + index);
        }

        return refusal;
    }

    private static Outcome Made(Refusal refusal, int slot) =>
        refusal == Refusal.None ? Outcome.Made(slot) : Outcome.Refused(refusal);

    private static Outcome Done(Refusal refusal) =>
        refusal == Refusal.None ? Outcome.Granted : Outcome.Refused(refusal);

    /// <summary>Where a service is led to, and how.</summary>
    private struct Way(ImmutableArray<TraceStep> steps, State state, Ledger ledger)
    {
        internal readonly ImmutableArray<TraceStep> Steps = steps;
        internal State State = state;
        internal Ledger Ledger = ledger;
    }
}
