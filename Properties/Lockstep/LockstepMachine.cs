using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

using Microsoft.FSharp.Collections;

using ModelCheck.Conformance.Lockstep;
using ModelCheck.Engine;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>Sequences of operations for a RAM service and the plain model, and how to make them smaller.</summary>
/// <param name="rules">The policy.</param>
/// <param name="service">Makes the service that is compared.</param>
/// <param name="sizes">Bounds and lengths; FsCheck's size is the length.</param>
/// <param name="tally">Counts what was asked and answered, if anybody wants to know.</param>
internal sealed class LockstepMachine(
    PlainRules rules,
    Func<ServiceBounds, IFrameMemory?, IRamService> service,
    LockstepSizes sizes,
    LockstepTally? tally = null)
    : Machine<LockstepDriver, LockstepState>
{
    private readonly LockstepShrinker _shrinker = new();

    public override Arbitrary<Setup<LockstepDriver, LockstepState>> Setup => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        select (Setup<LockstepDriver, LockstepState>)new Beginning(
            rules, service, new Swarm(new SplitMix64((ulong)seed), sizes, rules.HasFlush), tally));

    public override TearDown<LockstepDriver> TearDown { get; } =
        StateMachine.TearDown<LockstepDriver>(driver => driver.Finish());

    public override Gen<Operation<LockstepDriver, LockstepState>> Next(LockstepState state) =>
        from seed in Gen.Choose(0, int.MaxValue)
        select (Operation<LockstepDriver, LockstepState>)state.Swarm.Draw(state, new SplitMix64((ulong)seed));

    public override IEnumerable<FSharpList<Operation<LockstepDriver, LockstepState>>> ShrinkOperations(
        FSharpList<Operation<LockstepDriver, LockstepState>> s) =>
        _shrinker.Smaller([.. s.Cast<LockstepOperation>()])
            .Select(smaller => ListModule.OfSeq(smaller.Cast<Operation<LockstepDriver, LockstepState>>()));

    /// <summary>
    /// Where a sequence begins; with a fresh service each time, since FsCheck begins anew for each smaller sequence.
    /// </summary>
    private sealed class Beginning(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        Swarm swarm,
        LockstepTally? tally)
        : Setup<LockstepDriver, LockstepState>
    {
        public override LockstepDriver Actual()
        {
            FrameTags? memory = swarm.HasContents ? new FrameTags(swarm.Bounds.Frames) : null;
            tally?.Begin();
            return new LockstepDriver(service(swarm.Bounds, memory), memory, swarm.SelfCheckEvery, tally);
        }

        public override LockstepState Model() => LockstepState.Initial(swarm, rules);
    }
}
