using ModelCheck.Implementation.Records;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>
/// Which session has given how much of its quota to which: a number for each pair, so that there is always room. Each
/// session knows the sums of what it gave and was given, and its quota.
/// </content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // 64 MiB of numbers. A service for more sessions works as any other, but offers no Donate.
    private const int MaximalDonors = 1 << 12;

    /// <inheritdoc/>
    public int GivenBy(SessionId giver, SessionId receiver)
    {
        SessionOf(giver);
        SessionOf(receiver);
        return _given.Length == 0 ? 0 : GivenTo(giver.Index, receiver.Index);
    }

    private ref int GivenTo(int giver, int receiver) => ref _given[(giver * _sessions.Length) + receiver];

    private void RequireGifts()
    {
        if (_given.Length == 0)
        {
            throw new NotSupportedException(FormattableString.Invariant(
                $"the service does not offer Donate to more than {MaximalDonors} sessions"));
        }
    }

    private void Give(ref Session from, ref Session to, int giver, int receiver, int size)
    {
        GivenTo(giver, receiver) += size;
        from.Given += size;
        from.Quota -= size;
        to.Taken += size;
        to.Quota += size;
    }

    // All that a session gave and was given is undone, whether the others still have it or not. Who neither gave nor
    // was given anything looks at no number.
    private void TakeBack(int session)
    {
        for (int other = 0; _sessions[session].Given > 0; other++)
        {
            Give(ref _sessions[session], ref _sessions[other], session, other, -GivenTo(session, other));
        }

        for (int other = 0; _sessions[session].Taken > 0; other++)
        {
            Give(ref _sessions[other], ref _sessions[session], other, session, -GivenTo(other, session));
        }
    }

    // A description has a number for each pair, or none.
    private void RequireGiven(ReadOnlySpan<int> given)
    {
        int sessions = _sessions.Length;
        if (given.IsEmpty)
        {
            return;
        }

        if (given.Length != (long)sessions * sessions)
        {
            throw new ArgumentException(
                $"{given.Length} numbers cannot say what each of {sessions} sessions gave to each.", nameof(given));
        }

        for (int giver = 0; giver < sessions; giver++)
        {
            long sum = 0;
            for (int receiver = 0; receiver < sessions; receiver++)
            {
                int size = given[(giver * sessions) + receiver];
                sum += size;
                if (size < 0 || (size > 0 && (giver == receiver || _given.Length == 0)) || sum > Bounds.Quotas[giver])
                {
                    throw new ArgumentException(
                        $"Session {giver} cannot have given {size} to session {receiver}.", nameof(given));
                }
            }
        }
    }

    private void RestoreGiven(ReadOnlySpan<int> given)
    {
        for (int pair = 0; pair < given.Length; pair++)
        {
            if (given[pair] != 0)
            {
                int giver = pair / _sessions.Length;
                int receiver = pair % _sessions.Length;
                Give(ref _sessions[giver], ref _sessions[receiver], giver, receiver, given[pair]);
            }
        }
    }

    private void CheckGiven(int session)
    {
        long gave = 0;
        long taken = 0;
        for (int other = 0; _given.Length != 0 && other < _sessions.Length; other++)
        {
            if (GivenTo(session, other) < 0 || (other == session && GivenTo(session, other) != 0))
            {
                throw Wrong($"Session {session} has given {GivenTo(session, other)} to session {other}.");
            }

            gave += GivenTo(session, other);
            taken += GivenTo(other, session);
        }

        ref readonly Session known = ref _sessions[session];
        if (known.Given != gave || known.Taken != taken || gave > Bounds.Quotas[session])
        {
            throw Wrong($"Session {session} gave {gave} instead of {known.Given}, and was given {taken} instead of "
                + $"{known.Taken}.");
        }

        if (known.Quota != Bounds.Quotas[session] - gave + taken)
        {
            throw Wrong($"The quota of session {session} is {known.Quota}.");
        }
    }
}
