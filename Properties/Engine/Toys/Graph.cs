using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>A graph written out edge by edge. Its nodes are numbers.</summary>
/// <param name="properties">The properties that its flags speak of.</param>
internal sealed class Graph(params IReadOnlyList<Property> properties) : ITransitionSystem<Code64>
{
    private readonly Dictionary<ulong, ulong> _flags = [];
    private readonly Dictionary<ulong, List<Attempt>> _attempts = [];

    /// <inheritdoc/>
    public Code64 Initial { get; init; }

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties { get; } = properties;

    /// <inheritdoc/>
    public void Expand<TSink>(in Code64 code, ref TSink sink)
        where TSink : struct, ITransitionSink<Code64>
    {
        sink.State(_flags.GetValueOrDefault(code.Word), 1);
        foreach (Attempt attempt in _attempts.GetValueOrDefault(code.Word, []))
        {
            if (attempt.To is { } to)
            {
                sink.Transition(attempt.Label, new Code64(to), attempt.Flags);
            }
            else
            {
                sink.Disabled(attempt.Label, attempt.Flags);
            }
        }
    }

    internal Graph State(ulong node, ulong flags)
    {
        _flags[node] = flags;
        return this;
    }

    internal Graph Edge(ulong from, uint label, ulong to, ulong flags = 0) => Add(from, new Attempt(label, to, flags));

    internal Graph Disabled(ulong at, uint label, ulong flags = 0) => Add(at, new Attempt(label, null, flags));

    private Graph Add(ulong at, Attempt attempt)
    {
        if (!_attempts.TryGetValue(at, out List<Attempt>? attempts))
        {
            _attempts[at] = attempts = [];
        }

        attempts.Add(attempt);
        return this;
    }

    private sealed record Attempt(uint Label, ulong? To, ulong Flags);
}
