using System.Numerics;

using ModelCheck.Engine;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>
/// Draws operations for a random walk. What is likely changes from phase to phase (a swarm): which kinds and sessions
/// take part, how long allocations are, whether the service fills or empties. So one walk meets a service that is full
/// in each way, one that is nearly empty, and long histories of a few kinds, where equal chances would stay halfway.
/// </summary>
internal sealed class OperationDraw
{
    private const int ShortestPhase = 1_000;
    private const int PhaseSpread = 4_000;

    private static readonly OperationKind[] Kinds = Enum.GetValues<OperationKind>();

    private readonly Scope _scope;
    private readonly SplitMix64 _dice;
    private readonly SessionSet[] _askers;
    private readonly int[] _weights = new int[Kinds.Length];
    private int _total;
    private int _longest;
    private int _strays;
    private SessionSet _active;

    internal OperationDraw(IModel model, SplitMix64 dice)
    {
        _scope = model.Scope;
        _dice = dice;
        _askers = [.. Kinds.Select(kind => SessionsThatMay(model, kind))];
    }

    /// <summary>Begins a phase.</summary>
    /// <returns>How many operations it is to have.</returns>
    internal int BeginPhase()
    {
        int mood = _dice.Below(3);
        _total = 0;
        for (int kind = 0; kind < _weights.Length; kind++)
        {
            // Without dice for what few scopes have: runs of the others stay what they were.
            int weight = _askers[kind].IsEmpty && !OperationKinds.Default.Contains((OperationKind)kind)
                ? 0
                : Weight((OperationKind)kind, mood);
            _weights[kind] = _askers[kind].IsEmpty ? 0 : weight;
            _total += _weights[kind];
        }

        if (_total == 0)
        {
            for (int kind = 0; kind < _weights.Length; kind++)
            {
                _weights[kind] = _askers[kind].IsEmpty ? 0 : 1;
                _total += _weights[kind];
            }
        }

        // Short ones use up the slots, long ones the quotas and the memory.
        _longest = _dice.Below(3) switch
        {
            0 => Math.Min(2, _scope.Frames),
            1 => Math.Max(1, _scope.Frames / 4),
            _ => _scope.Frames,
        };
        _strays = 4 << _dice.Below(4);
        SessionSet all = SessionSet.First(_scope.Sessions);
        _active = _dice.OnceIn(2) ? all : new SessionSet(1 + (uint)_dice.Below((int)all.Bits));
        return ShortestPhase + _dice.Below(PhaseSpread);
    }

    /// <summary>Draws one operation.</summary>
    /// <param name="state">Where it is to be asked.</param>
    /// <param name="ledger">The books of that state.</param>
    internal Operation Next(in State state, in Ledger ledger)
    {
        int rest = _dice.Below(_total);
        int kind = 0;
        while (rest >= _weights[kind])
        {
            rest -= _weights[kind];
            kind++;
        }

        return kind == (int)OperationKind.Donate ? Donate(in state, in ledger) : Draw((OperationKind)kind, in state);
    }

    // Flush is nobody's; session 0 stands for the kernel. A share needs somebody else.
    private static SessionSet SessionsThatMay(IModel model, OperationKind kind) => kind switch
    {
        OperationKind.Flush => model.Operations.Contains(kind) ? SessionSet.First(1) : default,
        OperationKind.Share when model.Scope.Sessions < 2 => default,
        _ => model.Scope.SessionsThatMay(kind),
    };

    // In steps of two; what makes and what takes away are in balance, or one of them has the upper hand. A Close undoes
    // so much that it is rare, and most phases have none.
    private int Weight(OperationKind kind, int mood)
    {
        if (kind == OperationKind.Close)
        {
            return Math.Max(0, _dice.Below(5) - 2);
        }

        // Only a Close undoes a donation, so that there is no room for many.
        if (kind == OperationKind.Donate)
        {
            return Math.Max(0, _dice.Below(8) - 3);
        }

        // Without any Alloc an empty service would stay so for the whole phase.
        int weight = 16 << _dice.Below(6) >> 1;
        weight = weight >= 16 ? weight : kind == OperationKind.Alloc ? 16 : 0;
        bool makes = kind is OperationKind.Alloc or OperationKind.Alias or OperationKind.Attach or OperationKind.Share;
        bool takes = kind is OperationKind.Free or OperationKind.Revoke or OperationKind.Detach or OperationKind.Drop
            or OperationKind.Flush;
        return (makes && mood == 1) || (takes && mood == 2) ? weight * 4 : weight;
    }

    private Operation Draw(OperationKind kind, in State state)
    {
        bool stray = _dice.OnceIn(_strays);
        switch (kind)
        {
            case OperationKind.Alloc:
                return Operation.Alloc(
                    Asker(kind), stray ? _dice.Below(_scope.Frames + 1) : 1 + _dice.Below(_longest));
            case OperationKind.Close:
                return Operation.Close(Asker(kind));
            case OperationKind.Detach:
                RegionId detached = Region(in state, stray);
                return Operation.Detach(Asker(kind, state.SessionOf(detached), stray), detached);
            case OperationKind.Write:
                RegionId written = Region(in state, stray);
                int reach = state.ExtentOf(written).Length;
                int index = reach == 0 ? 0 : _dice.Below(stray ? reach + 1 : reach);
                return Operation.Write(Asker(kind, state.SessionOf(written), _dice.OnceIn(_strays)), written, index);
            case OperationKind.Alias:
                return Alias(in state, stray);
            case OperationKind.Share:
                return Share(in state, stray);
            case OperationKind.Drop:
                return Drop(in state, stray);
            case OperationKind.Flush:
                return Operation.Flush();
            default:
                DataspaceId dataspace = Dataspace(in state, stray);
                return Operation.Upon(kind, Asker(kind, in state, dataspace, strangers: 4), dataspace);
        }
    }

    private Operation Alias(in State state, bool stray)
    {
        DataspaceId original = Dataspace(in state, stray);
        SessionId session = Asker(OperationKind.Alias, in state, original, strangers: 2);
        int length = state.ExtentOf(original).Length;
        if (stray && _dice.OnceIn(2))
        {
            // Beyond what the explorer asks, now and then: any part at all, perhaps of no frames.
            return _dice.OnceIn(4)
                ? Operation.Alias(
                    session, original, _dice.OnceIn(2), _dice.Below(Frame.Capacity), _dice.Below(Frame.Capacity + 1))
                : Operation.Alias(session, original, false, 0, length + 1);
        }

        if (length == 0)
        {
            return Operation.Alias(session, original, false, 0, 1);
        }

        int offset = _dice.Below(length);
        return Operation.Alias(session, original, _dice.OnceIn(2), offset, 1 + _dice.Below(length - offset));
    }

    private Operation Share(in State state, bool stray)
    {
        DataspaceId shared = Dataspace(in state, stray);
        SessionId giver = Asker(OperationKind.Share, in state, shared, strangers: 4);
        int receiver = _dice.Below(_scope.Sessions - 1);
        return Operation.Share(giver, new SessionId(receiver + (receiver >= giver.Index ? 1 : 0)), shared);
    }

    // Most often one who was given what he drops: the owner may not, and strangers have nothing to drop.
    private Operation Drop(in State state, bool stray)
    {
        DataspaceSet shared = default;
        foreach (DataspaceId dataspace in state.Occupied)
        {
            if (!(state.HoldersOf(dataspace) - state.OwnerOf(dataspace)).IsEmpty)
            {
                shared += dataspace;
            }
        }

        if (stray || shared.IsEmpty)
        {
            return Operation.Drop(Asker(OperationKind.Drop), Dataspace(in state, stray));
        }

        var dropped = new DataspaceId(OneOf(shared.Bits));
        SessionSet given = (state.HoldersOf(dropped) & _askers[(int)OperationKind.Drop]) - state.OwnerOf(dropped);
        return Operation.Drop(
            given.IsEmpty ? Asker(OperationKind.Drop) : new SessionId(OneOf(given.Bits)), dropped);
    }

    // Most often no more than may be given, and seldom all of it, so that the giver can go on. What is the session's
    // own may be less than what it does not use: the rest was lent to it.
    private Operation Donate(in State state, in Ledger ledger)
    {
        SessionId giver = Asker(OperationKind.Donate);
        int own = _scope.Quotas[giver.Index] - state.GivenBy(giver);
        int unused = own + state.GivenTo(giver) - ledger.UsedBy(giver);
        int spare = _dice.OnceIn(4) ? Math.Max(own, unused) : Math.Min(own, unused);
        if (spare < 1 || _dice.OnceIn(_strays))
        {
            return Operation.Donate(
                giver, new SessionId(_dice.Below(_scope.Sessions)), _dice.Below(_scope.Frames + 2));
        }

        int receiver = _dice.Below(_scope.Sessions - 1);
        int most = _dice.OnceIn(4) ? spare : (spare + 1) / 2;
        return Operation.Donate(
            giver,
            new SessionId(receiver + (receiver >= giver.Index ? 1 : 0)),
            1 + _dice.Below(Math.Min(most, Operation.MaximalFrames)));
    }

    private SessionId Asker(OperationKind kind)
    {
        SessionSet askers = _askers[(int)kind] & _active;
        return new SessionId(OneOf((askers.IsEmpty ? _askers[(int)kind] : askers).Bits));
    }

    // Most often the one whose it is; otherwise strangers would mostly be refused.
    private SessionId Asker(OperationKind kind, SessionId owner, bool stray) =>
        !stray && _askers[(int)kind].Contains(owner) ? owner : Asker(kind);

    // A stranger is one that was given the dataspace, if there is such, or just anybody.
    private SessionId Asker(OperationKind kind, in State state, DataspaceId dataspace, int strangers)
    {
        SessionId owner = state.OwnerOf(dataspace);
        if (!_dice.OnceIn(strangers))
        {
            return Asker(kind, owner, stray: false);
        }

        SessionSet given = (state.HoldersOf(dataspace) & _askers[(int)kind]) - owner;
        return given.IsEmpty || _dice.OnceIn(4) ? Asker(kind) : new SessionId(OneOf(given.Bits));
    }

    private DataspaceId Dataspace(in State state, bool stray) => new(
        stray || state.Occupied.IsEmpty ? _dice.Below(_scope.Dataspaces) : OneOf(state.Occupied.Bits));

    private RegionId Region(in State state, bool stray) => new(
        stray || state.Regions.IsEmpty ? _dice.Below(_scope.Regions) : OneOf(state.Regions.Bits));

    private int OneOf(uint bits)
    {
        for (int skip = _dice.Below(BitOperations.PopCount(bits)); skip > 0; skip--)
        {
            bits &= bits - 1;
        }

        return BitOperations.TrailingZeroCount(bits);
    }
}
