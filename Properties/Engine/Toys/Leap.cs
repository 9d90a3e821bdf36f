using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>Leaps once from its initial state to another, and claims some width for its codes.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="from">The initial state.</param>
/// <param name="to">The other one.</param>
/// <param name="bits">How many bits it says that its codes have.</param>
internal sealed class Leap<TCode>(TCode from, TCode to, int bits) : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    /// <inheritdoc/>
    public TCode Initial => from;

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => [];

    /// <inheritdoc/>
    public int CodeBits => bits;

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        sink.State(0, 1);
        sink.Transition(0, code.Equals(from) ? to : code, 0);
    }
}
