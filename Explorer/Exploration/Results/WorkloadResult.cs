using System.Collections.Immutable;

using ModelCheck.Model.Semantics;

namespace ModelCheck.Exploration.Results;

/// <summary>What a workload costs under each arrangement.</summary>
/// <param name="Workload">The name of the workload.</param>
/// <param name="Complete">Whether all numbers of parts that were asked for were measured.</param>
/// <param name="Yardstick">What the other arrangements' times are divided by.</param>
/// <param name="Measurements">For each number of parts, in the order asked for, each arrangement.</param>
public sealed record WorkloadResult(
    string Workload, bool Complete, Arrangement Yardstick, ImmutableArray<WorkloadMeasurement> Measurements);

/// <summary>What it costs to hand out a chunk in parts under one arrangement.</summary>
/// <param name="Parts">How many parts the chunk has.</param>
/// <param name="Arrangement">How they are handed out.</param>
/// <param name="Price">What is charged while all parts are out.</param>
/// <param name="Rounds">How many times each of the times is the median of.</param>
/// <param name="HandOut">The time that it takes to hand out a part.</param>
/// <param name="TakeBack">The time that it takes to take a part back.</param>
public sealed record WorkloadMeasurement(
    int Parts, Arrangement Arrangement, HandOutPrice Price, int Rounds, PartTime HandOut, PartTime TakeBack);

/// <summary>A way to hand out parts.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Policy">The policy that the service follows.</param>
/// <param name="AliasCost">What a part costs under lifetime Managed, in frames; 0 under any other lifetime.</param>
public sealed record Arrangement(string Name, PolicyName Policy, int AliasCost);

/// <summary>The price of handing out: what is charged beyond the memory of the chunk itself.</summary>
/// <param name="Server">To the session that hands out, in frames.</param>
/// <param name="Clients">To the sessions that the parts are handed to, all together, in frames.</param>
/// <param name="Capabilities">How many dataspace slots it takes.</param>
public sealed record HandOutPrice(int Server, int Clients, int Capabilities)
{
    private const int FrameKibibytes = 4;

    /// <summary>What all sessions are charged, in frames.</summary>
    public int Frames => Server + Clients;

    /// <summary>The same in KiB.</summary>
    public long Kibibytes => (long)Frames * FrameKibibytes;
}

/// <summary>A time for each part.</summary>
/// <param name="Nanoseconds">The time.</param>
/// <param name="Ratio">The same by the time that RM sessions take in the same run.</param>
public readonly record struct PartTime(double Nanoseconds, double Ratio);
