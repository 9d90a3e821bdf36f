using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Pages.Pictures;

/// <summary>What a session uses of its quota, in a picture.</summary>
/// <param name="Session">The session.</param>
/// <param name="Used">What is charged to it, in frames.</param>
/// <param name="Quota">What may be charged to it, in frames.</param>
public sealed record QuotaGauge(SessionId Session, int Used, int Quota)
{
    /// <summary>Whether the last step has changed it.</summary>
    public bool HasChanged { get; init; }

    /// <summary>Whether the session is at fault, or wronged.</summary>
    public bool IsWrong { get; init; }
}
