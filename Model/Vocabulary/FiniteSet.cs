using System.Numerics;
using System.Runtime.CompilerServices;

namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// A finite set as one machine word: bit i is set iff element i is in the set. FrameSet, DataspaceSet, SessionSet and
/// RegionSet are names for it (Directory.Build.props), so that the specification reads like set theory and costs
/// one instruction an operator.
/// </summary>
/// <typeparam name="T">What the set holds.</typeparam>
/// <param name="Bits">The members, one bit each.</param>
public readonly record struct FiniteSet<T>(uint Bits)
    where T : struct, IElement<T>
{
    /// <summary>Whether nothing is in the set.</summary>
    public bool IsEmpty => Bits == 0;

    /// <summary>How many elements the set has.</summary>
    public int Count => BitOperations.PopCount(Bits);

    /// <summary>The element with the lowest number. The set must not be empty.</summary>
    public T Lowest => T.At(BitOperations.TrailingZeroCount(Bits));

    /// <summary>Union.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> operator |(FiniteSet<T> left, FiniteSet<T> right) => new(left.Bits | right.Bits);

    /// <summary>Intersection.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> operator &(FiniteSet<T> left, FiniteSet<T> right) => new(left.Bits & right.Bits);

    /// <summary>Difference: what is on the left and not on the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> operator -(FiniteSet<T> left, FiniteSet<T> right) => new(left.Bits & ~right.Bits);

    /// <summary>The set with one more element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> operator +(FiniteSet<T> set, T element) => new(set.Bits | (1u << element.Index));

    /// <summary>The set without that element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> operator -(FiniteSet<T> set, T element) => new(set.Bits & ~(1u << element.Index));

    /// <summary>Whether every element on the left is on the right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(FiniteSet<T> left, FiniteSet<T> right) => (left.Bits & ~right.Bits) == 0;

    /// <summary>Whether every element on the right is on the left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(FiniteSet<T> left, FiniteSet<T> right) => right <= left;

    /// <summary>The set of one element.</summary>
    /// <param name="element">The element.</param>
    /// <returns>The set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> Of(T element) => new(1u << element.Index);

    /// <summary>The set of the elements 0 to <paramref name="count"/> - 1.</summary>
    /// <param name="count">0 to 32.</param>
    /// <returns>The set.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FiniteSet<T> First(int count) => new(count == 32 ? uint.MaxValue : (1u << count) - 1);

    /// <summary>Whether the element is in the set.</summary>
    /// <param name="element">The element.</param>
    /// <returns>True iff it is.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Contains(T element) => (Bits >> element.Index & 1) != 0;

    /// <summary>Whether the two sets have an element in common.</summary>
    /// <param name="other">The other set.</param>
    /// <returns>True iff they do.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Overlaps(FiniteSet<T> other) => (Bits & other.Bits) != 0;

    /// <summary>Enumerates the elements in rising order.</summary>
    /// <returns>The enumerator, a value: enumeration allocates nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Enumerator GetEnumerator() => new(Bits);

    /// <inheritdoc/>
    public override string ToString()
    {
        var names = new List<string>();
        foreach (T element in this)
        {
            names.Add(element.ToString()!);
        }

        return "{" + string.Join(' ', names) + "}";
    }

    /// <summary>Walks the set from the lowest element up.</summary>
    public ref struct Enumerator
    {
        private uint _rest;

        internal Enumerator(uint bits) => _rest = bits;

        /// <summary>The element the walk stands at.</summary>
        public T Current { get; private set; }

        /// <summary>Steps to the next element.</summary>
        /// <returns>False when there is none.</returns>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool MoveNext()
        {
            if (_rest == 0)
            {
                return false;
            }

            Current = T.At(BitOperations.TrailingZeroCount(_rest));
            _rest &= _rest - 1;
            return true;
        }
    }
}
