namespace ModelCheck.Model.Vocabulary;

/// <summary>
/// What a lifetime policy may not decide, because no mechanism could carry it out (docs/semantics.md, the end of
/// section 13). Whoever compiles a mechanism for a policy asks here first.
/// </summary>
public static class LifetimeRules
{
    /// <summary>Refuses a policy that breaks a rule.</summary>
    /// <typeparam name="TLifetime">The policy.</typeparam>
    /// <exception cref="PolicyFaultException">It breaks one; the message says which.</exception>
    public static void ThrowIfBroken<TLifetime>()
        where TLifetime : struct, ILifetimePolicy
    {
        if (FaultOf<TLifetime>() is { } fault)
        {
            throw new PolicyFaultException(fault);
        }
    }

    /// <summary>What is wrong with a policy, or null.</summary>
    /// <typeparam name="TLifetime">The policy.</typeparam>
    /// <returns>The first rule broken, in one line.</returns>
    public static string? FaultOf<TLifetime>()
        where TLifetime : struct, ILifetimePolicy => FaultOf(TLifetime.Name, LifetimeTable.Of<TLifetime>());

    /// <summary>What is wrong with decisions, or null.</summary>
    /// <param name="name">Whose decisions they are.</param>
    /// <param name="table">The decisions.</param>
    /// <returns>The first rule broken, in one line.</returns>
    public static string? FaultOf(string name, LifetimeTable table)
    {
        ArgumentNullException.ThrowIfNull(table);
        AliasFate[] aliases = [.. Both(table.OnFree), .. Both(table.OnClose)];
        MappingFate[] mappings = [.. Both(table.MappingOnFree), .. Both(table.MappingOnClose)];
        CapabilityFate[] capabilities = [table.CapabilityOnFree, table.CapabilityOnClose];
        return !Enum.IsDefined(table.Form) ? $"{name} makes aliases of a form that there is not"
            : !aliases.All(Enum.IsDefined) ? $"{name} has a fate for aliases that there is not"
            : !mappings.All(Enum.IsDefined) ? $"{name} has a fate for mappings that there is not"
            : !capabilities.All(Enum.IsDefined) ? $"{name} has a fate for capabilities that there is not"
            : table.OnClose.Include(AliasFate.Refusing)
                || table.MappingOnClose.Include(MappingFate.Refusing)
                || table.CapabilityOnClose == CapabilityFate.Refusing
                ? $"{name} refuses a close, which nobody can"
            : table.Form == AliasForm.Managed
                && (aliases.Any(fate => fate is AliasFate.Orphaned or AliasFate.Adopted)
                    || mappings.Contains(MappingFate.Keeping))
                ? $"{name} lets a managed alias survive the memory that it shows"
            : aliases.Contains(AliasFate.Hollowed) && aliases.Contains(AliasFate.Pinning)
                ? $"{name} both hollows aliases and pins for them: a hollow one would pin memory it has lost"
            : aliases.Contains(AliasFate.Hollowed) && mappings.Contains(MappingFate.Keeping)
                ? $"{name} both hollows aliases and keeps what is mapped: a hollow one would pin memory it has lost"
            : table.Form == AliasForm.Replacement
                && (mappings.Any(fate => fate != MappingFate.Unmapped)
                    || capabilities.Any(fate => fate != CapabilityFate.Withdrawn))
                ? $"{name} replaces a dataspace that something keeps"
            : null;
    }

    private static TFate[] Both<TFate>(Fates<TFate> fates)
        where TFate : struct, Enum => [fates.Own, fates.Foreign];
}
