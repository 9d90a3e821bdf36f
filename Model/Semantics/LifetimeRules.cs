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
        foreach (Kinship kinship in Enum.GetValues<Kinship>())
        {
            AliasFate onFree = TLifetime.OnFree(kinship);
            AliasFate onClose = TLifetime.OnClose(kinship);
            if (onClose == AliasFate.Refusing)
            {
                return $"{TLifetime.Name} refuses a close, which nobody can";
            }

            if (TLifetime.Form == AliasForm.Managed && (OutlivesBacking(onFree) || OutlivesBacking(onClose)))
            {
                return $"{TLifetime.Name} lets a managed alias survive the memory that it shows";
            }
        }

        return null;
    }

    private static bool OutlivesBacking(AliasFate fate) => fate is AliasFate.Orphaned or AliasFate.Adopted;
}
