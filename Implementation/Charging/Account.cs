using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Charging;

/// <summary>
/// What is entered into a session's account. Conservation is asserted: a refund of more than is charged is a defect,
/// and clamping it to 0, as Genode's <c>Quota_guard::replenish</c> does, would hide a double refund.
/// </summary>
internal static class Account
{
    /// <summary>Charges frames to a session.</summary>
    internal static void Charge(ref Session session, long frames) => session.Used = checked(session.Used + frames);

    /// <summary>Takes a charge back.</summary>
    /// <exception cref="InvalidOperationException">So much was not charged.</exception>
    internal static void Refund(ref Session session, long frames)
    {
        if (frames > session.Used)
        {
            throw new InvalidOperationException($"{frames} frames are refunded, but only {session.Used} are charged.");
        }

        session.Used -= frames;
    }
}
