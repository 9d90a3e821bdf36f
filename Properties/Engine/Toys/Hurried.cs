using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Properties.Engine.Toys;

/// <summary>Another system, which calls somebody when so many states have been expanded.</summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="calm">The other system.</param>
/// <param name="states">How many states.</param>
/// <param name="call">Who is called.</param>
internal sealed class Hurried<TCode>(ITransitionSystem<TCode> calm, long states, Action call) : ITransitionSystem<TCode>
    where TCode : unmanaged, ICode<TCode>
{
    private long _expanded;

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
        if (Interlocked.Increment(ref _expanded) == states)
        {
            call();
        }

        calm.Expand(in code, ref sink);
    }
}
