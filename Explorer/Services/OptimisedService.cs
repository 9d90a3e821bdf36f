using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services;

/// <summary>The project's own implementation as a service that is compared with the model.</summary>
public static class OptimisedService
{
    /// <summary>The platform that a RAM service for one machine stands for, unless another one is named.</summary>
    public const string Platform = "Native";

    /// <summary>
    /// What is usually compared with the model: each lifetime with each charging policy on <see cref="Platform"/>,
    /// where a seal takes nothing away.
    /// </summary>
    public static IEnumerable<PolicyName> Policies =>
        from lifetime in Catalog.Lifetimes
        from charging in Catalog.Chargings
        where RamServices.ChargingNames.Contains(charging.Name)
        select new PolicyName(lifetime.Name, charging.Name, Platform);

    /// <summary>The platforms that it can stand for.</summary>
    public static IEnumerable<string> Platforms => RamServices.PlatformNames;

    /// <summary>Whether it can follow a policy.</summary>
    /// <param name="policy">The policy, by names that exist.</param>
    /// <returns>True iff it keeps books for the charging policy and stands for the platform.</returns>
    public static bool Supports(PolicyName policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return RamServices.ChargingNames.Contains(policy.Charging)
            && RamServices.PlatformNames.Contains(policy.Platform);
    }

    /// <summary>Makes one.</summary>
    /// <param name="policy">A policy that it <see cref="Supports"/>.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>The service.</returns>
    public static ICheckpointedService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        ArgumentNullException.ThrowIfNull(policy);
        PolicyEntry lifetime = Catalog.Find(Catalog.Lifetimes, policy.Lifetime)
            ?? throw new ArgumentException($"there is no lifetime {policy.Lifetime}", nameof(policy));
        PolicyEntry sealing = Catalog.Find(Catalog.Sealings, policy.Sealing)
            ?? throw new ArgumentException($"there is no sealing {policy.Sealing}", nameof(policy));
        return RamServices.Create(lifetime.Type, policy.Charging, policy.Platform, sealing.Type, bounds, memory);
    }
}
