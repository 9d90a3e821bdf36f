namespace ModelCheck.Properties.Lockstep;

/// <summary>That a session pays for some frames once.</summary>
/// <param name="Session">The session.</param>
/// <param name="Extent">The frames.</param>
internal readonly record struct PlainBill(int Session, PlainExtent Extent);
