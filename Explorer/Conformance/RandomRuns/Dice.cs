using ModelCheck.Engine;
using ModelCheck.Engine.Codes;

namespace ModelCheck.Conformance.RandomRuns;

/// <summary>
/// Numbers that look random and are the same on every machine (SplitMix64 with the engine's mixer): System.Random
/// promises no sequence across versions of the runtime.
/// </summary>
internal sealed class Dice(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next number, 0 to <paramref name="bound"/> - 1.</summary>
    internal int Below(int bound)
    {
        _state += 0x9e37_79b9_7f4a_7c15;

        // The upper half times the bound: no division.
        return (int)((Code64.Mix(_state) >> 32) * (uint)bound >> 32);
    }

    /// <summary>Whether something happens that does so once in so many times.</summary>
    internal bool OnceIn(int times) => Below(times) == 0;
}
