using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Bridge;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Requirements;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Exploration.Comparing;

/// <summary>
/// What is known in the middle of a comparison, as it is saved: a line with a checksum, and a text in JSON. Traces are
/// their operations, from which the model gives the rest again.
/// </summary>
internal sealed record KnownComparison
{
    /// <summary>What the outcome of the comparison depends on.</summary>
    public required SearchAspect[] Identity { get; init; }

    /// <summary>What is known of each policy that is searched, in their order.</summary>
    public required KnownPolicy[] Policies { get; init; }

    /// <summary>Writes what is known.</summary>
    internal static byte[] Write(ImmutableArray<SearchAspect> identity, Twins[] twins)
    {
        byte[] text = JsonSerializer.SerializeToUtf8Bytes(new KnownComparison
        {
            Identity = [.. identity],
            Policies = [.. twins.Select(KnownPolicy.Of)],
        });
        return [.. ChecksumOf(text), (byte)'\n', .. text];
    }

    /// <summary>Reads what was written; null if it is not as it was written.</summary>
    internal static KnownComparison? Read(byte[] content)
    {
        int end = Array.IndexOf(content, (byte)'\n');
        if (end < 0 || !content.AsSpan(0, end).SequenceEqual(ChecksumOf(content.AsSpan(end + 1))))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<KnownComparison>(content.AsSpan(end + 1));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>In what it is another comparison; null when it is the same.</summary>
    internal string? DifferenceFrom(ImmutableArray<SearchAspect> identity)
    {
        foreach ((SearchAspect known, SearchAspect asked) in Identity.Zip(identity))
        {
            if (known != asked)
            {
                return $"{asked.Name} is {known.Value} there and {asked.Value} here";
            }
        }

        return Identity.Length == identity.Length ? null : "it was saved by another program";
    }

    /// <summary>Has policies know what was known of them.</summary>
    internal void Teach(Twins[] twins, Scope scope, ImmutableArray<Requirement> requirements)
    {
        foreach ((KnownPolicy known, Twins each) in Policies.Zip(twins))
        {
            each.Learn(known.Result(each.Policy, scope, requirements), known.Bound);
        }
    }

    private static byte[] ChecksumOf(ReadOnlySpan<byte> text) =>
        Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(text)));
}

/// <summary>What is known of one policy, as it is saved. Which it is, and its scope, the identity says.</summary>
internal sealed record KnownPolicy
{
    /// <summary>Within how many states it was searched.</summary>
    public required long Bound { get; init; }

    /// <summary>The counts of the search, without what it found of each property.</summary>
    public required SearchResult Exploration { get; init; }

    /// <summary>Which names were exchanged.</summary>
    public required Symmetry Symmetry { get; init; }

    /// <summary>What the orbits stand for, if that was counted.</summary>
    public required UnreducedCounts? Unreduced { get; init; }

    /// <summary>What is known of each requirement, in the order in which they are judged.</summary>
    public required KnownRequirement[] Requirements { get; init; }

    /// <summary>What is known of a policy that was searched.</summary>
    internal static KnownPolicy Of(Twins twins) => new()
    {
        Bound = twins.Bound,
        Exploration = twins.Result!.Exploration with { Findings = [] },
        Symmetry = twins.Result.Reduction?.Symmetry ?? Symmetry.None,
        Unreduced = twins.Result.Reduction?.Unreduced,
        Requirements =
        [
            .. twins.Result.Requirements.Select(result => new KnownRequirement(
                result.Verdict,
                result.Reason,
                result.Premises,
                result.Trace?.Steps.Select(step => step.Operation.Code).ToArray())),
        ],
    };

    /// <summary>The same as a result.</summary>
    internal PolicyResult Result(PolicyName policy, Scope scope, ImmutableArray<Requirement> requirements)
    {
        IModel model = Catalog.CreateModel(policy, scope);
        return new PolicyResult(
            policy,
            scope,
            Exploration,
            [
                .. requirements.Zip(Requirements, (requirement, known) => new RequirementResult(
                    requirement,
                    known.Verdict,
                    known.Reason,
                    known.Operations is { } operations ? Trace.Replay(model, operations) : null)
                {
                    Premises = known.Premises,
                }),
            ])
        {
            Reduction = Symmetry == Symmetry.None
                ? null
                : new Reduction(
                    Symmetry,
                    Symmetry == Symmetry.SlotsAlone ? [] : ScopeSymmetry.InterchangeableSessions(scope),
                    Unreduced),
        };
    }
}

/// <summary>What is known of one requirement, as it is saved.</summary>
/// <param name="Verdict">What is known.</param>
/// <param name="Reason">Why, in words.</param>
/// <param name="Premises">How often it was put to the test.</param>
/// <param name="Operations">The packed operations of its trace, if it has one.</param>
internal sealed record KnownRequirement(
    RequirementVerdict Verdict, string Reason, long? Premises, uint[]? Operations);
