using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Exploration.Bridge;

/// <summary>A system that remembers which states were expanded. One worker at a time may ask it.</summary>
/// <typeparam name="TSystem">The system that is asked.</typeparam>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="system">The system.</param>
internal readonly struct Remembering<TSystem, TCode>(TSystem system) : ITransitionSystem<TCode>
    where TSystem : struct, ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private readonly List<TCode> _states = [];

    /// <inheritdoc/>
    public TCode Initial => system.Initial;

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => system.Properties;

    /// <inheritdoc/>
    public int CodeBits => system.CodeBits;

    /// <summary>The states, in the order in which they were expanded, each once.</summary>
    internal IReadOnlyCollection<TCode> States => [.. _states.Distinct()];

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        // Whoever looks for goals comes after the search itself, and to the same states.
        if (!sink.MovesOnly)
        {
            _states.Add(code);
        }

        system.Expand(in code, ref sink);
    }
}
