using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Model;

/// <summary>
/// Walks a model from its initial state, one operation after the other, and says at each step what must come of it.
/// </summary>
internal sealed class Walk
{
    private readonly IModel _model;
    private State _state;

    internal Walk(Scope scope, string lifetime, string charging = "Holder", string platform = "Native") =>
        _model = Catalog.CreateModel(new PolicyName(lifetime, charging, platform), scope);

    /// <summary>Where the walk stands.</summary>
    internal ref readonly State State => ref _state;

    internal Walk Alloc(SessionId session, int size, DataspaceId gives) =>
        Makes(gives.Index, Operation.Alloc(session, size));

    internal Walk Alias(
        SessionId session, DataspaceId original, bool writable, int offset, int size, DataspaceId gives) =>
        Makes(gives.Index, Operation.Alias(session, original, writable, offset, size));

    internal Walk Free(SessionId session, DataspaceId dataspace) => Grants(Operation.Free(session, dataspace));

    internal Walk Revoke(SessionId session, DataspaceId dataspace) => Grants(Operation.Revoke(session, dataspace));

    internal Walk Seal(SessionId session, DataspaceId dataspace) => Grants(Operation.Seal(session, dataspace));

    internal Walk Attach(SessionId session, DataspaceId dataspace, RegionId gives) =>
        Makes(gives.Index, Operation.Attach(session, dataspace));

    internal Walk Detach(SessionId session, RegionId region) => Grants(Operation.Detach(session, region));

    internal Walk Share(SessionId session, SessionId receiver, DataspaceId dataspace) =>
        Grants(Operation.Share(session, receiver, dataspace));

    internal Walk Write(SessionId session, RegionId region, int index) =>
        Grants(Operation.Write(session, region, index));

    internal Walk Close(SessionId session) => Grants(Operation.Close(session));

    /// <summary>The operation is granted and makes no object.</summary>
    internal Walk Grants(Operation operation) => Expects(Outcome.Granted, operation);

    /// <summary>The operation is granted and its new object takes that slot.</summary>
    internal Walk Makes(int slot, Operation operation) => Expects(Outcome.Made(slot), operation);

    /// <summary>The operation is refused for that reason, and writes nothing where its result would go.</summary>
    internal Walk Refuses(Refusal refusal, Operation operation)
    {
        // A state that no operation leads to, so that any write to it shows.
        State untouched = _state;
        untouched.Place(new DataspaceId(15), new SessionId(7), Extent.Of(31, 1), default, writable: false);
        State after = untouched;
        Outcome outcome = _model.Apply(in _state, _model.Audit(in _state), operation, ref after);
        Assert.True(outcome == Outcome.Refused(refusal), $"{operation} -> {outcome}, not {refusal}");
        Assert.True(after == untouched, $"{operation} was refused, and changed something");
        return this;
    }

    internal Walk HasLive(params ReadOnlySpan<DataspaceId> dataspaces)
    {
        Assert.Equal(SetOf(dataspaces), _state.Live);
        return this;
    }

    internal Walk HasZombies(params ReadOnlySpan<DataspaceId> dataspaces)
    {
        Assert.Equal(SetOf(dataspaces), _state.Zombies);
        return this;
    }

    internal Walk HasHollow(params ReadOnlySpan<DataspaceId> dataspaces)
    {
        Assert.Equal(SetOf(dataspaces), _state.Hollow);
        return this;
    }

    internal Walk HasRegions(params ReadOnlySpan<RegionId> regions)
    {
        RegionSet expected = default;
        foreach (RegionId region in regions)
        {
            expected += region;
        }

        Assert.Equal(expected, _state.Regions);
        return this;
    }

    /// <summary>The region reaches that extent with those rights, through that dataspace or one that is gone.</summary>
    internal Walk HasRegion(RegionId region, Extent extent, bool writable, DataspaceId? through)
    {
        Assert.True(_state.Regions.Contains(region));
        Assert.Equal(extent, _state.ExtentOf(region));
        Assert.Equal(writable, _state.WritableRegions.Contains(region));
        Assert.Equal(through is { } dataspace ? DataspaceSet.Of(dataspace) : default, _state.DataspaceOf(region));
        return this;
    }

    internal Walk HasParent(DataspaceId dataspace, DataspaceId parent)
    {
        Assert.Equal(DataspaceSet.Of(parent), _state.ParentOf(dataspace));
        return this;
    }

    internal Walk HasNoParent(DataspaceId dataspace)
    {
        Assert.True(_state.Occupied.Contains(dataspace));
        Assert.True(_state.ParentOf(dataspace).IsEmpty);
        return this;
    }

    internal Walk HasExtent(DataspaceId dataspace, Extent extent)
    {
        Assert.Equal(extent, _state.ExtentOf(dataspace));
        return this;
    }

    /// <summary>Exactly these frames are allocated.</summary>
    internal Walk HasAllocated(params ReadOnlySpan<int> frames)
    {
        FrameSet expected = default;
        foreach (int frame in frames)
        {
            expected += new Frame(frame);
        }

        Assert.Equal(expected, _model.Audit(in _state).Allocated);
        return this;
    }

    /// <summary>That much is charged to the session.</summary>
    internal Walk Uses(SessionId session, int frames)
    {
        Assert.Equal(frames, _model.Audit(in _state).UsedBy(session));
        return this;
    }

    /// <summary>The walk is back where it began.</summary>
    internal Walk IsInitial()
    {
        Assert.True(_state == default);
        return this;
    }

    private static DataspaceSet SetOf(ReadOnlySpan<DataspaceId> dataspaces)
    {
        DataspaceSet set = default;
        foreach (DataspaceId dataspace in dataspaces)
        {
            set += dataspace;
        }

        return set;
    }

    private Walk Expects(Outcome expected, Operation operation)
    {
        Outcome outcome = _model.Step(ref _state, operation);
        Assert.True(outcome == expected, $"{operation} -> {outcome}, not {expected}");
        return this;
    }
}
