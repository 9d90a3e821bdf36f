using ModelCheck.Implementation.Records;

namespace ModelCheck.Implementation.Charging;

/// <summary>
/// How many frames each dataspace alone would keep allocated, where an alias can keep its original: what charging
/// Retainer charges. Memory: 4 bytes a dataspace.
/// </summary>
internal sealed class Retained
{
    private readonly int[] _lengths;

    /// <summary>No dataspaces.</summary>
    internal Retained(int dataspaces) => _lengths = new int[dataspaces];

    /// <summary>All that there is to save.</summary>
    internal ImageSection[] Sections => [ImageSection.Of(_lengths)];

    /// <summary>What the dataspace in a slot keeps; 0 for an empty slot.</summary>
    internal ref int this[int slot] => ref _lengths[slot];

    /// <summary>Forgets all dataspaces.</summary>
    internal void Clear() => Array.Clear(_lengths);
}
