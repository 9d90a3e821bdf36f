using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>
/// A RAM service that can be put into a state: as it was before, byte for byte, or as a description says. This is what
/// makes it possible to ask it everything in every state there is, instead of walking there each time.
/// </summary>
public interface ICheckpointedService : IRamService
{
    /// <summary>How many bytes an image of the service has.</summary>
    int ImageBytes { get; }

    /// <summary>Copies all that the service knows, quotas included.</summary>
    /// <param name="image">Room for <see cref="ImageBytes"/>.</param>
    /// <exception cref="ArgumentException">There is less room; nothing was written.</exception>
    void Save(Span<byte> image);

    /// <summary>Puts the service back to where an image of it was taken, of which only the size is checked.</summary>
    /// <param name="image">What <see cref="Save"/> of this service wrote.</param>
    /// <exception cref="ArgumentException">It is not <see cref="ImageBytes"/> long; nothing has changed.</exception>
    void Load(ReadOnlySpan<byte> image);

    /// <summary>Whether the service is where an image of it was taken, byte for byte.</summary>
    /// <param name="image">What <see cref="Save"/> of this service wrote.</param>
    /// <returns>True iff it is.</returns>
    /// <exception cref="ArgumentException">It is not <see cref="ImageBytes"/> long.</exception>
    bool Matches(ReadOnlySpan<byte> image);

    /// <summary>
    /// Puts the service into the state that is described, whatever it was in. Every slot is in its third generation,
    /// so that there are capabilities that are stale. Quotas are those of the bounds, with what was given.
    /// </summary>
    /// <param name="dataspaces">What each dataspace slot is to hold.</param>
    /// <param name="regions">What each region slot is to hold.</param>
    /// <param name="holders">
    /// For each dataspace slot the sessions, one bit each, that can name it (delegated sharing; at most 64 sessions).
    /// </param>
    /// <param name="given">
    /// For each session how much quota it gave to each, in frames: the one to session t is at giver × sessions + t.
    /// Empty when nobody gave anything.
    /// </param>
    /// <exception cref="ArgumentException">
    /// There are no such slots, frames, sessions or dataspaces, or more is charged than can be counted; nothing has
    /// changed. Whether the policy leads to such a state is not asked: <see cref="IRamService.SelfCheck"/> says so.
    /// </exception>
    void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default);
}
