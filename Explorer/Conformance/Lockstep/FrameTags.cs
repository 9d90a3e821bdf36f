using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// Memory as far as it matters here: for each frame, who wrote it last. What a frame held before it was freed is still
/// there when it is handed out again, unless somebody zeroes it.
/// </summary>
internal sealed class FrameTags : IFrameMemory
{
    private readonly byte[] _writers;

    internal FrameTags(int frames) => _writers = new byte[frames];

    /// <summary>For each frame 1 + the session that wrote it last; 0 for one that is zeroed.</summary>
    internal Span<byte> Writers => _writers;

    /// <inheritdoc/>
    public void Zero(int first, int length) => _writers.AsSpan(first, length).Clear();

    /// <summary>A session writes a frame.</summary>
    internal void Write(SessionId session, int frame) => _writers[frame] = (byte)(session.Index + 1);
}
