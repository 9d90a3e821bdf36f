using System.Collections.Immutable;

using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.Shrinking;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>A failure that a random run meets is shrunk, and a shortest one is found and proved to be that.</summary>
public sealed class MinimalDivergenceTests
{
    public static TheoryData<ulong> Seeds => [1, 2, 3];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_stranger_that_may_free_is_found_shrunk_and_proved(ulong seed)
    {
        MinimisedFailure failure = Proved(Defects.FreesForStrangers, seed);

        // Two frames, an alias of both, and somebody else who is given it.
        Assert.Equal(
            [
                "Alloc(s0, 2) -> d0", "Alias(s0, d0, ro, 0, 2) -> d1", "Share(s0, s1, d1) -> granted",
                "Free(s1, d1) -> NotOwner",
            ],
            Texts(failure.Minimal!));
        Assert.Equal(
            (2, 2, 2, 0),
            (failure.Restricted.Frames, failure.Restricted.Sessions, failure.Restricted.Dataspaces,
                failure.Restricted.Regions));
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void A_seal_that_is_ignored_is_found_shrunk_and_proved(ulong seed)
    {
        MinimisedFailure failure = Proved(Defects.IgnoresSealsInAttach, seed);
        Assert.Equal(
            ["Alloc(s0, 1) -> d0", "Seal(s0, d0) -> granted", "Attach(s0, d0) -> r0"], Texts(failure.Minimal!));

        // What is left after shrinking may have an alias still, which no single step can be left out of; the explorer
        // does without.
        Assert.InRange(failure.Restricted.Dataspaces, 1, 2);
        Assert.Equal((1, 1, 1), (failure.Restricted.Frames, failure.Restricted.Sessions, failure.Restricted.Regions));
        Assert.Equal(Sharing.Open, failure.Restricted.Sharing);
        Assert.False(failure.Restricted.Contents);
    }

    [Fact]
    public void What_no_state_shows_is_shrunk_but_not_proved()
    {
        MinimisedFailure failure = Soaked.Run(Defects.GrowsTired).Failure!;

        // Five allocations, one of which may have to make room for another.
        Assert.InRange(failure.Shrunk.Trace.Steps.Length, 5, 9);
        Assert.InRange(failure.Found, failure.Shrunk.Trace.Steps.Length, 100_000);
        Assert.Equal(5, failure.Shrunk.Trace.Steps.Count(step => step.Operation.Kind == OperationKind.Alloc));
        Assert.False(failure.IsProven);
        Assert.Same(failure.Shrunk, failure.Shortest);
        Assert.Contains("a history", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_search_that_is_stopped_proves_nothing_and_says_so()
    {
        MinimisedFailure failure = Soaked.Run(Defects.FreesForStrangers, states: 1).Failure!;
        Assert.Equal(4, failure.Shrunk.Trace.Steps.Length);
        Assert.False(failure.IsProven);
        Assert.StartsWith(
            "the search for a shorter one stopped at the bound on states", failure.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_seed_gives_the_same_failure()
    {
        MinimisedFailure first = Soaked.Run(Defects.FreesForStrangers, seed: 9).Failure!;
        MinimisedFailure second = Soaked.Run(Defects.FreesForStrangers, seed: 9).Failure!;
        Assert.Equal(first.Found, second.Found);
        Assert.Equal(Texts(first.Shrunk), Texts(second.Shrunk));
        Assert.Equal(Texts(first.Minimal!), Texts(second.Minimal!));
    }

    [Fact]
    public void A_failure_that_anybody_else_has_found_can_be_minimised()
    {
        SessionId owner = new(2);
        SessionId stranger = new(3);
        ImmutableArray<Operation> operations =
        [
            Operation.Alloc(owner, 1),
            Operation.Alloc(owner, 7),
            Operation.Close(new SessionId(0)),
            Operation.Alias(owner, new DataspaceId(1), true, 1, 5),
            Operation.Share(owner, stranger, new DataspaceId(2)),
            Operation.Free(owner, new DataspaceId(0)),
            Operation.Free(stranger, new DataspaceId(2)),
            Operation.Close(owner),
        ];
        IModel model = Catalog.CreateModel(new PolicyName("Cascade", "Heir", "Native"), Soaked.Large);
        MinimisedFailure failure = MinimalDivergence.Find(
            model, Defects.FreesForStrangers, operations, new SearchLimits())!;
        Assert.Equal(7, failure.Found);

        // Sharing is needed to name it, so it stays on; which two sessions it is does not matter, so the first ones do.
        Assert.Equal(
            ["Alloc(s0, 2) -> d0", "Alias(s0, d0, ro, 0, 2) -> d1", "Share(s0, s1, d1) -> granted"],
            Texts(failure.Minimal!)[..^1]);
        Assert.Equal(Sharing.Delegated, failure.Restricted.Sharing);
        Assert.Equal([6, 10], failure.Restricted.Quotas.AsEnumerable());
        Assert.Null(MinimalDivergence.Find(
            model, OptimisedService.Create, operations, new SearchLimits()));
    }

    private static MinimisedFailure Proved(ServiceFactory create, ulong seed)
    {
        MinimisedFailure failure = Soaked.Run(create, seed).Failure!;
        Assert.True(failure.IsProven, failure.Reason);
        Assert.InRange(failure.Shrunk.Trace.Steps.Length, failure.Minimal!.Trace.Steps.Length, failure.Found);
        Assert.True(failure.Shrunk.IsReplayed);
        Assert.NotEqual(failure.Shrunk.Model, failure.Shrunk.Implementation);

        // It is what the explorer finds by itself.
        ConformanceResult alone = ConformanceChecker.Check(
            Catalog.CreateModel(failure.Policy, failure.Restricted),
            create,
            new SearchLimits(),
            new SearchProgress(),
            default);
        Divergence found = alone.Divergence!;
        Assert.Equal(Texts(found), Texts(failure.Minimal));
        Assert.Equal(found.Difference, failure.Minimal.Difference);
        return failure;
    }

    private static string[] Texts(Divergence divergence) =>
        [.. divergence.Trace.Steps.Select(step => step.ToString())];
}
