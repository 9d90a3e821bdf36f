using ModelCheck.Conformance;
using ModelCheck.Conformance.Coverage;
using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Conformance.Watching;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// Drop, Donate and Flush are compared as everything else is: a service that is right in them conforms, one that is
/// wrong is found, shrunk, and named when it does not come back. The services are made from the model itself.
/// </summary>
public sealed class NewOperationsTests
{
    private static readonly Scope Small = Scope.Uniform(
        1, 2, 2, quota: 1, regions: 1, operations: OperationKinds.All) with
    { Sharing = Sharing.Delegated };

    public static TheoryData<string> Lifetimes =>
        [.. Catalog.Lifetimes.Select(lifetime => lifetime.Name)];

    public static TheoryData<string, OperationKind> Defects => new()
    {
        { nameof(KeepsWhatIsDropped), OperationKind.Drop },
        { nameof(GivesTooLittle), OperationKind.Donate },
        { nameof(LendsWhatWasLent), OperationKind.Donate },
        { nameof(ForgetsToReturn), OperationKind.Close },
        { nameof(ForgetsToFlush), OperationKind.Flush },
    };

    [Theory]
    [MemberData(nameof(Lifetimes))]
    public void What_is_right_conforms_whether_it_is_put_into_states_or_led(string lifetime)
    {
        foreach (PolicyEntry sealing in Catalog.Sealings)
        {
            var policy = new PolicyName(lifetime, "Allocator", "Quarantine", sealing.Name);
            Tables.With(policy, Small, model =>
            {
                ConformanceResult put = Check(model, Right);
                Assert.True(put.Conforms, put.Divergence?.Difference);
                Assert.True(put.Exploration.DistinctStates > 100);
            });
            Tables.With(policy, Small with { Dataspaces = 1 }, model =>
            {
                ConformanceResult led = Check(model, Plainly(Right));
                Assert.True(led.Conforms, led.Divergence?.Difference);
                Assert.True(led.Leading > 100);
            });
        }
    }

    [Theory]
    [MemberData(nameof(Defects))]
    public void What_is_wrong_is_found_everywhere_and_at_random_and_shrunk(string defect, OperationKind kind)
    {
        ServiceFactory wrong = Wrong(defect);
        var policy = new PolicyName("FirstClass", "Holder", "Quarantine");
        Scope scope = Small with { Frames = 2, Quotas = [2, 2, 2], Sessions = 3, Permitted = [], Dataspaces = 1 };
        Scope all = scope with { Permitted = [.. Enumerable.Repeat(OperationKinds.All, scope.Sessions)] };
        Divergence found = Check(policy, all, wrong).Divergence!;
        Assert.Equal(kind, found.Trace.Steps[^1].Operation.Kind);
        SoakResult run = Soak.Run(
            Catalog.CreateModel(policy, Soaked.Everything),
            wrong,
            new SoakPlan { Operations = 200_000, Seed = 2 },
            new SoakProgress(),
            default);
        MinimisedFailure failure = run.Failure!;
        Assert.Equal(kind, failure.Shortest.Trace.Steps[^1].Operation.Kind);
        Assert.True(failure.IsProven, failure.Reason);
        Assert.InRange(failure.Shrunk.Trace.Steps.Length, 1, found.Trace.Steps.Length + 1);
        if (defect == nameof(GivesTooLittle))
        {
            Assert.Equal(2, failure.Shrunk.Trace.Steps[^1].Operation.Size);
        }
    }

    [Theory]
    [InlineData(nameof(SilentInDonate), "Donate(s0, s1, 1)")]
    [InlineData(nameof(SilentInFlush), "Flush()")]
    [InlineData(nameof(SilentInDrop), "Drop(s0, d0)")]
    public void A_service_that_does_not_come_back_from_one_is_named(string defect, string asked)
    {
        var policy = new PolicyName("Cascade", "Nobody", "Quarantine");
        IModel model = Catalog.CreateModel(policy, Small);
        using var release = new ManualResetEventSlim();
        using var journal = CallJournal.InMemory();
        ServiceFactory hanging = (named, bounds, memory) => defect switch
        {
            nameof(SilentInDonate) => new SilentInDonate(named, bounds, memory, release),
            nameof(SilentInFlush) => new SilentInFlush(named, bounds, memory, release),
            _ => new SilentInDrop(named, bounds, memory, release),
        };
        var watch = new ServiceWatch(hanging, journal, TimeSpan.FromMilliseconds(300));
        WatchedRun<ConformanceResult> run = watch.Run(
            token => ConformanceChecker.Check(model, watch.Create, new SearchLimits(), new SearchProgress(), token),
            default);
        Assert.Null(run.Result);
        Divergence divergence = run.LastCall!.Under(model, run.End);
        release.Set();
        Assert.Equal(asked, divergence.Trace.Steps[^1].Operation.ToString());
        Assert.Equal(
            $"asked for {asked}, the implementation does not come back within 0.3 s", divergence.Difference);
    }

    [Fact]
    public void Each_new_operation_is_drawn_and_granted_often_enough()
    {
        SoakResult run = Soak.Run(
            Catalog.CreateModel(new PolicyName("Busy", "Holder", "Quarantine", "Refusing"), Soaked.Everything),
            Right,
            new SoakPlan { Operations = 100_000, Seed = 4 },
            new SoakProgress(),
            default);
        Assert.Null(run.Failure);
        Assert.All(
            (OperationKind[])[OperationKind.Drop, OperationKind.Donate, OperationKind.Flush],
            kind => Assert.InRange(Count(kind, Refusal.None), 50, 50_000));
        Assert.All(
            (Refusal[])[Refusal.InvalidSession, Refusal.InvalidSize, Refusal.OutOfQuota],
            refusal => Assert.InRange(Count(OperationKind.Donate, refusal), 1, 50_000));
        Assert.InRange(Count(OperationKind.Free, Refusal.Busy), 10, 50_000);
        Assert.InRange(Count(OperationKind.Seal, Refusal.Busy), 10, 50_000);
        Assert.InRange(Count(OperationKind.Drop, Refusal.InvalidDataspace), 10, 50_000);

        long Count(OperationKind kind, Refusal refusal) =>
            run.Outcomes.Single(outcome => (outcome.Kind, outcome.Refusal) == (kind, refusal)).Count;
    }

    [Fact]
    public void A_steered_run_meets_them_all_and_the_meter_tells_what_cannot_occur()
    {
        Scope scope = Small with { Dataspaces = 1 };
        Assert.Contains((OperationKind.Free, Refusal.Busy), Met("Busy", "Quarantine", "Future"));
        Assert.DoesNotContain((OperationKind.Free, Refusal.Busy), Met("Cascade", "Quarantine", "Future"));
        Assert.Contains((OperationKind.Seal, Refusal.Busy), Met("Cascade", "Native", "Refusing"));
        Assert.DoesNotContain((OperationKind.Seal, Refusal.Busy), Met("Cascade", "Native", "Subtree"));
        Assert.Contains((OperationKind.Flush, Refusal.None), Met("Cascade", "Quarantine", "Future"));
        Assert.DoesNotContain((OperationKind.Flush, Refusal.None), Met("Cascade", "Native", "Future"));
        Assert.Contains((OperationKind.Donate, Refusal.InvalidSession), Met("Handles", "Native", "Future"));
        Assert.Contains((OperationKind.Drop, Refusal.None), Met("Handles", "Native", "Future"));

        IEnumerable<(OperationKind Kind, Refusal Refusal)> Met(string lifetime, string platform, string sealing)
        {
            SoakResult run = Soak.Run(
                Catalog.CreateModel(new PolicyName(lifetime, "Holder", platform, sealing), scope),
                Right,
                new SoakPlan { Operations = 1_000_000, IsSteered = true },
                new SoakProgress(),
                default);
            Assert.Null(run.Failure);
            CoverageResult coverage = run.Coverage!;
            Assert.True(coverage.IsComplete);
            return coverage.Rows.Select(row => (row.Kind, row.Refusal));
        }
    }

    [Fact]
    public void Runs_of_scopes_without_the_new_operations_stay_what_they_were()
    {
        SoakResult run = Soak.Run(
            Catalog.CreateModel(new PolicyName("FirstClass", "Holder", "Native"), Soaked.Large),
            Right,
            new SoakPlan { Operations = 20_000, Seed = 20130430 },
            new SoakProgress(),
            default);
        Assert.Equal((7_932, 12_068), (run.Granted, run.Refused));
    }

    private static ICheckpointedService Right(PolicyName policy, ServiceBounds bounds, IFrameMemory memory) =>
        new CheckpointedModel(policy, bounds, memory);

    private static ServiceFactory Plainly(ServiceFactory create) => (policy, bounds, memory) =>
        new PlainlyDelegatingService(create(policy, bounds, memory));

    private static ServiceFactory Wrong(string defect) => (policy, bounds, memory) => defect switch
    {
        nameof(KeepsWhatIsDropped) => new KeepsWhatIsDropped(policy, bounds, memory),
        nameof(GivesTooLittle) => new GivesTooLittle(policy, bounds, memory),
        nameof(LendsWhatWasLent) => new LendsWhatWasLent(policy, bounds, memory),
        nameof(ForgetsToReturn) => new ForgetsToReturn(policy, bounds, memory),
        nameof(ForgetsToFlush) => new ForgetsToFlush(policy, bounds, memory),
        _ => throw new ArgumentOutOfRangeException(nameof(defect)),
    };

    private static ConformanceResult Check(PolicyName policy, Scope scope, ServiceFactory create) =>
        Check(Catalog.CreateModel(policy, scope), create);

    private static ConformanceResult Check(IModel model, ServiceFactory create) =>
        ConformanceChecker.Check(model, create, new SearchLimits(), new SearchProgress(), default);

    private sealed class KeepsWhatIsDropped(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override Refusal Drop(SessionId session, DataspaceCapability dataspace)
        {
            SessionSet holders = State.HoldersOf(new DataspaceId(dataspace.Slot));
            Refusal refusal = base.Drop(session, dataspace);
            State.SetHolders(new DataspaceId(dataspace.Slot), holders);
            return refusal;
        }
    }

    private sealed class GivesTooLittle(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override Refusal Donate(SessionId giver, SessionId receiver, int size) =>
            base.Donate(giver, receiver, Math.Min(1, size));
    }

    private sealed class LendsWhatWasLent(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override Refusal Donate(SessionId giver, SessionId receiver, int size)
        {
            Refusal refusal = base.Donate(giver, receiver, size);
            if (refusal != Refusal.OutOfQuota || UsedBy(giver) + size > QuotaOf(giver))
            {
                return refusal;
            }

            State.SetGiven(giver, receiver, GivenBy(giver, receiver) + size);
            return Refusal.None;
        }
    }

    private sealed class ForgetsToReturn(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override void Close(SessionId session)
        {
            int given = State.GivenBy(new SessionId(0), session);
            base.Close(session);
            State.SetGiven(new SessionId(0), session, session.Index == 0 ? 0 : given);
        }
    }

    private sealed class ForgetsToFlush(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override void Flush()
        {
        }
    }

    private sealed class SilentInDonate(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory, ManualResetEventSlim release)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override Refusal Donate(SessionId giver, SessionId receiver, int size)
        {
            Refusal refusal = base.Donate(giver, receiver, size);
            if (refusal == Refusal.None)
            {
                release.Wait();
            }

            return refusal;
        }
    }

    private sealed class SilentInFlush(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory, ManualResetEventSlim release)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override void Flush()
        {
            foreach (RegionId region in State.Regions)
            {
                if (State.DataspaceOf(region).IsEmpty)
                {
                    release.Wait();
                }
            }

            base.Flush();
        }
    }

    private sealed class SilentInDrop(
        PolicyName policy, ServiceBounds bounds, IFrameMemory memory, ManualResetEventSlim release)
        : CheckpointedModel(policy, bounds, memory)
    {
        public override Refusal Drop(SessionId session, DataspaceCapability dataspace)
        {
            Refusal refusal = base.Drop(session, dataspace);
            if (refusal == Refusal.None)
            {
                release.Wait();
            }

            return refusal;
        }
    }
}
