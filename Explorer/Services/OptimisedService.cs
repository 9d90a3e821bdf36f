using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services;

/// <summary>The project's own implementation as a service that is compared with the model.</summary>
public static class OptimisedService
{
    /// <summary>The platform that a RAM service for one machine stands for.</summary>
    public const string Platform = "Native";

    /// <summary>What it can follow, each on <see cref="Platform"/>.</summary>
    public static IEnumerable<PolicyName> Policies =>
        from lifetime in Catalog.Lifetimes
        from charging in Catalog.Chargings
        where RamServices.ChargingNames.Contains(charging.Name)
        select new PolicyName(lifetime.Name, charging.Name, Platform);

    /// <summary>Makes one.</summary>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>The service.</returns>
    public static ICheckpointedService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    {
        ArgumentNullException.ThrowIfNull(policy);
        PolicyEntry lifetime = Catalog.Find(Catalog.Lifetimes, policy.Lifetime)
            ?? throw new ArgumentException($"there is no lifetime {policy.Lifetime}", nameof(policy));
        return RamServices.Create(lifetime.Type, policy.Charging, bounds, memory);
    }
}
