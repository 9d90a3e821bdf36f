using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>Another system, which does something unexpected when one state is expanded for the n-th time.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="calm">The other system.</param>
/// <param name="state">The state.</param>
/// <param name="time">The n.</param>
/// <param name="disturb">What is done.</param>
internal sealed class Disturbed<TCode>(ITransitionSystem<TCode> calm, TCode state, int time, Action disturb)
    : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private int _times;

    /// <inheritdoc/>
    public TCode Initial => calm.Initial;

    /// <inheritdoc/>
    public IReadOnlyList<TCode> Initials => calm.Initials;

    /// <inheritdoc/>
    public IReadOnlyList<Property> Properties => calm.Properties;

    /// <inheritdoc/>
    public int CodeBits => calm.CodeBits;

    /// <inheritdoc/>
    public void Expand<TSink>(in TCode code, ref TSink sink)
        where TSink : struct, ITransitionSink<TCode>
    {
        if (code.Equals(state) && Interlocked.Increment(ref _times) == time)
        {
            disturb();
        }

        calm.Expand(in code, ref sink);
    }
}
