using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services;

/// <summary>
/// Services that need more than memory of this process: programs, files, processes. Several threads may ask.
/// </summary>
public interface IServices : IDisposable
{
    /// <summary>Makes a fresh service.</summary>
    /// <param name="policy">The policy that it is to follow.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>The service.</returns>
    IRamService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory);

    /// <summary>Makes one and looks at it, so that one that cannot be had is known at once.</summary>
    /// <param name="policy">The policy that it is to follow.</param>
    /// <param name="bounds">What it is to manage.</param>
    void Probe(PolicyName policy, ServiceBounds bounds);
}
