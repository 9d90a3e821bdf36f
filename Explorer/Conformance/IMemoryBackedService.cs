using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance;

/// <summary>
/// A service that has the memory behind its frames, so that a write is a write and not what its books say of one.
/// </summary>
public interface IMemoryBackedService : IRamService
{
    /// <summary>A session writes one frame of a region.</summary>
    /// <param name="session">The session.</param>
    /// <param name="region">The region.</param>
    /// <param name="index">Which frame of the region, from 0 on.</param>
    /// <returns>
    /// <see cref="Refusal.InvalidRegion"/> when the session has no such region, <see cref="Refusal.PermissionDenied"/>
    /// when it cannot be written, <see cref="Refusal.InvalidRange"/> beyond its end; else none.
    /// </returns>
    Refusal Write(SessionId session, RegionCapability region, int index);

    /// <summary>What is found in a frame that is not free.</summary>
    /// <param name="frame">The number of the frame.</param>
    /// <returns>1 + the session that wrote it last; 0 when it is zeroed.</returns>
    int WriterOf(int frame);
}
