using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Semantics;

/// <summary>What a lifetime policy may not decide, because no mechanism could carry it out.</summary>
internal static class LifetimeRules
{
    /// <summary>What is wrong with a policy, or null.</summary>
    /// <typeparam name="TLifetime">The policy.</typeparam>
    /// <returns>The fault, in words.</returns>
    internal static string? FaultOf<TLifetime>()
        where TLifetime : struct, ILifetimePolicy
    {
        AliasFate[] onClose = [TLifetime.OnClose(Kinship.Own), TLifetime.OnClose(Kinship.Foreign)];
        AliasFate[] fates = [TLifetime.OnFree(Kinship.Own), TLifetime.OnFree(Kinship.Foreign), .. onClose];
        if (onClose.Contains(AliasFate.Refusing))
        {
            return $"{TLifetime.Name} refuses a close, which nobody can";
        }

        if (TLifetime.Form == AliasForm.Managed && fates.Any(fate => fate is AliasFate.Orphaned or AliasFate.Adopted))
        {
            return $"{TLifetime.Name} lets a managed alias survive the memory that it shows";
        }

        return fates.Contains(AliasFate.Hollowed) && fates.Contains(AliasFate.Pinning)
            ? $"{TLifetime.Name} both hollows aliases and pins for them: a hollow one would pin memory it has lost"
            : null;
    }
}
