namespace ModelCheck.Properties.Lockstep;

/// <summary>A transition or a refusal of the plain model; after a refusal the model is the one before.</summary>
/// <param name="Before">Where it was asked.</param>
/// <param name="Request">What was asked.</param>
/// <param name="Answer">What came of it.</param>
/// <param name="After">Where it led.</param>
internal sealed record PlainStep(PlainModel Before, Request Request, Answer Answer, PlainModel After);
