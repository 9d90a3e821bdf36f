using System.Collections.Immutable;

using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Comparing;

namespace ModelCheck.Exploration.Designing;

/// <summary>What is known of policies that behave alike in every reachable state of a scope.</summary>
/// <param name="Ranked">What is known of the first of them, and so of each.</param>
/// <param name="Policies">
/// The policies, that one first. They were shown to behave alike; a policy whose state space is too large for that
/// stands by itself.
/// </param>
/// <param name="IsOutdone">
/// Whether it was left before its end, since something with a name was sure to do better by what the scenario asks for.
/// </param>
public sealed record JudgedBehaviour(RankedPolicy Ranked, ImmutableArray<TabledPolicy> Policies, bool IsOutdone);
