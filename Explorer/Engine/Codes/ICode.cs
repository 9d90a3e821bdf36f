namespace ModelCheck.Engine.Codes;

/// <summary>
/// The exact code of a state: a fixed number of 64-bit words that decode back to the state. It is not a fingerprint:
/// two states with one code would be one state. Of codes of several words, one is reserved, whose upper words have
/// every bit set: it marks an empty slot of the visited set, and a search that meets it ends with an exception.
/// </summary>
/// <typeparam name="TSelf">The type itself.</typeparam>
public interface ICode<TSelf> : IEquatable<TSelf>, IComparable<TSelf>
    where TSelf : unmanaged, ICode<TSelf>
{
    /// <summary>How many 64-bit words.</summary>
    static abstract int Words { get; }

    /// <summary>All bits mixed into one word.</summary>
    ulong Hash { get; }

    /// <summary>The lowest word.</summary>
    ulong Low { get; }

    /// <summary>The code with every bit turned over.</summary>
    static abstract TSelf operator ~(TSelf code);

    /// <summary>The code made of words.</summary>
    /// <param name="words">As many as <see cref="Words"/>, the lowest first.</param>
    /// <returns>The code.</returns>
    static abstract TSelf FromWords(ReadOnlySpan<ulong> words);

    /// <summary>Whether no bit is set but of the lowest ones.</summary>
    /// <param name="bits">How many of them, 1 to 64 for each word.</param>
    /// <returns>Whether it is so narrow.</returns>
    bool IsWithin(int bits);

    /// <summary>
    /// A code that is as good as this one, and whose lowest word is spread evenly over all numbers: its upper bits
    /// choose a place in the visited set.
    /// </summary>
    /// <param name="bits">How many bits of codes are used.</param>
    /// <returns>The mixed code; different codes have different ones.</returns>
    TSelf Mixed(int bits);

    /// <summary>The code of which this is the mixed one.</summary>
    /// <param name="bits">How many bits of codes are used.</param>
    /// <returns>The code.</returns>
    TSelf Unmixed(int bits);

    /// <summary>Takes the code apart into words.</summary>
    /// <param name="words">Room for as many as <see cref="Words"/>, the lowest first.</param>
    void CopyTo(Span<ulong> words);
}
