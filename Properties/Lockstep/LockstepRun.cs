using System.Collections.Immutable;

using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Lockstep;

/// <summary>How many sequences are run.</summary>
/// <param name="Small">Of <see cref="LockstepSizes.Small"/>.</param>
/// <param name="Large">Of <see cref="LockstepSizes.Large"/>.</param>
internal readonly record struct LockstepBudget(int Small, int Large)
{
    /// <summary>A third of a second for a policy, or so.</summary>
    internal static LockstepBudget Standard { get; } = new(300, 30);
}

/// <summary>Runs sequences on a RAM service and the plain model.</summary>
internal static class LockstepRun
{
    // Half of the golden ratio's bits: the increment that FsCheck's generator of random numbers is made for.
    private const ulong Gamma = 0x9E37_79B9_7F4A_7C15;

    /// <summary>Runs small sequences, then large ones, until a service and the plain model part.</summary>
    /// <param name="rules">The policy.</param>
    /// <param name="service">Makes the service, in its initial state.</param>
    /// <param name="budget">How many sequences.</param>
    /// <param name="seed">Where the series of sequences begins.</param>
    /// <param name="tally">Counts what was asked and answered.</param>
    /// <returns>The divergence, or null.</returns>
    internal static Divergence? FirstDivergence(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        LockstepBudget budget,
        ulong seed,
        LockstepTally? tally = null) =>
        FirstDivergence(rules, service, LockstepSizes.Small, budget.Small, seed, tally)
        ?? FirstDivergence(rules, service, LockstepSizes.Large, budget.Large, seed, tally);

    /// <summary>Runs sequences of some sizes until a service and the plain model part.</summary>
    /// <param name="rules">The policy.</param>
    /// <param name="service">Makes the service, in its initial state.</param>
    /// <param name="sizes">The sizes.</param>
    /// <param name="cases">How many sequences.</param>
    /// <param name="seed">Where the series of sequences begins.</param>
    /// <param name="tally">Counts what was asked and answered.</param>
    /// <returns>The divergence, or null.</returns>
    internal static Divergence? FirstDivergence(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        LockstepSizes sizes,
        int cases,
        ulong seed,
        LockstepTally? tally = null) =>
        cases == 0 ? null : Run(
            rules,
            service,
            sizes,
            tally,
            Config.Quick.WithMaxTest(cases).WithReplay(seed, Gamma));

    /// <summary>Runs the one sequence that a divergence was found with.</summary>
    /// <param name="rules">The policy.</param>
    /// <param name="service">Makes the service, in its initial state.</param>
    /// <param name="sizes">The sizes that it was found among.</param>
    /// <param name="replay">Its replay triple.</param>
    /// <returns>The divergence, or null.</returns>
    internal static Divergence? Replayed(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        LockstepSizes sizes,
        LockstepReplay replay) =>
        Run(
            rules,
            service,
            sizes,
            tally: null,
            Config.Quick.WithMaxTest(1).WithReplay(replay.Seed, replay.Gamma, replay.Size));

    private static Divergence? Run(
        PlainRules rules,
        Func<ServiceBounds, IFrameMemory?, IRamService> service,
        LockstepSizes sizes,
        LockstepTally? tally,
        Config config)
    {
        var runner = new Catching(rules, service, sizes);
        Check.One(
            config.WithStartSize(sizes.Length.Least).WithEndSize(sizes.Length.Most).WithRunner(runner),
            new LockstepMachine(rules, service, sizes, tally).ToProperty());
        return runner.Caught;
    }

    /// <summary>Keeps what FsCheck would print.</summary>
    private sealed class Catching(
        PlainRules rules, Func<ServiceBounds, IFrameMemory?, IRamService> service, LockstepSizes sizes) : IRunner
    {
        internal Divergence? Caught { get; private set; }

        public void OnStartFixture(Type value)
        {
        }

        public void OnArguments(
            int value, FSharpList<object> value1, FSharpFunc<int, FSharpFunc<FSharpList<object>, string>> value2)
        {
        }

        public void OnShrink(FSharpList<object> value, FSharpFunc<FSharpList<object>, string> value1)
        {
        }

        public void OnFinished(string value, TestResult value1)
        {
            if (value1 is TestResult.Passed)
            {
                return;
            }

            if (value1 is not TestResult.Failed failed)
            {
                throw new InvalidOperationException($"no verdict: {value1}");
            }

            // Without a label it was the last self-check that threw, after the sequence.
            string message = string.Join("; ", failed.Item1.Labels.Where(label => label.Length > 0));
            string thrown = failed.Item4 is FsCheck.Outcome.Failed outcome
                ? outcome.Item.Message
                : failed.Item4.ToString();
            var shrunk = (MachineRun<LockstepDriver, LockstepState>)failed.Item3.Head;
            var asFound = (MachineRun<LockstepDriver, LockstepState>)failed.Item2.Head;
            Swarm swarm = shrunk.Setup.Item1.Swarm;
            Caught = new Divergence(
                message.Length > 0 ? message : thrown,
                swarm.Bounds,
                Texts(shrunk),
                Texts(asFound),
                sizes,
                new LockstepReplay(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7),
                new Lazy<string>(
                    () => LockstepMinimum.Of(rules, service, swarm, Operations(asFound), Operations(shrunk))));
        }

        private static ImmutableArray<string> Texts(MachineRun<LockstepDriver, LockstepState> run) =>
            [.. run.Operations.Select(step => $"{step.Item2.Asked} -> {step.Item2.Expected}")];

        private static ImmutableArray<ModelCheck.Model.Vocabulary.Operation> Operations(
            MachineRun<LockstepDriver, LockstepState> run) =>
            [.. run.Operations.Select(step => step.Item2.Operation).OfType<ModelCheck.Model.Vocabulary.Operation>()];
    }
}
