using System.Collections.Concurrent;
using System.Collections.Immutable;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services.Piped;

/// <summary>
/// Services behind pipes: a program for each that is in use, and told to begin anew where one is needed again.
/// </summary>
/// <param name="words">The program and its arguments.</param>
/// <param name="patience">How long an answer may take.</param>
public sealed class PipedServices(ImmutableArray<string> words, TimeSpan patience) : IServices
{
    private readonly ConcurrentBag<ServiceProgram> _idle = [];
    private readonly ConcurrentBag<ServiceProgram> _all = [];

    /// <inheritdoc/>
    /// <exception cref="ProtocolException">The program does not keep to the protocol.</exception>
    public IRamService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        if (!_idle.TryTake(out ServiceProgram? program))
        {
            program = ServiceProgram.Start(words, patience);
            _all.Add(program);
        }

        return new PipedService(program, _idle.Add, policy, bounds, memory);
    }

    /// <inheritdoc/>
    /// <exception cref="ProtocolException">It cannot be started, or does not keep to the protocol.</exception>
    public void Probe(PolicyName policy, ServiceBounds bounds)
    {
        ArgumentNullException.ThrowIfNull(bounds);
        using var service = (PipedService)Create(policy, bounds, new NoMemory());
        _ = service.FreeFrames;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (ServiceProgram program in _all)
        {
            program.Dispose();
        }
    }
}
