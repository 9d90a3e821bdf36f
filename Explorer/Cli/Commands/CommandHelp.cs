using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;

namespace ModelCheck.Cli.Commands;

/// <summary>What the help of a command says beside its options: examples, and what its exit codes mean.</summary>
/// <param name="Examples">Command lines that work when typed, without the program, and what each is for.</param>
/// <param name="ExitCodes">The exit codes, but for those that any command can return.</param>
internal sealed record CommandHelp(
    ImmutableArray<(string Arguments, string Purpose)> Examples, ImmutableArray<(int Code, string Meaning)> ExitCodes)
{
    private static readonly ImmutableArray<(int Code, string Meaning)> OfAnyCommand =
    [
        (ExitCode.BadInput, "bad input, or an output that cannot be written; one line says what"),
        (ExitCode.InternalError, "a defect of the program"),
    ];

    /// <summary>The help of each command, by its name; that of the program under the empty name.</summary>
    internal static ImmutableDictionary<string, CommandHelp> All { get; } = new Dictionary<string, CommandHelp>
    {
        [string.Empty] = new(
            [
                ("compare ram-service", "which policy to choose for a scenario"),
                ("explore --lifetime Pin --require NoStrandedFrames", "one policy, and how it breaks a requirement"),
                ("policies", "what there is"),
            ],
            [
                (ExitCode.Holds, "what was required holds"),
                (ExitCode.Stopped, "stopped by a bound or a signal: what is not settled is not proved"),
                (ExitCode.Violated, "what was required is broken, or nothing puts it to the test"),
                (ExitCode.Diverged, "the implementation, a trace or a log parts from the model"),
            ]),
        ["compare"] = new(
            [
                ("compare versioned-rom", "every policy on a scenario that comes along"),
                ("compare peers --lifetime FirstClass,Pin --charging all --time 10", "some policies, for ten seconds"),
                ("compare peers --frames 4 --require NoForeignRevocation,FreeSucceeds", "more memory, fewer wishes"),
            ],
            [
                (ExitCode.Holds, "some policy keeps every must that was judged, and no other can be better"),
                (ExitCode.Stopped, "stopped before it was settled which policy is best"),
                (ExitCode.Violated, "no policy keeps every must that was judged"),
            ]),
        ["contradictions"] = new(
            [
                ("contradictions versioned-rom", "among the musts and shoulds of a scenario"),
                ("contradictions peers --require FreeSucceeds,NoForeignRevocation,CanShare", "among some requirements"),
            ],
            [
                (ExitCode.Holds, "nothing contradicts itself, and every policy was explored to the end"),
                (ExitCode.Stopped, "no contradiction is known, and not everything was explored"),
                (ExitCode.Violated, "of some requirements each policy breaks one"),
            ]),
        ["explain"] = new(
            [
                ("explain vm-memory FirstClass/Heir", "what it keeps and breaks, told by the scenario's roles"),
                ("explain peers FirstClass/Holder NoDoubleCharge", "one requirement only"),
                ("explain peers View-AR-DD/Allocator", "a lifetime without a name, as space prints it"),
            ],
            [
                (ExitCode.Holds, "the policy keeps every must"),
                (ExitCode.Stopped, "no must is known to be broken, and not everything was explored"),
                (ExitCode.Violated, "a must is broken, or nothing puts it to the test"),
            ]),
        ["enlarge"] = new(
            [
                ("enlarge versioned-rom FirstClass/Holder", "a frame, a slot, a session more: what changes?"),
                ("enlarge peers FirstClass/Holder --max-states 100000", "as far as 100,000 states of each scope"),
            ],
            [
                (ExitCode.Holds, "no verdict changes, and every scope was explored to the end"),
                (ExitCode.Stopped, "no verdict is known to change, and not everything was explored"),
                (ExitCode.Violated, "a verdict changes with the scope"),
            ]),
        ["space"] = new(
            [
                ("space peers --dataspaces 2", "all policies, in bounds that take seconds"),
                ("space versioned-rom --sealing Future", "with what Seal usually does"),
            ],
            [
                (ExitCode.Holds, "all were judged, and none without a name does better than the best that has one"),
                (ExitCode.Stopped, "the same of those that were judged, and some were not, or not to the end"),
                (ExitCode.Violated, "one without a name does better than every one that has a name"),
            ]),
        ["explore"] = new(
            [
                ("explore --lifetime Pin --require NoStrandedFrames", "with the shortest trace that breaks it"),
                ("explore --lifetime Cascade --charging Heir --scenario vm-memory", "told by a scenario's roles"),
                ("explore --lifetime FirstClass --frames 4 --symmetry", "following one of many states alike"),
            ],
            [
                (ExitCode.Holds, "explored to the end, and what --require names is kept"),
                (ExitCode.Stopped, "stopped before the end, and nothing that --require names is known to be broken"),
                (ExitCode.Violated, "something that --require names is broken, or nothing puts it to the test"),
            ]),
        ["conform"] = new(
            [
                ("conform --lifetime Pin --frames 2 --dataspaces 2", "in every state of a small scope"),
                ("conform --lifetime Pin,Cascade --charging all --frames 1 --dataspaces 2", "under several policies"),
                ("conform --lifetime all --charging Heir --kinds Alloc,Alias,Free", "what three operations do"),
            ],
            [
                (ExitCode.Holds, "no divergence, in any reachable state"),
                (ExitCode.Stopped, "no divergence so far, and not every state was compared"),
                (ExitCode.Diverged, "the implementation parts from the model"),
            ]),
        ["soak"] = new(
            [
                ("soak --lifetime Pin --operations 100000 --seed 1", "a hundred thousand operations at random"),
                ("soak --lifetime Pin --charging all --operations 50000", "shared among several policies"),
                (
                    "soak --lifetime Replace --frames 2 --dataspaces 2 --regions 0 --sharing open --steered",
                    "until everything was met"),
            ],
            [
                (ExitCode.Holds, "no divergence; with --steered everything was met"),
                (ExitCode.Stopped, "no divergence, and ended before what was asked for was done"),
                (ExitCode.Diverged, "the implementation parts from the model"),
            ]),
        ["linux"] = new(
            [
                ("linux --traces", "short stories: what the model says and what the kernel does"),
                ("linux --traces --json -", "the same for programs"),
            ],
            [
                (ExitCode.Holds, "the kernel does what the model says"),
                (ExitCode.Stopped, "stopped before everything was met"),
                (ExitCode.Diverged, "the kernel does something else"),
            ]),
        ["workload"] = new(
            [
                ("workload ram-service --parts 10,100", "a chunk of ten pages, and one of a hundred"),
                ("workload ram-service --parts 100 --json -", "the same for a program to read"),
            ],
            [
                (ExitCode.Holds, "measured"),
                (ExitCode.Stopped, "stopped before everything was measured"),
            ]),
        ["export"] = new(
            [
                ("export --lifetime FirstClass --require NoDoubleCharge --format itf", "a trace that replay takes"),
                (
                    "export --lifetime Pin --scenario peers --require NoStrandedFrames --format dot",
                    "a trace for Graphviz"),
                (
                    "export --lifetime Cascade --frames 2 --dataspaces 2 --graph --format aut",
                    "a state graph for CADP, mCRL2 or LTSmin"),
            ],
            [
                (ExitCode.Holds, "written"),
                (ExitCode.Stopped, "stopped before a trace was found; nothing is written"),
            ]),
        ["replay"] = new(
            [
                ("replay docs/examples/double-charge.itf.json", "does the model answer as the trace says?"),
                ("replay docs/examples/double-charge.itf.json --against implementation", "and the implementation?"),
            ],
            [
                (ExitCode.Holds, "everything is answered as the trace says"),
                (ExitCode.Diverged, "something is not; the first difference is told"),
            ]),
        ["check-log"] = new(
            [
                ("check-log docs/examples/operations.jsonl", "whether the model explains what was logged"),
                ("check-log docs/examples/operations.jsonl --output -", "an explanation that replay takes"),
            ],
            [
                (ExitCode.Holds, "accepted: the model has an explanation of the log"),
                (ExitCode.Stopped, "the system may have been in too many states; nothing is settled"),
                (ExitCode.Diverged, "rejected: the model has no explanation of the log"),
            ]),
        ["serve"] = new(
            [
                ("serve", "the seed's question in its purest form, on the usual port"),
                ("serve versioned-rom --lifetime Cascade --frames 4", "another scenario, and where to begin"),
                ("serve --frames 2 --sessions 3 --regions 1", "bounds of one's own"),
            ],
            [(ExitCode.Holds, "served until it was interrupted")]),
        ["worker"] = new(
            [
                ("worker", "one worker; a second one in another terminal, and this machine is a cluster"),
                ("worker --cluster lab --workers 1 --memory 2GiB", "a cluster of another name, and what it may take"),
            ],
            [
                (ExitCode.Holds, "worked until it was interrupted"),
                (ExitCode.Stopped, "given up by the other workers, since it did not answer for some seconds"),
            ]),
        ["cluster"] = new(
            [
                ("cluster", "the workers of this machine, and what they explore"),
                ("cluster --cluster lab --json -", "the same of another cluster, for a program to read"),
            ],
            [(ExitCode.Holds, "shown")]),
        ["policies"] = new(
            [
                ("policies", "names and what they mean, to read"),
                ("policies --json -", "the same for a program to read"),
            ],
            [(ExitCode.Holds, "listed")]),
    }.ToImmutableDictionary();

    /// <summary>Has the help of a command and of those within it end with what is said here.</summary>
    internal static void AddTo(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new Extended((HelpAction)option.Action!);
    }

    private void Write(TextWriter output)
    {
        output.WriteLine("Examples:");
        int width = Examples.Max(example => example.Arguments.Length);
        foreach ((string arguments, string purpose) in Examples)
        {
            output.WriteLine($"  modelcheck {arguments.PadRight(width)}  # {purpose}");
        }

        output.WriteLine();
        output.WriteLine("Exit codes:");
        foreach ((int code, string meaning) in ExitCodes.Concat(OfAnyCommand).OrderBy(entry => entry.Code))
        {
            output.WriteLine($"  {code.ToString(CultureInfo.InvariantCulture),-3} {meaning}");
        }

        output.WriteLine();
    }

    private sealed class Extended(HelpAction usual) : SynchronousCommandLineAction
    {
        // Help is what a command line is for that would be wrong without it.
        public override bool ClearsParseErrors => usual.ClearsParseErrors;

        public override int Invoke(ParseResult parseResult)
        {
            int exitCode = usual.Invoke(parseResult);
            Command command = parseResult.CommandResult.Command;
            if (All.TryGetValue(command is RootCommand ? string.Empty : command.Name, out CommandHelp? more))
            {
                more.Write(parseResult.InvocationConfiguration.Output);
            }

            return exitCode;
        }
    }
}
