using System.Numerics;

using ModelCheck.Model.Searching;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Bridge;

/// <summary>
/// Sessions that the scope does not tell apart may be exchanged; slots stay. A session is what it has: which slots it
/// owns, which capabilities it holds, which regions are its own, which frames it pays for, has written and allocated.
/// These parts name no other session (where quota is given they would, and the reduction is refused), so sorting
/// sessions by them gives every member of an orbit the same form, and those that have the same (which is: nothing, but
/// for capabilities) are the only ones whose exchange changes nothing.
/// </summary>
internal readonly struct SessionReduction : IReduction
{
    private readonly SessionSet[] _interchangeable;

    /// <summary>Exchanges the sessions of each of some disjoint sets.</summary>
    internal SessionReduction(IEnumerable<SessionSet> interchangeable) => _interchangeable = [.. interchangeable];

    /// <inheritdoc/>
    public static bool Reduces => true;

    /// <inheritdoc/>
    public Names Canonicalise(ref State state)
    {
        Span<byte> order = stackalloc byte[SessionId.Capacity];
        Span<Belongings> belongings = stackalloc Belongings[SessionId.Capacity];
        ulong renamed = 0;
        foreach (SessionSet sessions in _interchangeable)
        {
            Sort(in state, sessions, order, belongings);
            int place = 0;
            foreach (SessionId session in sessions)
            {
                renamed |= (ulong)(session.Index ^ order[place]) << (4 * order[place]);
                place++;
            }
        }

        var names = new Names(new Permutation(renamed), default, default);
        if (renamed != 0)
        {
            state = state.Renamed(in names);
        }

        return names;
    }

    /// <inheritdoc/>
    public long OrbitOf(in State state)
    {
        Span<byte> order = stackalloc byte[SessionId.Capacity];
        Span<Belongings> belongings = stackalloc Belongings[SessionId.Capacity];
        long orbit = 1;
        foreach (SessionSet sessions in _interchangeable)
        {
            Sort(in state, sessions, order, belongings);
            int alike = 0;
            for (int place = 0; place < sessions.Count; place++)
            {
                // n! divided by the factorial of each run of equals, a factor at a time; each quotient is whole.
                alike = place > 0 && belongings[place] == belongings[place - 1] ? alike + 1 : 1;
                orbit = orbit * (place + 1) / alike;
            }
        }

        return orbit;
    }

    private static void Sort(
        in State state, SessionSet sessions, Span<byte> order, Span<Belongings> belongings)
    {
        int count = 0;
        foreach (SessionId session in sessions)
        {
            Belongings own = Belongings.Of(in state, session);
            int place = count++;
            for (; place > 0 && own.Precedes(belongings[place - 1]); place--)
            {
                belongings[place] = belongings[place - 1];
                order[place] = order[place - 1];
            }

            belongings[place] = own;
            order[place] = (byte)session.Index;
        }
    }

    /// <summary>All that a state says of a session, in three words.</summary>
    private readonly record struct Belongings(ulong Objects, ulong Frames, ulong Allocated)
    {
        internal static Belongings Of(in State state, SessionId session)
        {
            uint held = 0;
            foreach (DataspaceId dataspace in state.Nameable)
            {
                held |= (state.HoldersOf(dataspace).Contains(session) ? 1u : 0u) << dataspace.Index;
            }

            return new Belongings(
                state.OwnedBy(session).Bits
                | ((ulong)held << DataspaceId.Capacity)
                | ((ulong)state.RegionsOf(session).Bits << (2 * DataspaceId.Capacity)),
                state.PaidBy(session).Bits | ((ulong)state.WrittenBy(session).Bits << Frame.Capacity),
                state.AllocatedBy(session).Bits);
        }

        // Who has the lowest of what only one of the two has comes first: session 0 has the lowest slot.
        internal bool Precedes(Belongings other) => Objects != other.Objects
            ? HasLowest(Objects, other.Objects)
            : Frames != other.Frames ? HasLowest(Frames, other.Frames)
            : HasLowest(Allocated, other.Allocated);

        private static bool HasLowest(ulong own, ulong other)
        {
            ulong differing = own ^ other;
            return differing != 0 && (own >> BitOperations.TrailingZeroCount(differing) & 1) != 0;
        }
    }
}
