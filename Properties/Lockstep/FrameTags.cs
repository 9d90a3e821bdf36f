using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Memory of which only a tag of each frame is kept: 0 when it was zeroed, else who wrote it last. In the beginning it
/// is dirty, so that a service that forgets to zero is noticed by its first allocation.
/// </summary>
internal sealed class FrameTags : IFrameMemory
{
    internal const byte Zeroed = 0;

    private readonly byte[] _tags;

    internal FrameTags(int frames)
    {
        _tags = new byte[frames];
        _tags.AsSpan().Fill(byte.MaxValue);
    }

    internal ReadOnlySpan<byte> Tags => _tags;

    public void Zero(int first, int length) => _tags.AsSpan(first, length).Clear();

    internal void Write(int session, int frame) => _tags[frame] = TagOf(session);

    internal static byte TagOf(int session) => (byte)(session + 1);
}
