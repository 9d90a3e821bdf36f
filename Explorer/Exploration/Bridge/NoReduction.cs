using ModelCheck.Model.Searching;
using ModelCheck.Model.States;

namespace ModelCheck.Exploration.Bridge;

/// <summary>Every state stands for itself.</summary>
internal readonly struct NoReduction : IReduction
{
    /// <inheritdoc/>
    public static bool Reduces => false;

    /// <inheritdoc/>
    public Names Canonicalise(ref State state) => default;

    /// <inheritdoc/>
    public long OrbitOf(in State state) => 1;
}
