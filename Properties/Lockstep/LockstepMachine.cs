using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

using Microsoft.FSharp.Collections;

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
    // Pairs of operations are left out when there are no more than so many operations.
    private const int FewEnoughForPairs = 12;

    public override Arbitrary<Setup<LockstepDriver, LockstepState>> Setup => Arb.From(
        from seed in Gen.Choose(0, int.MaxValue)
        select (Setup<LockstepDriver, LockstepState>)new Beginning(
            rules, service, new Swarm(new Dice(seed), sizes), tally));

    public override TearDown<LockstepDriver> TearDown { get; } =
        StateMachine.TearDown<LockstepDriver>(driver => driver.Finish());

    public override Gen<Operation<LockstepDriver, LockstepState>> Next(LockstepState state) =>
        from seed in Gen.Choose(0, int.MaxValue)
        select (Operation<LockstepDriver, LockstepState>)state.Swarm.Draw(state, new Dice(seed));

    /// <summary>
    /// Leaves out half of the operations, then less and less, from the end, where everything after a divergence lies;
    /// then single ones and pairs; then merges sessions; then makes arguments smaller.
    /// </summary>
    public override IEnumerable<FSharpList<Operation<LockstepDriver, LockstepState>>> ShrinkOperations(
        FSharpList<Operation<LockstepDriver, LockstepState>> s)
    {
        LockstepOperation[] operations = [.. s.Cast<LockstepOperation>()];
        return Shorter(operations).Concat(WithFewerSessions(operations)).Concat(WithSmallerArguments(operations))
            .Select(smaller => ListModule.OfSeq(smaller.Cast<Operation<LockstepDriver, LockstepState>>()));
    }

    private static IEnumerable<IEnumerable<LockstepOperation>> Shorter(LockstepOperation[] operations)
    {
        for (int size = operations.Length / 2; size >= 1; size /= 2)
        {
            for (int end = operations.Length; end > 0; end -= size)
            {
                int start = Math.Max(0, end - size);
                yield return [.. operations[..start], .. operations[end..]];
            }
        }

        for (int i = 0; operations.Length <= FewEnoughForPairs && i < operations.Length; i++)
        {
            for (int j = i + 2; j < operations.Length; j++)
            {
                yield return [.. operations[..i], .. operations[(i + 1)..j], .. operations[(j + 1)..]];
            }
        }
    }

    private static IEnumerable<IEnumerable<LockstepOperation>> WithFewerSessions(LockstepOperation[] operations)
    {
        int highest = operations.Max(
            operation => Math.Max(operation.Request.Session, operation.Request.Receiver));
        for (int from = highest; from > 0; from--)
        {
            for (int to = 0; to < from; to++)
            {
                if (operations.Any(operation => operation.Request.Session == from || operation.Request.Receiver == from))
                {
                    yield return operations.Select(operation => operation.With(operation.Request with
                    {
                        Session = operation.Request.Session == from ? to : operation.Request.Session,
                        Receiver = operation.Request.Receiver == from ? to : operation.Request.Receiver,
                    }));
                }
            }
        }
    }

    private static IEnumerable<IEnumerable<LockstepOperation>> WithSmallerArguments(LockstepOperation[] operations)
    {
        for (int i = 0; i < operations.Length; i++)
        {
            foreach (Request smaller in Smaller(operations[i].Request))
            {
                yield return [.. operations[..i], operations[i].With(smaller), .. operations[(i + 1)..]];
            }
        }
    }

    private static IEnumerable<Request> Smaller(Request request)
    {
        foreach (int size in Smaller(request.Size, least: 1))
        {
            yield return request with { Size = size };
        }

        foreach (int offset in Smaller(request.Offset, least: 0))
        {
            yield return request with { Offset = offset };
        }

        if (request.Writable)
        {
            yield return request with { Writable = false };
        }

        if (request.Session > 0)
        {
            yield return request with { Session = 0 };
        }

        if (request.Receiver > 0)
        {
            yield return request with { Receiver = 0 };
        }
    }

    // What is below the least number is odd, and is left alone.
    private static IEnumerable<int> Smaller(int number, int least)
    {
        if (number > least)
        {
            yield return least;
            if (number / 2 > least)
            {
                yield return number / 2;
            }

            if (number - 1 > least)
            {
                yield return number - 1;
            }
        }
    }

    /// <summary>Where a sequence begins; a fresh service each time, since FsCheck begins anew for each smaller one.</summary>
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
            return new LockstepDriver(service(swarm.Bounds, memory), memory, swarm.SelfCheckEvery, tally);
        }

        public override LockstepState Model() => LockstepState.Initial(swarm, rules);
    }
}
