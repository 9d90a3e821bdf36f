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
            onClose: [TLifetime.OnClose(Kinship.Own), TLifetime.OnClose(Kinship.Foreign)]);

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
