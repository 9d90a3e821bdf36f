using ModelCheck.Implementation;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>Which RAM service is compared with the plain model: the one place to say so.</summary>
internal static class ServiceUnderTest
{
    /// <summary>A service under a policy that has handed out nothing yet.</summary>
    internal static IRamService Create(Type lifetime, string charging, ServiceBounds bounds, IFrameMemory? memory) =>
        RamServices.Create(lifetime, charging, bounds, memory);
}
