using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using System.Runtime.InteropServices;

using ModelCheck.Cli.Outputs;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Exploration.Results;
using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Reports;
using ModelCheck.Services.Linux;

namespace ModelCheck.Cli.Commands;

/// <summary><c>modelcheck linux</c>: what the model says of Linux, beside the kernel of this machine.</summary>
internal static class LinuxCommand
{
    private const long UsualOperations = 20_000;

    // What reaches the kernel: of Revoke and Share there is nothing to see in two sessions that can name everything.
    private static readonly OperationKinds Asked = OperationKinds.Of(
        OperationKind.Alloc,
        OperationKind.Alias,
        OperationKind.Free,
        OperationKind.Seal,
        OperationKind.Attach,
        OperationKind.Detach,
        OperationKind.Close);

    /// <summary>Makes the command.</summary>
    internal static Command Create(Surroundings surroundings)
    {
        PolicyOption lifetime = PolicyOption.Lifetime("What Free and Close do to uses.", isList: false)
            .WithDefault("FirstClass");
        PolicyOption charging = PolicyOption.Charging("Who pays for a frame.", isList: false).WithDefault("Holder");
        var traces = new Option<bool>("--traces")
        {
            Description = "Tell the traces of docs/base-linux.md only.",
        };
        var operations = new Option<long>("--operations")
        {
            Description = "How many operations are asked at random on each platform, after all that can happen with "
                + "two frames, sessions, dataspaces and regions; 0 for none.",
            DefaultValueFactory = _ => UsualOperations,
            HelpName = "N",
        };
        var output = new OutputOptions("results");
        var quiet = new Option<bool>("--quiet") { Description = "Show no progress." };
        var command = new Command(
            "linux",
            "Compare what the model says of BaseLinux, SealedMemfd and Native with what this machine's kernel does, "
            + "with real files, descriptors, processes, mappings, loads and stores (exit 11 if they part).");
        command.Options.Add(lifetime.Option);
        command.Options.Add(charging.Option);
        command.Options.Add(traces);
        command.Options.Add(operations);
        output.AddTo(command);
        command.Options.Add(quiet);
        command.SetAction(arguments =>
        {
            long random = arguments.GetValue(operations);
            if (random < 0)
            {
                throw new BadInputException($"{operations.Name} must be at least 0, not {random}");
            }

            ImmutableArray<PolicyName> policies = KernelComparison.Policies(
                lifetime.NameFrom(arguments), charging.NameFrom(arguments));
            OutputSet outputs = output.OpenFor(arguments, surroundings);
            var progress = new SoakProgress();
            KernelResult result = ProgressDisplay.Watch(
                surroundings,
                arguments.GetValue(quiet),
                elapsed => ProgressDisplay.StatusOf(progress, elapsed),
                token => Compare(policies, arguments.GetValue(traces), random, progress, token));
            return outputs.Write(
                result.Diverges ? ExitCode.Diverged : result.IsDone ? ExitCode.Holds : ExitCode.Stopped,
                console => KernelReport.Write(console, result),
                () => JsonReport.Write(result));
        });
        return command;
    }

    private static KernelResult Compare(
        ImmutableArray<PolicyName> policies,
        bool onlyTraces,
        long operations,
        SoakProgress progress,
        CancellationToken cancellation)
    {
        long started = Stopwatch.GetTimestamp();
        var comparison = new KernelComparison([.. OwnProgram.Words, SessionProgram.Word]);
        try
        {
            ImmutableArray<KernelTrace> traces = comparison.Traces();
            var runs = ImmutableArray.CreateBuilder<KernelRun>();
            foreach (PolicyName policy in onlyTraces ? [] : policies)
            {
                runs.Add(comparison.Exhaustively(policy, KernelComparison.Small(Asked), progress, cancellation));
                if (operations > 0)
                {
                    runs.Add(comparison.AtRandom(
                        policy, KernelComparison.Large, operations, seed: 1, progress, cancellation));
                }
            }

            return new KernelResult(
                $"{Release()}, {RuntimeInformation.OSDescription}, {RuntimeInformation.ProcessArchitecture}",
                traces,
                runs.ToImmutable(),
                Stopwatch.GetElapsedTime(started).TotalSeconds);
        }
        catch (KernelException exception)
        {
            throw new BadInputException(exception.Message, exception);
        }
    }

    private static string Release() => $"Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}";
}
