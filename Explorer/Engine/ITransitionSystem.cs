using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine;

/// <summary>
/// What the engine explores. It knows states only as codes, transitions only as 32-bit labels, and properties only as
/// bits: bit i of a word of flags speaks of <see cref="Properties"/>[i].
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
public interface ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>The initial state; the first of them where there are several.</summary>
    TCode Initial { get; }

    /// <summary>All initial states, at least one: each is on level 0.</summary>
    IReadOnlyList<TCode> Initials => [Initial];

    /// <summary>The properties, at most 64.</summary>
    IReadOnlyList<Property> Properties { get; }

    /// <summary>
    /// How many bits of a code are used, from the lowest bit of the first word up: at least 1, at most all. A search
    /// that is told of a wider code ends with a <see cref="CodeRangeException"/>.
    /// </summary>
    int CodeBits => TCode.Words * 64;

    /// <summary>
    /// Tells a sink of the state itself and then of every transition from it and every action that is
    /// disabled in it, always in the same order. It may be called by several threads at once.
    /// </summary>
    /// <typeparam name="TSink">The sink's own type, so that the call is compiled for it.</typeparam>
    /// <param name="code">The state.</param>
    /// <param name="sink">The sink.</param>
    void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>;
}
