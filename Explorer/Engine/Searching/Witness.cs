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
    // In words, before the state: the level, and one more than the label, or 0 where there is none.
    private const int HeadWords = 2;

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

    /// <summary>The witness that <see cref="ToWords"/> has made words of.</summary>
    internal static Witness<TCode> FromWords(ReadOnlySpan<ulong> words) => new(
        (int)words[0],
        TCode.FromWords(words[HeadWords..]),
        words[1] == 0 ? null : (uint)(words[1] - 1));

    /// <summary>The witness in words, for another part of the search.</summary>
    internal ulong[] ToWords()
    {
        ulong[] words = new ulong[HeadWords + TCode.Words];
        words[0] = (ulong)Level;
        words[1] = Label is { } label ? label + 1ul : 0;
        State.CopyTo(words.AsSpan(HeadWords));
        return words;
    }
}
