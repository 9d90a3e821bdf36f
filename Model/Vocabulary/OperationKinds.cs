namespace ModelCheck.Model.Vocabulary;

/// <summary>A set of operation kinds.</summary>
/// <param name="Bits">Bit k is set iff the kind numbered k is in the set.</param>
public readonly record struct OperationKinds(uint Bits)
{
    /// <summary>Every operation kind.</summary>
    public static OperationKinds All { get; } = new((1u << Enum.GetValues<OperationKind>().Length) - 1);

    /// <summary>
    /// What a session may ask for unless its operations are named: all but Drop and Donate, so that a scope that names
    /// none keeps its states, and Flush, which no session asks for.
    /// </summary>
    public static OperationKinds Default { get; } =
        new(All.Bits & ~Of(OperationKind.Drop, OperationKind.Donate, OperationKind.Flush).Bits);

    /// <summary>The set of the given kinds.</summary>
    /// <param name="kinds">The kinds.</param>
    /// <returns>The set.</returns>
    public static OperationKinds Of(params ReadOnlySpan<OperationKind> kinds)
    {
        uint bits = 0;
        foreach (OperationKind kind in kinds)
        {
            bits |= 1u << (int)kind;
        }

        return new OperationKinds(bits);
    }

    /// <summary>Union.</summary>
    public static OperationKinds operator |(OperationKinds left, OperationKinds right) => new(left.Bits | right.Bits);

    /// <summary>Intersection.</summary>
    public static OperationKinds operator &(OperationKinds left, OperationKinds right) => new(left.Bits & right.Bits);

    /// <summary>Whether the kind is in the set.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>True iff it is.</returns>
    public bool Contains(OperationKind kind) => (Bits >> (int)kind & 1) != 0;

    /// <inheritdoc/>
    public override string ToString()
    {
        OperationKinds self = this;
        return string.Join(',', Enum.GetValues<OperationKind>().Where(self.Contains));
    }
}
