using System.Collections.Immutable;

using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Implementation;

/// <summary>Services to be tested, and the shortest ways to ask them.</summary>
internal static class Services
{
    internal static ICheckpointedService Of(string lifetime, string charging, ServiceBounds bounds) =>
        RamServices.Create(Catalog.Find(Catalog.Lifetimes, lifetime)!.Type, charging, bounds);

    internal static ICheckpointedService Of(string lifetime, string charging) => Of(lifetime, charging, Few);

    internal static ICheckpointedService Of(PolicyName policy, ServiceBounds bounds) => RamServices.Create(
        Catalog.Find(Catalog.Lifetimes, policy.Lifetime)!.Type,
        policy.Charging,
        policy.Platform,
        Catalog.Find(Catalog.Sealings, policy.Sealing)!.Type,
        bounds);

    /// <summary>Two sessions, and little of everything.</summary>
    internal static ServiceBounds Few { get; } =
        new() { Frames = 8, Dataspaces = 6, Regions = 4, Quotas = [8, 8] };

    /// <summary>As many sessions as quotas, and each quota as large.</summary>
    internal static ImmutableArray<int> Equal(int sessions, int quota) =>
        [.. Enumerable.Repeat(quota, sessions)];

    /// <summary>The same service, after it was asked for something.</summary>
    internal static ICheckpointedService With(this ICheckpointedService service, Action<IRamService> ask)
    {
        ask(service);
        return service;
    }

    internal static DataspaceCapability Allocated(this IRamService service, int session, int size)
    {
        Assert.Equal(Refusal.None, service.Alloc(new SessionId(session), size, out DataspaceCapability made));
        return made;
    }

    internal static DataspaceCapability Aliased(
        this IRamService service, int session, DataspaceCapability original, int offset, int size)
    {
        Assert.Equal(
            Refusal.None,
            service.Alias(new SessionId(session), original, false, offset, size, out DataspaceCapability made));
        return made;
    }

    internal static RegionCapability Attached(this IRamService service, int session, DataspaceCapability dataspace)
    {
        Assert.Equal(
            Refusal.None, service.Attach(new SessionId(session), dataspace, out RegionCapability made));
        return made;
    }

    internal static void Freed(this IRamService service, int session, DataspaceCapability dataspace) =>
        Assert.Equal(Refusal.None, service.Free(new SessionId(session), dataspace));

    internal static byte[] Image(this ICheckpointedService service)
    {
        byte[] image = new byte[service.ImageBytes];
        service.Save(image);
        return image;
    }

    /// <summary>What each session is charged.</summary>
    internal static int[] Used(this IRamService service) =>
        [.. Enumerable.Range(0, service.Bounds.Quotas.Length).Select(s => service.UsedBy(new SessionId(s)))];

    /// <summary>Closes all sessions, after which nothing may be left.</summary>
    internal static void IsEmptyAfterAllCloses(this IRamService service)
    {
        for (int session = 0; session < service.Bounds.Quotas.Length; session++)
        {
            service.Close(new SessionId(session));
        }

        // A zombie or a hollow dataspace of a session that was closed first may be kept by one that was closed later.
        service.IsEmpty();
    }

    /// <summary>Nothing is taken and nothing charged.</summary>
    internal static void IsEmpty(this IRamService service)
    {
        Assert.Equal(service.Bounds.Frames, service.FreeFrames);
        Assert.All(service.Used(), used => Assert.Equal(0, used));
        service.SelfCheck();
    }
}
