namespace ModelCheck.Properties.Lockstep;

/// <summary>
/// Numbers that come again with the seed, on every machine and for ever: SplitMix64. Operations are drawn from one seed
/// each, which FsCheck draws; they are shrunk as operations, so nothing is lost by that.
/// </summary>
/// <param name="seed">What decides all that follows.</param>
internal sealed class Dice(int seed)
{
    private ulong _state = (ulong)seed;

    /// <summary>A number from 0 to <paramref name="bound"/> - 1.</summary>
    /// <param name="bound">At least 1.</param>
    internal int Below(int bound) => (int)(Next() % (ulong)bound);

    /// <summary>A number within bounds.</summary>
    internal int From(Between bounds) => bounds.Least + Below(bounds.Most - bounds.Least + 1);

    /// <summary>True that many times in a hundred.</summary>
    internal bool Chance(int percent) => Below(100) < percent;

    /// <summary>One of the elements.</summary>
    internal T OneOf<T>(params ReadOnlySpan<T> elements) => elements[Below(elements.Length)];

    private ulong Next()
    {
        _state += 0x9E37_79B9_7F4A_7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return mixed ^ (mixed >> 31);
    }
}
