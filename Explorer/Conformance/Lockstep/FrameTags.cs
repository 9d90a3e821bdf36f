using ModelCheck.Exploration.Results;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Lockstep;

/// <summary>
/// Memory as far as it matters here: for each frame, who wrote it last. What a frame held before it was freed is still
/// there when it is handed out again, unless somebody zeroes it. In the beginning all of it is dirty, so that a service
/// that forgets to zero is noticed by its first allocation.
/// </summary>
internal sealed class FrameTags : IFrameMemory
{
    /// <summary>The tag of a frame that was zeroed and not written since.</summary>
    internal const byte Zeroed = 0;

    /// <summary>The tag of a frame that nobody zeroed.</summary>
    internal const byte Dirty = ServiceView.NotZeroed;

    private readonly byte[] _tags;

    internal FrameTags(int frames)
    {
        _tags = new byte[frames];
        _tags.AsSpan().Fill(Dirty);
    }

    /// <summary>For each frame the tag of the session that wrote it last; 0 for one that is zeroed.</summary>
    internal Span<byte> Tags => _tags;

    /// <inheritdoc/>
    public void Zero(int first, int length) => _tags.AsSpan(first, length).Clear();

    /// <summary>A session writes a frame.</summary>
    internal void Write(SessionId session, int frame) => _tags[frame] = TagOf(session.Index);

    /// <summary>The tag of a session: 1 + its number.</summary>
    internal static byte TagOf(int session) => (byte)(session + 1);

    /// <summary>What a tag means.</summary>
    internal static string Text(byte tag) => tag switch
    {
        Zeroed => "zeroes",
        Dirty => "what was there before",
        _ => $"what {new SessionId(tag - 1)} wrote",
    };
}
