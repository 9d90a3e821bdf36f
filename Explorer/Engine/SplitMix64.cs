using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine;

/// <summary>
/// Numbers that look random and are the same on every machine and for ever: SplitMix64 with the engine's mixer, which
/// is the finaliser that its authors first gave (Steele, Lea and Flood, 2014). <see cref="Random"/> promises no
/// sequence across versions of the runtime. One thread at a time.
/// </summary>
/// <param name="seed">What decides all that follows; every number will do.</param>
public sealed class SplitMix64(ulong seed)
{
    private const ulong GoldenGamma = 0x9e37_79b9_7f4a_7c15;

    private ulong _state = seed;

    /// <summary>The next word, each of the 2^64 once before any comes again.</summary>
    /// <returns>The word.</returns>
    public ulong Next()
    {
        _state += GoldenGamma;
        return Code64.Mix(_state);
    }

    /// <summary>The next number, 0 to <paramref name="bound"/> - 1.</summary>
    /// <param name="bound">At least 1.</param>
    /// <returns>The number.</returns>
    public int Below(int bound) =>
        // The upper half times the bound: no division.
        (int)((Next() >> 32) * (uint)bound >> 32);

    /// <summary>Whether something happens that does so once in so many times.</summary>
    /// <param name="times">At least 1.</param>
    /// <returns>Whether it does now.</returns>
    public bool OnceIn(int times) => Below(times) == 0;

    /// <summary>Whether something happens that does so that many times in a hundred.</summary>
    /// <param name="percent">0 for never, 100 for always.</param>
    /// <returns>Whether it does now.</returns>
    public bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the elements, each as often as any other.</summary>
    /// <typeparam name="T">What they are.</typeparam>
    /// <param name="elements">At least one.</param>
    /// <returns>The one drawn.</returns>
    public T OneOf<T>(params ReadOnlySpan<T> elements) => elements[Below(elements.Length)];
}
