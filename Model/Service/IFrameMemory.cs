using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>The memory behind the frames that a RAM service hands out.</summary>
public interface IFrameMemory
{
    /// <summary>
    /// Zeroes frames before somebody gets them. It must not call the service. If it throws, the frames stay free and
    /// nobody gets them.
    /// </summary>
    /// <param name="first">The number of the first frame.</param>
    /// <param name="length">How many, at least 1.</param>
    void Zero(int first, int length);
}
