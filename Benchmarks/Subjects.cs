using ModelCheck.Benchmarks.Baseline;
using ModelCheck.Implementation;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks;

/// <summary>What is compared, and within which bounds.</summary>
internal static class Subjects
{
    /// <summary>64 GiB in frames of 4 KiB, as many dataspaces as there can be, and two sessions without want.</summary>
    internal static ServiceBounds Large { get; } = new()
    {
        Frames = Pages.InMemory,
        Dataspaces = DataspaceCapability.MaximalSlots,
        Quotas = [Pages.InMemory, Pages.InMemory],
    };

    /// <summary>As much as the reference model can have; one session is enough.</summary>
    internal static ServiceBounds Small { get; } = new()
    {
        Frames = Frame.Capacity,
        Dataspaces = DataspaceId.Capacity,
        Quotas = [Frame.Capacity],
    };

    /// <summary>The service that is measured.</summary>
    internal static IRamService Optimised(Type lifetime, string charging, ServiceBounds bounds) =>
        RamServices.Create(lifetime, charging, bounds);

    /// <summary>What it is measured by.</summary>
    internal static IRamService Baseline(Type lifetime, string charging, ServiceBounds bounds) =>
        BaselineServices.Create(lifetime, charging, bounds);
}
