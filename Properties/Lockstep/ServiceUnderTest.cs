using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Properties.Lockstep;

/// <summary>Which RAM service is compared with the plain model: the one place to say so.</summary>
internal static class ServiceUnderTest
{
    /// <summary>A service under a policy that has handed out nothing yet.</summary>
    internal static IRamService Create(Type lifetime, string charging, ServiceBounds bounds, IFrameMemory? memory) =>
        RamServices.Create(lifetime, charging, bounds, memory);

    /// <summary>The same on a platform and with a sealing policy of its own.</summary>
    internal static IRamService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory? memory) =>
        RamServices.Create(
            Catalog.Find(Catalog.Lifetimes, policy.Lifetime)!.Type,
            policy.Charging,
            policy.Platform,
            Catalog.Find(Catalog.Sealings, policy.Sealing)!.Type,
            bounds,
            memory);
}
