using System.Numerics;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Searching;

/// <summary>
/// A permutation of the numbers 0 to 15 in one word, four bits a number; the default leaves every number as it is.
/// </summary>
/// <param name="Bits">
/// The new number of i in the bits from 4i on, each with i itself taken away by exclusive or.
/// </param>
public readonly record struct Permutation(ulong Bits)
{
    private const ulong Identity = 0xfedc_ba98_7654_3210;

    /// <summary>Whether every number stays as it is.</summary>
    public bool IsIdentity => Bits == 0;

    /// <summary>The permutation that undoes this one.</summary>
    public Permutation Inverse
    {
        get
        {
            ulong inverse = 0;
            for (int number = 0; number < 16; number++)
            {
                inverse |= (ulong)number << (4 * this[number]);
            }

            return new Permutation(inverse ^ Identity);
        }
    }

    /// <summary>The new number.</summary>
    /// <param name="number">The old number, 0 to 15.</param>
    public int this[int number] => (int)((Bits ^ Identity) >> (4 * number) & 15);

    /// <summary>The permutation that brings numbers into the order of a list; the others stay as they are.</summary>
    /// <param name="order">
    /// The numbers 0 to n - 1 in some order, n at most 16: the first becomes 0, the second 1, and so on.
    /// </param>
    /// <returns>The permutation.</returns>
    public static Permutation Into(ReadOnlySpan<byte> order)
    {
        ulong bits = 0;
        for (int place = 0; place < order.Length; place++)
        {
            bits |= (ulong)(place ^ order[place]) << (4 * order[place]);
        }

        return new Permutation(bits);
    }

    /// <summary>The set of the new numbers.</summary>
    /// <typeparam name="T">What the set holds.</typeparam>
    /// <param name="set">The set of the old ones.</param>
    /// <returns>The set.</returns>
    public FiniteSet<T> Of<T>(FiniteSet<T> set)
        where T : struct, IElement<T>
    {
        uint renamed = 0;
        for (uint rest = set.Bits; rest != 0; rest &= rest - 1)
        {
            renamed |= 1u << this[BitOperations.TrailingZeroCount(rest)];
        }

        return new FiniteSet<T>(renamed);
    }
}
