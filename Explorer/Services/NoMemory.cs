using ModelCheck.Model.Service;

namespace ModelCheck.Services;

/// <summary>Nothing behind the frames of a service: nobody looks at what is in them.</summary>
internal sealed class NoMemory : IFrameMemory
{
    /// <inheritdoc/>
    public void Zero(int first, int length)
    {
    }
}
