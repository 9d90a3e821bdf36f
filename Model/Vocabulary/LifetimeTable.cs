namespace ModelCheck.Model.Vocabulary;

/// <summary>All that a lifetime policy decides, as plain data: two policies with one table behave alike.</summary>
/// <param name="Form">What Alias makes.</param>
/// <param name="OnFree">What becomes of aliases when their original is freed.</param>
/// <param name="OnClose">The same when the session of the original closes.</param>
/// <param name="MappingOnFree">What becomes of regions when their dataspace is freed.</param>
/// <param name="MappingOnClose">The same when the session of the dataspace closes.</param>
/// <param name="CapabilityOnFree">What becomes of others' capabilities when the dataspace is freed.</param>
/// <param name="CapabilityOnClose">The same when the session of the dataspace closes.</param>
public sealed record LifetimeTable(
    AliasForm Form,
    Fates<AliasFate> OnFree,
    Fates<AliasFate> OnClose,
    Fates<MappingFate> MappingOnFree,
    Fates<MappingFate> MappingOnClose,
    CapabilityFate CapabilityOnFree,
    CapabilityFate CapabilityOnClose)
{
    /// <summary>The decisions of a policy.</summary>
    /// <typeparam name="TLifetime">The policy.</typeparam>
    /// <returns>The table.</returns>
    public static LifetimeTable Of<TLifetime>()
        where TLifetime : struct, ILifetimePolicy => new(
            TLifetime.Form,
            new(TLifetime.OnFree(Kinship.Own), TLifetime.OnFree(Kinship.Foreign)),
            new(TLifetime.OnClose(Kinship.Own), TLifetime.OnClose(Kinship.Foreign)),
            new(TLifetime.MappingOnFree(Kinship.Own), TLifetime.MappingOnFree(Kinship.Foreign)),
            new(TLifetime.MappingOnClose(Kinship.Own), TLifetime.MappingOnClose(Kinship.Foreign)),
            TLifetime.CapabilityOnFree,
            TLifetime.CapabilityOnClose);

    /// <summary>What is left of the decisions where some of them can never be asked for.</summary>
    /// <param name="scope">The bounds.</param>
    /// <returns>
    /// The table without what speaks of regions, if nothing can be attached, and without what speaks of capabilities,
    /// if nothing is handed over. Two policies with one such table cannot be told apart within the scope.
    /// </returns>
    public LifetimeTable Within(Scope scope)
    {
        ArgumentNullException.ThrowIfNull(scope);
        LifetimeTable table = this;
        if (!scope.Operations.Contains(OperationKind.Attach))
        {
            table = table with { MappingOnFree = default, MappingOnClose = default };
        }

        return scope.Sharing == Sharing.Delegated
            ? table
            : table with { CapabilityOnFree = default, CapabilityOnClose = default };
    }
}
