using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

using ModelCheck.Cli;
using ModelCheck.Cluster.Membership;
using ModelCheck.Properties.Cluster;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>The examples in the help work when typed, and end with exit codes that the help names.</summary>
public sealed partial class CommandHelpTests
{
    // Space goes through thousands of policies, however few states it may look at.
    public static TheoryData<string> Commands =>
        [.. Names.Where(name => name != "space" || Thoroughness.IsWhole)];

    private static string[] Names => ["", .. SubcommandsIn(Invocation.Run("--help").Output)];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_works_and_ends_as_the_help_says(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        string help = Invocation.Run([.. Words(command), "--help"]).Output;
        string[] examples = [.. Example().Matches(help).Select(match => match.Groups[1].Value.Trim())];
        int[] codes =
        [
            .. Code().Matches(help[help.IndexOf("Exit codes:", StringComparison.Ordinal)..])
                .Select(match => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture)),
        ];
        Assert.InRange(examples.Length, 2, 3);
        Assert.Equal(codes.Order(), codes);
        Assert.Equal((0, 2, 70), (codes[0], codes[1], codes[^1]));
        Assert.All(examples, example =>
        {
            Assert.StartsWith(command, example, StringComparison.Ordinal);
            using IDisposable? worker = Words(example)[0] == "cluster" ? WorkerFor(Words(example)) : null;
            Finished run = Words(example)[0] is "serve" or "worker"
                ? RunInterrupted([.. Words(example), .. Briefly(example)])
                : Invocation.Run([.. Words(example), .. Briefly(example)]);
            Assert.Equal(string.Empty, run.Error);
            Assert.Contains(run.ExitCode, codes.Except([2, 70]));
        });
    }

    [Fact]
    public void Every_command_is_looked_at() => Assert.Equal(
        [
            "", "check-log", "cluster", "compare", "conform", "contradictions", "enlarge", "explain", "explore",
            "export", "linux", "policies", "replay", "serve", "soak", "space", "worker", "workload",
        ],
        Names.Order(StringComparer.Ordinal));

    // What an example may take longer over than a test should.
    private static string[] Briefly(string example) => Words(example)[0] switch
    {
        "compare" or "contradictions" => Unless(example, "--time", "1"),
        "explain" or "enlarge" or "explore" or "conform" or "space" => Unless(example, "--max-states", "300"),
        "policies" or "replay" or "check-log" or "cluster" => [],

        // Whoever is interrupted before it begins is no member of anything.
        "worker" => [],

        // A port that nobody else has.
        "serve" => ["--port", "0"],
        _ => ["--quiet"],
    };

    // What serves ends with an interrupt only.
    private static Finished RunInterrupted(string[] arguments)
    {
        using var interrupt = new Interrupt();
        interrupt.Receive(new PosixSignalContext(PosixSignal.SIGINT));
        return Invocation.Run(interrupt, arguments);
    }

    // There is nothing to be shown of a cluster that has no worker.
    private static LocalWorker WorkerFor(string[] words) => LocalWorker.Start(
        words.SkipWhile(word => word != "--cluster").Skip(1).FirstOrDefault() ?? MembershipPlace.UsualCluster);

    private static string[] Unless(string example, string option, string value) =>
        example.Contains(option, StringComparison.Ordinal) ? ["--quiet"] : [option, value, "--quiet"];

    // Files that come along are named as from where the checkout is.
    private static string[] Words(string line) =>
    [
        .. line.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.StartsWith("docs/", StringComparison.Ordinal)
                ? Path.Combine(Checkout.Root, word)
                : word),
    ];

    private static IEnumerable<string> SubcommandsIn(string help) =>
        Subcommand().Matches(help[help.IndexOf("Commands:", StringComparison.Ordinal)..help.IndexOf(
            "Examples:", StringComparison.Ordinal)]).Select(match => match.Groups[1].Value);

    [GeneratedRegex(@"^  modelcheck (.+?)  # \S.*$", RegexOptions.Multiline)]
    private static partial Regex Example();

    [GeneratedRegex(@"^  (\d+) +\S.*$", RegexOptions.Multiline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^  (\S+) ", RegexOptions.Multiline)]
    private static partial Regex Subcommand();
}
