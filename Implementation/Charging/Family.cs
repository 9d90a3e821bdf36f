namespace ModelCheck.Implementation.Charging;

/// <summary>An allocation with its aliases and theirs. Links are 1 + a number.</summary>
internal struct Family
{
    /// <summary>The first of its roots.</summary>
    internal int FirstRoot;

    /// <summary>While it has no dataspaces: the next family that has none. Otherwise 0.</summary>
    internal int NextUnused;

    /// <summary>How many dataspaces it has.</summary>
    internal int Members;
}
