namespace ModelCheck.Implementation.Charging;

/// <summary>An allocation with its aliases and theirs; the default value is of no dataspaces.</summary>
internal struct Family
{
    /// <summary>1 + the slot of the first of its roots; 0 when it has none.</summary>
    internal int FirstRoot;

    /// <summary>How many dataspaces it has.</summary>
    internal int Members;
}
