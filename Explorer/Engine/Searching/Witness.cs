using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Searching;

/// <summary>
/// Where a flag was raised: in a state, or by a transition from it or an action that is disabled in it. Of all
/// witnesses at one level the least is kept, so that it does not depend on which worker came first.
/// </summary>
/// <typeparam name="TCode">The code of a state.</typeparam>
/// <param name="Level">The level of the state.</param>
/// <param name="State">The state.</param>
/// <param name="Label">The transition or disabled action; null for a flag of the state itself.</param>
internal sealed record Witness<TCode>(int Level, TCode State, uint? Label)
    where TCode : unmanaged, ICode<TCode>
{
    /// <summary>Whether this one comes before another in the order of level, state and label.</summary>
    internal bool Precedes(Witness<TCode>? other)
    {
        if (other is null || Level != other.Level)
        {
            return other is null || Level < other.Level;
        }

        int order = State.CompareTo(other.State);
        return order < 0 || (order == 0 && Nullable.Compare(Label, other.Label) < 0);
    }
}
