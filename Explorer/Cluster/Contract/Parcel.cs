namespace ModelCheck.Cluster.Contract;

/// <summary>
/// What one partition sends another at once: some of the batches of a phase. One that comes twice, or late, changes
/// nothing: it is known by its attempt, phase, sender and number.
/// </summary>
/// <param name="Attempt">The attempt that it belongs to.</param>
/// <param name="Phase">The phase of the search that it ends.</param>
/// <param name="From">The partition that sends it.</param>
/// <param name="Number">Which of the sender's parcels to this receiver in this phase: from 0 up.</param>
/// <param name="Count">
/// How many those are, at least one: the receiver knows by it when a phase is over, and waits for nothing else.
/// </param>
/// <param name="Content">The batches: of each how many words, and then the words, little-endian.</param>
[GenerateSerializer]
[Immutable]
[Alias("parcel")]
public sealed record Parcel(
    [property: Id(0)] Attempt Attempt,
    [property: Id(1)] long Phase,
    [property: Id(2)] int From,
    [property: Id(3)] int Number,
    [property: Id(4)] int Count,
    [property: Id(5)] ReadOnlyMemory<byte> Content);

/// <summary>What became of a parcel.</summary>
public enum Reception
{
    /// <summary>It is there, now or before.</summary>
    Taken,

    /// <summary>The receiver has not begun its attempt yet, or has lost it: try again.</summary>
    NotYet,

    /// <summary>There is a later attempt, so that nobody wants it.</summary>
    TooLate,
}
