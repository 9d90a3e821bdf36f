using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// Says of a state of the model what could be seen of a service that is in it, and leaves out of what is seen of a
/// service what the policy does not ask for: the kind of a dataspace, and the payer of its frames.
/// </summary>
internal sealed class ModelView
{
    private readonly IModel _model;
    private readonly Scope _scope;
    private readonly StateShape _shape;

    internal ModelView(IModel model)
    {
        _model = model;
        _scope = model.Scope;
        _shape = model.Shape;
    }

    /// <summary>Whether quota moves; if not, nobody is asked who gave what to whom.</summary>
    internal bool Gives => _shape.Gifts;

    /// <summary>How much may be charged to a session, in frames.</summary>
    internal int QuotaOf(in State state, SessionId session) =>
        _shape.Gifts ? _model.QuotaOf(in state, session) : _scope.Quotas[session.Index];

    /// <summary>What a dataspace slot holds.</summary>
    internal DataspaceStatus DataspaceAt(in State state, int slot)
    {
        var dataspace = new DataspaceId(slot);
        if (!state.Occupied.Contains(dataspace))
        {
            return default;
        }

        Life life = state.Live.Contains(dataspace) ? Life.Live
            : state.Zombies.Contains(dataspace) ? Life.Zombie
            : Life.Hollow;
        Extent extent = state.ExtentOf(dataspace);
        return new DataspaceStatus(
            life,
            state.OwnerOf(dataspace),
            extent.Base,
            extent.Length,
            state.ParentOf(dataspace).IsEmpty ? 0 : state.ParentOf(dataspace).Lowest.Index + 1,
            state.Writable.Contains(dataspace),
            state.Sealed.Contains(dataspace),
            _shape.Kind && state.Aliases.Contains(dataspace),
            HasPayer(life) ? PayerOf(in state, extent) : default);
    }

    /// <summary>What a region slot holds.</summary>
    internal static RegionStatus RegionAt(in State state, int slot)
    {
        var region = new RegionId(slot);
        if (!state.Regions.Contains(region))
        {
            return default;
        }

        Extent extent = state.ExtentOf(region);
        return new RegionStatus(
            state.SessionOf(region),
            state.DataspaceOf(region).IsEmpty ? 0 : state.DataspaceOf(region).Lowest.Index + 1,
            extent.Base,
            extent.Length,
            state.WritableRegions.Contains(region));
    }

    /// <summary>The sessions that can name what a dataspace slot holds, a bit each.</summary>
    internal ulong NamersOf(in State state, int slot)
    {
        var dataspace = new DataspaceId(slot);
        return !state.Nameable.Contains(dataspace) ? 0
            : _shape.Holders ? state.HoldersOf(dataspace).Bits
            : SessionSet.First(_scope.Sessions).Bits;
    }

    /// <summary>What is seen of a dataspace slot of a service, without what the policy does not ask for.</summary>
    internal DataspaceStatus Comparable(in DataspaceStatus seen) => seen with
    {
        IsAlias = _shape.Kind && seen.IsAlias,
        Payer = HasPayer(seen.Life) ? seen.Payer : default,
    };

    /// <summary>For each frame 1 + the session that wrote it last.</summary>
    internal void Writers(in State state, Span<byte> writers)
    {
        writers.Clear();
        if (_shape.Contents)
        {
            for (int session = 0; session < _scope.Sessions; session++)
            {
                foreach (Frame frame in state.WrittenBy(new SessionId(session)))
                {
                    writers[frame.Index] = FrameTags.TagOf(session);
                }
            }
        }
    }

    /// <summary>How much quota each session gave to each: that to t at giver × sessions + t.</summary>
    internal void Given(in State state, Span<int> given)
    {
        for (int pair = 0; pair < given.Length; pair++)
        {
            given[pair] = state.GivenBy(
                new SessionId(pair / _scope.Sessions), new SessionId(pair % _scope.Sessions));
        }
    }

    /// <summary>All of it.</summary>
    internal ServiceView Of(in State state, in Ledger ledger)
    {
        var free = new bool[_scope.Frames];
        var writers = new byte[_scope.Frames];
        Writers(in state, writers);
        for (int frame = 0; frame < free.Length; frame++)
        {
            free[frame] = !ledger.Allocated.Contains(new Frame(frame));
        }

        var dataspaces = new DataspaceStatus[_scope.Dataspaces];
        var namers = new ulong[_scope.Dataspaces];
        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            dataspaces[slot] = DataspaceAt(in state, slot);
            namers[slot] = NamersOf(in state, slot);
        }

        var regions = new RegionStatus[_scope.Regions];
        for (int slot = 0; slot < regions.Length; slot++)
        {
            regions[slot] = RegionAt(in state, slot);
        }

        var used = new int[_scope.Sessions];
        var quotas = new int[_scope.Sessions];
        var given = new int[_shape.Gifts ? _scope.Sessions * _scope.Sessions : 0];
        for (int session = 0; session < used.Length; session++)
        {
            used[session] = ledger.UsedBy(new SessionId(session));
            quotas[session] = QuotaOf(in state, new SessionId(session));
        }

        Given(in state, given);
        return new ServiceView(
            [.. free], [.. writers], [.. dataspaces], [.. namers], [.. regions], [.. used], [.. quotas], [.. given]);
    }

    /// <summary>All that can be seen of a service.</summary>
    internal ServiceView Of(IRamService service, FrameTags memory)
    {
        bool[] free = [.. Enumerable.Range(0, _scope.Frames).Select(service.IsFree)];
        return new ServiceView(
            [.. free],
            [.. free.Select((isFree, frame) => isFree ? (byte)0 : memory.Tags[frame])],
            [.. Enumerable.Range(0, _scope.Dataspaces).Select(slot => Comparable(service.DataspaceAt(slot)))],
            [.. Enumerable.Range(0, _scope.Dataspaces).Select(slot => NamersOf(service, slot))],
            [.. Enumerable.Range(0, _scope.Regions).Select(service.RegionAt)],
            [.. Enumerable.Range(0, _scope.Sessions).Select(session => service.UsedBy(new SessionId(session)))],
            [.. Enumerable.Range(0, _scope.Sessions).Select(session => service.QuotaOf(new SessionId(session)))],
            [.. Enumerable.Range(0, _shape.Gifts ? _scope.Sessions * _scope.Sessions : 0).Select(pair =>
                service.GivenBy(new SessionId(pair / _scope.Sessions), new SessionId(pair % _scope.Sessions)))]);
    }

    /// <summary>The sessions that can name what a dataspace slot of a service holds, a bit each.</summary>
    internal ulong NamersOf(IRamService service, int slot)
    {
        ulong namers = 0;
        for (int session = 0; session < _scope.Sessions; session++)
        {
            namers |= service.CanName(new SessionId(session), slot) ? 1ul << session : 0;
        }

        return namers;
    }

    private bool HasPayer(Life life) => _shape.Payers && life is Life.Live or Life.Zombie;

    // All frames of an extent have the payer of the allocation that they come from.
    private SessionId PayerOf(in State state, Extent extent)
    {
        for (int session = 0; session < _scope.Sessions; session++)
        {
            if (extent.Frames <= state.PaidBy(new SessionId(session)))
            {
                return new SessionId(session);
            }
        }

        throw new InvalidOperationException($"The frames {extent} have no payer in common.");
    }
}
