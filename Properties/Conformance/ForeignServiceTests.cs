using ModelCheck.Conformance;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.Watching;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// Services that can do no more than the contract asks, and such as throw or do not come back: what they do is compared
/// all the same.
/// </summary>
public sealed class ForeignServiceTests
{
    private static readonly Scope Small = Scope.Uniform(2, 2, 2, quota: 2, regions: 1);

    public static TheoryData<string> Members =>
        ["Alloc", "Close", "DataspaceAt", "UsedBy", "IsFree", "SelfCheck", "DataspaceCapabilityAt", "Create"];

    [Fact]
    public void A_service_that_cannot_be_put_into_a_state_is_led_to_every_one()
    {
        ConformanceResult put = Check(OptimisedService.Create, Small);
        ConformanceResult led = Check(Plainly(OptimisedService.Create), Small);
        Assert.True(led.Conforms, led.Divergence?.Difference);
        Assert.Equal((0, put.Exploration.DistinctStates), (put.Leading, led.Exploration.DistinctStates));
        Assert.Equal(
            (put.Exploration.Transitions, put.Exploration.DisabledActions),
            (led.Exploration.Transitions, led.Exploration.DisabledActions));

        // Twice to each state, and once for what is granted there.
        Assert.InRange(
            led.Leading,
            led.Exploration.Transitions,
            20 * (led.Exploration.Transitions + led.Exploration.DistinctStates));
        ConformanceResult byTwo = Check(Plainly(OptimisedService.Create), Small, workers: 2);
        Assert.Equal((led.Comparisons, led.Leading), (byTwo.Comparisons, byTwo.Leading));
    }

    [Fact]
    public void What_a_led_service_does_wrong_is_found_by_as_short_a_trace()
    {
        foreach (ServiceFactory defect in (ServiceFactory[])
            [Defects.FreesForStrangers, Defects.IgnoresSealsInAttach, Defects.BreaksDownInRevoke])
        {
            Divergence put = Check(defect, Small).Divergence!;
            Divergence led = Check(Plainly(defect), Small).Divergence!;
            Assert.Equal(put.Trace.Steps.Length, led.Trace.Steps.Length);
            Assert.True(led.IsReplayed);
        }
    }

    [Fact]
    public void What_takes_more_than_a_way_to_a_state_is_reported_as_it_was_seen()
    {
        // No shortest way has a refusal in it.
        Divergence divergence = Check(
            Plainly((policy, bounds, memory) => new Offended(OptimisedService.Create(policy, bounds, memory))),
            Small).Divergence!;
        Assert.False(divergence.IsReplayed);
        Assert.Null(divergence.Implementation);
        Assert.Contains("asked for", divergence.Difference, StringComparison.Ordinal);
        Assert.Contains("TimeoutException: offended", divergence.Difference, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void Whatever_a_service_throws_is_a_divergence_that_names_it(string member)
    {
        foreach (bool plain in (bool[])[false, true])
        {
            ServiceFactory throwing = (policy, bounds, memory) => member == "Create"
                ? throw new NotSupportedException("out of order")
                : new Throwing(OptimisedService.Create(policy, bounds, memory), member);
            ServiceFactory create = plain ? Plainly(throwing) : throwing;
            Divergence found = Check(create, Small).Divergence!;
            Assert.Contains(
                "the implementation ends with NotSupportedException: out of order",
                found.Difference,
                StringComparison.Ordinal);
            Divergence met = Soaked.Run(create).Failure!.Shortest;
            Assert.Contains("NotSupportedException: out of order", met.Difference, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void What_differs_is_said_with_what_is_expected()
    {
        Assert.Equal(
            "r0 rights: expected ro, found rw",
            Check(Defects.IgnoresSealsInAttach, Small).Divergence!.Difference);
        Assert.Equal(
            "d0 owner: expected s0, found s1; d0 extent: expected 0+1, found 0+2; d0 rights: expected rw, found ro",
            Check(
                (policy, bounds, memory) => new Mistaken(OptimisedService.Create(policy, bounds, memory)),
                Small).Divergence!.Difference);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_service_that_does_not_come_back_is_named_with_what_it_was_asked(bool plain)
    {
        using var release = new ManualResetEventSlim();
        ServiceFactory hanging = (policy, bounds, memory) =>
            new Hanging(OptimisedService.Create(policy, bounds, memory), release);
        using var journal = CallJournal.InMemory();
        var watch = new ServiceWatch(plain ? Plainly(hanging) : hanging, journal, TimeSpan.FromMilliseconds(300));
        WatchedRun<ConformanceResult> run = watch.Run(token => Check(watch.Create, Small, 1, token), default);
        Assert.Null(run.Result);
        Divergence divergence = run.LastCall!.Under(ModelOf(Small), run.End);
        release.Set();
        Assert.Equal(
            [OperationKind.Alloc, OperationKind.Alias, OperationKind.Revoke],
            divergence.Trace.Steps.Select(step => step.Operation.Kind));
        Assert.Equal(
            $"asked for {divergence.Trace.Steps[^1].Operation}, the implementation does not come back within 0.3 s",
            divergence.Difference);
        Assert.Null(divergence.Implementation);
    }

    [Fact]
    public void A_service_that_is_watched_does_what_it_does_anyway()
    {
        using var journal = CallJournal.InMemory();
        var watch = new ServiceWatch(OptimisedService.Create, journal, ServiceWatch.UsualPatience);
        WatchedRun<ConformanceResult> run = watch.Run(token => Check(watch.Create, Small, 1, token), default);
        Assert.True(run.Result!.Conforms);
        Assert.Equal(
            (0, Check(OptimisedService.Create, Small).Comparisons), (run.Result.Leading, run.Result.Comparisons));
        Assert.Null(journal.Last());
    }

    private static ServiceFactory Plainly(ServiceFactory create) =>
        (policy, bounds, memory) => new PlainlyDelegatingService(create(policy, bounds, memory));

    private static IModel ModelOf(Scope scope) =>
        Catalog.CreateModel(new PolicyName("FirstClass", "Holder", OptimisedService.Platform), scope);

    private static ConformanceResult Check(
        ServiceFactory create, Scope scope, int workers = 1, CancellationToken cancellation = default) =>
        ConformanceChecker.Check(
            ModelOf(scope), create, new SearchLimits { Workers = workers }, new SearchProgress(), cancellation);

    private sealed class Throwing(ICheckpointedService inner, string member) : DelegatingService(inner)
    {
        public override Refusal Alloc(SessionId session, int size, out DataspaceCapability made)
        {
            Throw(nameof(Alloc));
            return base.Alloc(session, size, out made);
        }

        public override void Close(SessionId session)
        {
            Throw(nameof(Close));
            base.Close(session);
        }

        public override DataspaceStatus DataspaceAt(int slot)
        {
            Throw(nameof(DataspaceAt));
            return base.DataspaceAt(slot);
        }

        public override int UsedBy(SessionId session)
        {
            Throw(nameof(UsedBy));
            return base.UsedBy(session);
        }

        public override bool IsFree(int frame)
        {
            Throw(nameof(IsFree));
            return base.IsFree(frame);
        }

        public override DataspaceCapability DataspaceCapabilityAt(int slot)
        {
            Throw(nameof(DataspaceCapabilityAt));
            return base.DataspaceCapabilityAt(slot);
        }

        public override void SelfCheck()
        {
            Throw(nameof(SelfCheck));
            base.SelfCheck();
        }

        private void Throw(string asked)
        {
            if (asked == member)
            {
                throw new NotSupportedException("out of order");
            }
        }
    }

    private sealed class Mistaken(ICheckpointedService inner) : DelegatingService(inner)
    {
        public override DataspaceStatus DataspaceAt(int slot) => base.DataspaceAt(slot) is { Life: Life.Live } status
            ? status with { Owner = new SessionId(1), Length = 2, Writable = false }
            : default;
    }

    private sealed class Hanging(ICheckpointedService inner, ManualResetEventSlim release) : DelegatingService(inner)
    {
        public override Refusal Revoke(SessionId session, DataspaceCapability dataspace)
        {
            if (DataspaceAt(1).ParentPlusOne == 1 && DataspaceCapabilityAt(0) == dataspace)
            {
                release.Wait();
            }

            return base.Revoke(session, dataspace);
        }
    }

    // After three refusals in a row it has had enough.
    private sealed class Offended(ICheckpointedService inner) : DelegatingService(inner)
    {
        private int _refusals;

        public override Refusal Free(SessionId session, DataspaceCapability dataspace)
        {
            Refusal refusal = base.Free(session, dataspace);
            _refusals = refusal == Refusal.None ? 0 : _refusals + 1;
            return _refusals < 3 ? refusal : throw new TimeoutException("offended");
        }
    }
}
