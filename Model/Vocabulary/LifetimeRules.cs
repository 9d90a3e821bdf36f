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
        where TLifetime : struct, ILifetimePolicy => FaultOf(
            TLifetime.Name,
            TLifetime.Form,
            onFree: [TLifetime.OnFree(Kinship.Own), TLifetime.OnFree(Kinship.Foreign)],
            onClose: [TLifetime.OnClose(Kinship.Own), TLifetime.OnClose(Kinship.Foreign)])
        ?? FaultOf(
            TLifetime.Name,
            TLifetime.Form,
            hollows: Kinships.Any(kinship => TLifetime.OnFree(kinship) == AliasFate.Hollowed
                || TLifetime.OnClose(kinship) == AliasFate.Hollowed),
            mappingOnFree: [.. Kinships.Select(TLifetime.MappingOnFree)],
            mappingOnClose: [.. Kinships.Select(TLifetime.MappingOnClose)],
            capabilityOnFree: TLifetime.CapabilityOnFree,
            capabilityOnClose: TLifetime.CapabilityOnClose);

    private static Kinship[] Kinships => [Kinship.Own, Kinship.Foreign];

    internal static string? FaultOf(
        string name,
        AliasForm form,
        bool hollows,
        MappingFate[] mappingOnFree,
        MappingFate[] mappingOnClose,
        CapabilityFate capabilityOnFree,
        CapabilityFate capabilityOnClose)
    {
        MappingFate[] mappings = [.. mappingOnFree, .. mappingOnClose];
        CapabilityFate[] capabilities = [capabilityOnFree, capabilityOnClose];
        return !mappings.All(Enum.IsDefined) ? $"{name} has a fate for mappings that there is not"
            : !capabilities.All(Enum.IsDefined) ? $"{name} has a fate for capabilities that there is not"
            : mappingOnClose.Contains(MappingFate.Refusing) || capabilityOnClose == CapabilityFate.Refusing
                ? $"{name} refuses a close, which nobody can"
            : mappings.Contains(MappingFate.Keeping) && hollows
                ? $"{name} both hollows aliases and keeps what is mapped: a hollow one would pin memory it has lost"
            : mappings.Contains(MappingFate.Keeping) && form == AliasForm.Managed
                ? $"{name} lets a managed alias survive the memory that it shows"
            : form == AliasForm.Replacement
                && (mappings.Any(fate => fate != MappingFate.Unmapped)
                    || capabilities.Any(fate => fate != CapabilityFate.Withdrawn))
                ? $"{name} replaces a dataspace that something keeps"
            : null;
    }

    internal static string? FaultOf(string name, AliasForm form, AliasFate[] onFree, AliasFate[] onClose)
    {
        AliasFate[] fates = [.. onFree, .. onClose];
        return !Enum.IsDefined(form) ? $"{name} makes aliases of a form that there is not"
            : !fates.All(Enum.IsDefined) ? $"{name} has a fate for aliases that there is not"
            : onClose.Contains(AliasFate.Refusing) ? $"{name} refuses a close, which nobody can"
            : form == AliasForm.Managed && fates.Any(fate => fate is AliasFate.Orphaned or AliasFate.Adopted)
                ? $"{name} lets a managed alias survive the memory that it shows"
            : fates.Contains(AliasFate.Hollowed) && fates.Contains(AliasFate.Pinning)
                ? $"{name} both hollows aliases and pins for them: a hollow one would pin memory it has lost"
            : null;
    }
}
