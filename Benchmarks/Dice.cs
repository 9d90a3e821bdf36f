namespace ModelCheck.Benchmarks;

/// <summary>
/// Numbers that look random and are the same on every machine (SplitMix64): System.Random promises no sequence across
/// versions of the runtime.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, 0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound)
    {
        _state += 0x9e37_79b9_7f4a_7c15;
        ulong mixed = _state;
        mixed = (mixed ^ (mixed >> 30)) * 0xbf58_476d_1ce4_e5b9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94d0_49bb_1331_11eb;
        mixed ^= mixed >> 31;
        return (int)(mixed % (uint)bound);
    }
}
