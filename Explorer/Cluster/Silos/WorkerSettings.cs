using System.Net;

using ModelCheck.Cluster.Membership;

namespace ModelCheck.Cluster.Silos;

/// <summary>What one worker is.</summary>
/// <param name="Place">The cluster, and where it is written down who is in it.</param>
public sealed record WorkerSettings(MembershipPlace Place)
{
    /// <summary>The address at which the other workers, and whoever drives them, reach it.</summary>
    public IPAddress Address { get; init; } = IPAddress.Loopback;

    /// <summary>The port for other workers; 0 for any that is free.</summary>
    public int Port { get; init; }

    /// <summary>The port for whoever drives the workers; 0 for any that is free.</summary>
    public int GatewayPort { get; init; }

    /// <summary>How many threads explore on it, at least 1.</summary>
    public int Workers { get; init; } = Environment.ProcessorCount;

    /// <summary>What the tables of its partitions may take together, in bytes.</summary>
    public long MaximalBytes { get; init; } = long.MaxValue;

    /// <summary>A directory that all workers share, in which partitions are saved; null for none.</summary>
    public string? SharedDirectory { get; init; }

    /// <summary>How long an exploration goes on between two times that it is saved.</summary>
    public TimeSpan SaveInterval { get; init; } = UsualSaveInterval;

    /// <summary>The usual interval.</summary>
    public static TimeSpan UsualSaveInterval { get; } = TimeSpan.FromMinutes(1);

    /// <summary>How connections are secured; null where they are not.</summary>
    public TransportSecurity? Security { get; init; }

    /// <summary>Whether what Orleans says is printed on standard error.</summary>
    public bool IsVerbose { get; init; }

    /// <summary>Its name in what is shown: that of the machine, and its port.</summary>
    public string Name { get; init; } = Environment.MachineName;
}
