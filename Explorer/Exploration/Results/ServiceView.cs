using System.Collections.Immutable;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Results;

/// <summary>All that can be seen of a RAM service at one moment, as plain data.</summary>
/// <param name="Free">For each frame whether it is free.</param>
/// <param name="Writers">For each frame 1 + the session that wrote it last; 0 for none, <see cref="NotZeroed"/> for
/// what was there before.</param>
/// <param name="Dataspaces">What each dataspace slot holds.</param>
/// <param name="Namers">For each dataspace slot the sessions that can name it, a bit each.</param>
/// <param name="Regions">What each region slot holds.</param>
/// <param name="Used">What is charged to each session, in frames.</param>
/// <param name="Quotas">How much may be charged to each session, in frames.</param>
/// <param name="Given">
/// How much quota each session gave to each, in frames: that to session t at giver × sessions + t. Empty where there is
/// no Donate.
/// </param>
public sealed record ServiceView(
    ImmutableArray<bool> Free,
    ImmutableArray<byte> Writers,
    ImmutableArray<DataspaceStatus> Dataspaces,
    ImmutableArray<ulong> Namers,
    ImmutableArray<RegionStatus> Regions,
    ImmutableArray<int> Used,
    ImmutableArray<int> Quotas,
    ImmutableArray<int> Given)
{
    /// <summary>In place of a writer: the frame was handed out without being zeroed.</summary>
    public const byte NotZeroed = byte.MaxValue;
}
