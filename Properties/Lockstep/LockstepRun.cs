using System.Collections.Immutable;

using FsCheck;
using FsCheck.Experimental;
using FsCheck.Fluent;

using Microsoft.FSharp.Collections;
using Microsoft.FSharp.Core;

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
            new LockstepMachine(rules, service, sizes, tally),
            sizes,
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
            new LockstepMachine(rules, service, sizes),
            sizes,
            Config.Quick.WithMaxTest(1).WithReplay(replay.Seed, replay.Gamma, replay.Size));

    private static Divergence? Run(LockstepMachine machine, LockstepSizes sizes, Config config)
    {
        var runner = new Catching(sizes);
        Check.One(
            config.WithStartSize(sizes.Length.Least).WithEndSize(sizes.Length.Most).WithRunner(runner),
            machine.ToProperty());
        return runner.Caught;
    }

    /// <summary>Keeps what FsCheck would print.</summary>
    private sealed class Catching(LockstepSizes sizes) : IRunner
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
            Caught = new Divergence(
                message.Length > 0 ? message : thrown,
                ((MachineRun<LockstepDriver, LockstepState>)failed.Item3.Head).Setup.Item1.Swarm.Bounds,
                Operations(failed.Item3),
                Operations(failed.Item2),
                sizes,
                new LockstepReplay(failed.Item6.Seed, failed.Item6.Gamma, failed.Item7));
        }

        private static ImmutableArray<string> Operations(FSharpList<object> arguments) =>
        [
            .. ((MachineRun<LockstepDriver, LockstepState>)arguments.Head).Operations
                .Select(step => $"{step.Item2.Asked} -> {step.Item2.Expected}"),
        ];
    }
}
