using System.Collections.Immutable;

using ModelCheck.Engine;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// What sets one sequence apart from the others: the bounds, which kinds of operations it is made of and how often each
/// comes, how large things are, and how often something is asked that makes no sense. Sequences that leave something
/// out get further in what is left than sequences that have a little of everything (swarm testing).
/// </summary>
internal sealed class Swarm
{
    private static readonly ImmutableArray<int> OddNumbers = [0, -1, int.MinValue, int.MaxValue, int.MaxValue - 1];

    private readonly int[] _weights;

    // The largest allocation that is drawn without a special reason.
    private readonly int _largest;

    // How often, in a hundred operations, something is asked that makes no sense; a size is what is just allowed or one
    // more; an alias is made of the newest dataspace; and a parent is freed or revoked.
    private readonly int _oddPercent;
    private readonly int _edgePercent;
    private readonly int _chainPercent;
    private readonly int _parentPercent;

    internal Swarm(SplitMix64 dice, LockstepSizes sizes, bool hasFlush)
    {
        bool hoards = dice.Chance(sizes.HoardingPercent);
        int frames = sizes.Frames.Draw(dice);
        int sessions = sizes.Sessions.Draw(dice);
        int ample = dice.Below(3);
        Bounds = sizes.Scope is { } scope ? ServiceBounds.Of(scope) : new ServiceBounds
        {
            Frames = frames,
            Dataspaces = hoards ? sizes.Dataspaces.Least : sizes.Dataspaces.Draw(dice),
            Regions = hoards ? sizes.Regions.Least : sizes.Regions.Draw(dice),
            Quotas =
            [
                .. Enumerable.Range(0, sessions)
                    .Select(_ => hoards ? frames : Quota(dice, frames, sessions, ample)),
            ],
            Sharing = dice.OneOf(Sharing.Open, Sharing.Delegated),
            AliasCost = dice.Chance(25) ? 0 : 1 + dice.Below(Math.Max(2, frames / 128)),
        };
        SelfCheckEvery = sizes.SelfCheckEvery;
        HasContents = sizes.Scope?.Contents ?? dice.Chance(50);
        _weights = Weights(dice, Bounds, HasContents, hoards, hasFlush);
        if (sizes.Scope is { } bounds)
        {
            LeaveOutWhatIsNotIn(bounds);
        }

        _largest = 1 + (frames >> dice.Below(8) >> (hoards ? 7 : dice.Below(4)));
        _oddPercent = hoards ? 4 : dice.Below(3) * 12;
        _edgePercent = dice.Below(3) * 10;
        _chainPercent = dice.Below(4) * 25;
        _parentPercent = dice.Below(4) * 25;
    }

    internal ServiceBounds Bounds { get; }

    /// <summary>Whether frames are written and their contents compared.</summary>
    internal bool HasContents { get; }

    internal int SelfCheckEvery { get; }

    /// <summary>Draws the next operation.</summary>
    internal LockstepOperation Draw(LockstepState state, SplitMix64 dice)
    {
        RequestKind kind = DrawKind(dice);
        for (int times = 0; times < 2 && NeedsMoreSlots(kind, state.Model.State); times++)
        {
            kind = DrawKind(dice);
        }

        bool anyDataspace = state.Model.State.Dataspaces.Any(dataspace => dataspace is not null);
        bool anyRegion = state.Model.State.Regions.Any(region => region is not null);
        bool odd = dice.Chance(_oddPercent);
        int session = dice.Below(Bounds.Quotas.Length);
        switch (kind)
        {
            case RequestKind.Alloc:
            case RequestKind.Close:
            case RequestKind.Donate:
                break;
            case RequestKind.Flush:
                return new LockstepOperation(state.Length, new Request(kind, Session: 0), maker: null);
            case RequestKind.Write or RequestKind.Detach when anyRegion || odd:
                return DrawOnRegion(state, dice, new Request(kind, session), odd);
            case RequestKind.Write or RequestKind.Detach when anyDataspace:
                return DrawOnDataspace(state, dice, new Request(RequestKind.Attach, session), odd: false);
            default:
                if (anyDataspace || odd)
                {
                    return DrawOnDataspace(state, dice, new Request(kind, session), odd);
                }

                kind = RequestKind.Alloc;
                break;
        }

        var request = new Request(kind, session) { Receiver = dice.Below(Bounds.Quotas.Length) };
        return new LockstepOperation(
            state.Length, request with { Size = DrawSize(state.Model, dice, request, odd) }, maker: null);
    }

    // Nothing or little, anything, or enough: together about as much as there is, or two or four times that much each.
    private static int Quota(SplitMix64 dice, int frames, int sessions, int ample) => dice.Below(6) switch
    {
        0 => dice.Below(2) * dice.Below(frames),
        1 or 2 => dice.Below(frames + 1),
        _ => (frames << ample) / (ample == 0 ? sessions : 1),
    };

    private static int[] Weights(
        SplitMix64 dice, ServiceBounds bounds, bool contents, bool hoards, bool hasFlush)
    {
        int Some(int most) => dice.Below(4) == 0 ? 0 : 1 + dice.Below(most);
        int[] weights = new int[Enum.GetValues<RequestKind>().Length];
        weights[(int)RequestKind.Alloc] = new Between(2, 12).Draw(dice);
        weights[(int)RequestKind.Alias] = Some(20);
        weights[(int)RequestKind.Free] = Some(8);
        weights[(int)RequestKind.Revoke] = Some(3);
        weights[(int)RequestKind.Seal] = Some(3);
        weights[(int)RequestKind.Attach] = Some(6);
        weights[(int)RequestKind.Detach] = Some(3);
        weights[(int)RequestKind.Share] = bounds.Sharing == Sharing.Delegated ? Some(8) : 0;
        weights[(int)RequestKind.Write] = contents && bounds.Regions > 0 ? Some(8) : 0;
        weights[(int)RequestKind.Close] = hoards ? 0 : Some(1);
        weights[(int)RequestKind.Donate] = Some(2);
        weights[(int)RequestKind.Drop] = bounds.Sharing == Sharing.Delegated ? Some(3) : 0;
        weights[(int)RequestKind.Flush] = hasFlush ? Some(2) : 0;
        if (hoards)
        {
            weights[(int)RequestKind.Alloc] *= 16;
            weights[(int)RequestKind.Alias] *= 16;
            weights[(int)RequestKind.Attach] *= 8;
        }

        return weights;
    }

    // Within the bounds of an exploration nothing is asked for that the sessions may not ask for there.
    private void LeaveOutWhatIsNotIn(Scope scope)
    {
        foreach ((RequestKind asked, OperationKind kind) in new[]
        {
            (RequestKind.Drop, OperationKind.Drop), (RequestKind.Donate, OperationKind.Donate),
        })
        {
            if (!scope.Operations.Contains(kind))
            {
                _weights[(int)asked] = 0;
            }
        }
    }

    // What is bound to be refused for want of a slot: it need not be asked as often as it is drawn.
    private static bool NeedsMoreSlots(RequestKind kind, PlainState state) => kind switch
    {
        RequestKind.Alloc or RequestKind.Alias => !state.Dataspaces.Contains(null),
        RequestKind.Attach => !state.Regions.Contains(null),
        _ => false,
    };

    private RequestKind DrawKind(SplitMix64 dice)
    {
        int ticket = dice.Below(_weights.Sum());
        int kind = 0;
        while (ticket >= _weights[kind])
        {
            ticket -= _weights[kind++];
        }

        return (RequestKind)kind;
    }

    private int DrawSize(PlainModel model, SplitMix64 dice, Request request, bool odd)
    {
        if (request.Kind == RequestKind.Close)
        {
            return 0;
        }

        if (odd)
        {
            return dice.OneOf(OddNumbers.AsSpan());
        }

        // What is just allowed, and one more.
        int rest = model.QuotaOf(request.Session) - model.UsedBy(request.Session);
        int other = request.Kind == RequestKind.Donate
            ? Bounds.Quotas[request.Session] - model.GivenBy(request.Session)
            : model.FreeFrames;
        int edge = dice.Below(2) == 0 ? rest : other;
        return dice.Chance(_edgePercent) ? Math.Max(1, edge + dice.Below(2)) : 1 + dice.Below(_largest);
    }

    private LockstepOperation DrawOnDataspace(LockstepState state, SplitMix64 dice, Request request, bool odd)
    {
        // Of what can be odd, one thing at a time, so that a check is not hidden by an earlier one.
        int what = odd ? dice.Below(request.Kind == RequestKind.Alias ? 3 : 2) : -1;
        (bool oddTarget, bool oddSession, bool oddRange) = (what == 0, what == 1, what == 2);
        request = request with { Receiver = dice.Below(Bounds.Quotas.Length), Writable = dice.Below(2) == 0 };
        PlainModel model = state.Model;
        if (DrawSlot(model, state.DataspaceMakers, request.Kind, dice) is not { } slot || oddTarget)
        {
            (ObjectName target, int? maker) =
                OddTarget(state, dice, model.State.DataspaceGenerations);
            return new LockstepOperation(state.Length, Ranged(model, dice, request, 1) with { Target = target }, maker);
        }

        PlainDataspace dataspace = model.State.Dataspaces[slot]!;
        bool forOwner = request.Kind is RequestKind.Free or RequestKind.Revoke or RequestKind.Seal
            || !model.CanName(request.Session, slot) || dice.Below(4) == 0;
        if (oddSession)
        {
            int others = Bounds.Quotas.Length - 1;
            request = request with
            {
                Session = (dataspace.Owner + 1 + dice.Below(Math.Max(1, others))) % Bounds.Quotas.Length,
            };
        }
        else if (forOwner)
        {
            request = request with { Session = dataspace.Owner };
        }

        if (request.Kind == RequestKind.Drop && !oddSession && dice.Below(4) != 0)
        {
            int[] others = [.. dataspace.Holders.Where(holder => holder != dataspace.Owner).Order()];
            request = request with { Session = others.Length == 0 ? request.Session : dice.OneOf<int>(others) };
        }

        request = oddRange ? OddRange(dice, request, dataspace.Length)
            : Ranged(model, dice, request, dataspace.Length);

        // Writable aliases of what is not writable are refused: now and then is enough.
        bool writable = request.Writable && ((dataspace.Writable && !dataspace.Sealed) || dice.Below(4) == 0);
        return new LockstepOperation(
            state.Length, request with { Writable = writable }, state.DataspaceMakers[slot]);
    }

    // A slot in use: often the one taken last, so that aliases form chains, or one that has aliases.
    private int? DrawSlot(PlainModel model, ImmutableArray<int> makers, RequestKind kind, SplitMix64 dice)
    {
        ImmutableArray<PlainDataspace?> dataspaces = model.State.Dataspaces;
        int[] used = [.. Enumerable.Range(0, dataspaces.Length).Where(slot => dataspaces[slot] is not null)];
        if (used.Length == 0)
        {
            return null;
        }

        if (kind == RequestKind.Alias && dice.Chance(_chainPercent))
        {
            return used.MaxBy(slot => makers[slot]);
        }

        int drawn = dice.OneOf<int>(used);
        bool upwards = kind is RequestKind.Free or RequestKind.Revoke && dice.Chance(_parentPercent);
        return upwards && dataspaces[drawn]!.Parent is { } parent ? parent : drawn;
    }

    private Request Ranged(PlainModel model, SplitMix64 dice, Request request, int length)
    {
        if (request.Kind != RequestKind.Alias)
        {
            return request with { Writable = false };
        }

        int rest = model.QuotaOf(request.Session) - model.UsedBy(request.Session);
        int size = dice.Below(4) switch
        {
            0 => length,
            1 => 1,
            _ when dice.Chance(_edgePercent) => rest + dice.Below(2),
            _ => 1 + dice.Below(length),
        };
        size = Math.Clamp(size, 1, length);
        int offset = dice.Below(3) switch
        {
            0 => 0,
            1 => length - size,
            _ => dice.Below(length - size + 1),
        };
        return request with { Offset = offset, Size = size };
    }

    // Too long by one, nothing at all, negative, and sums that overflow to something small.
    private static Request OddRange(SplitMix64 dice, Request request, int length)
    {
        if (request.Kind != RequestKind.Alias)
        {
            return request with { Writable = false };
        }

        (int offset, int size) = dice.Below(9) switch
        {
            0 => (0, length + 1),
            1 => (length, 1),
            2 => (dice.Below(length), length + 1),
            3 => (0, 0),
            4 => (-1, 1),
            5 => (1, -1),
            6 => (int.MaxValue, 1),
            7 => (1, int.MaxValue),
            _ => (int.MaxValue, int.MaxValue),
        };
        return request with { Offset = offset, Size = size };
    }

    private static LockstepOperation DrawOnRegion(LockstepState state, SplitMix64 dice, Request request, bool odd)
    {
        ImmutableArray<PlainRegion?> regions = state.Model.State.Regions;
        int[] used = [.. Enumerable.Range(0, regions.Length).Where(slot => regions[slot] is not null)];
        int question = dice.Below(3);
        if (used.Length == 0 || (odd && question == 0))
        {
            (ObjectName target, int? maker) = OddTarget(state, dice, state.Model.State.RegionGenerations);
            return new LockstepOperation(state.Length, request with { Target = target }, maker);
        }

        int slot = dice.OneOf<int>(used);
        PlainRegion region = regions[slot]!;
        if (!odd || question == 1)
        {
            request = request with { Session = region.Session };
        }

        if (request.Kind == RequestKind.Write)
        {
            int[] beyond = [-1, region.Length, int.MaxValue, int.MinValue];
            request = request with
            {
                Offset = odd && question == 1 ? dice.OneOf<int>(beyond) : dice.Below(region.Length),
            };
        }

        return new LockstepOperation(state.Length, request, state.RegionMakers[slot]);
    }

    // Something that was made some time, most likely gone by now; or what never was: an empty slot, a slot beyond the
    // last one, an object that the slot has not had yet, the capability that names nothing.
    private static (ObjectName Target, int? Maker) OddTarget(
        LockstepState state, SplitMix64 dice, ImmutableArray<int> generations)
    {
        int slot = dice.Below(generations.Length + 1);
        int generation = slot < generations.Length ? generations[slot] : 0;
        return dice.Below(6) switch
        {
            0 => (new ObjectName(slot, generation + 1), null),
            1 => (new ObjectName(generations.Length + dice.Below(1000), 1), null),
            2 => (new ObjectName(slot, 0), null),
            3 => (new ObjectName(slot, 1), null),
            _ when dice.Below(state.Length + 1) is var made && state.Made.ContainsKey(made) => (default, made),
            _ => (new ObjectName(slot, generation), null),
        };
    }
}
