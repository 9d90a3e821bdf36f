namespace ModelCheck.Model.Vocabulary;

/// <summary>All that a sealing policy decides, as plain data: two policies with one table behave alike.</summary>
/// <param name="RefusesWriters">Whether Seal is refused while somebody can write.</param>
/// <param name="SealsDescendants">Whether it reaches the aliases that there are.</param>
/// <param name="TakesRights">Whether it takes the right to write from the regions that there are.</param>
public sealed record SealingTable(bool RefusesWriters, bool SealsDescendants, bool TakesRights)
{
    /// <summary>The decisions of a policy.</summary>
    /// <typeparam name="TSealing">The policy.</typeparam>
    /// <returns>The table.</returns>
    public static SealingTable Of<TSealing>()
        where TSealing : struct, ISealingPolicy =>
        new(TSealing.RefusesWriters, TSealing.SealsDescendants, TSealing.TakesRights);

    /// <summary>What is left of the decisions where some of them can never be asked for.</summary>
    /// <param name="scope">The bounds.</param>
    /// <returns>
    /// Nothing, if nothing can be sealed, and the table without what speaks of regions alone, if nothing can be
    /// attached. Two policies with one such table cannot be told apart within the scope.
    /// </returns>
    public SealingTable Within(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        return !scope.Operations.Contains(OperationKind.Seal) ? new(false, false, false)
            : scope.Operations.Contains(OperationKind.Attach) ? this
            : this with { TakesRights = false };
    }
}
