using System.Collections.Immutable;
using System.Diagnostics;

using ModelCheck.Conformance.Exhaustive;
using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Engine;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Peers;
using ModelCheck.Properties.Repository;
using ModelCheck.Services.Piped;

using Xunit;

namespace ModelCheck.Properties.Services;

/// <summary>
/// A service that another program keeps is compared like any other, and nothing that it writes is trusted.
/// </summary>
public sealed class PipedServiceTests
{
    private static readonly Scope Small = Scope.Uniform(frames: 2, sessions: 2, dataspaces: 2, quota: 2);

    private static readonly string Example = Path.Combine(Checkout.Root, "docs", "examples", "ram_service.py");

    /// <summary>Programs that do not keep to the protocol, in Python, and what is said of each.</summary>
    public static TheoryData<string, string> Hostile => new()
    {
        { "", "the program ended with exit code 0 when it was asked for hello" },
        { "import sys; sys.exit(3)", "the program ended with exit code 3 when it was asked for hello" },
        { "raise Exception('no')", "standard error: Exception: no" },
        { "import time; time.sleep(1000)", "the program hangs: no answer to hello within 1 s" },
        { "import os\nwhile True: os.write(1, b'x' * 65536)", "answers hello with more than 1,048,576 bytes" },
        { "print('rubbish', flush=True); input()", "answers hello with what is no JSON object: rubbish" },
        { "print('[1]', flush=True); input()", "answers hello with what is no JSON object: [1]" },
        { "print('[' * 100000, flush=True); input()", "answers hello with what is no JSON object: [[[" },
        { "print('{\"hello\": 99999999999}', flush=True); input()", "does not say hello in version 1" },
        { "print('{\"hello\": 1}\\n{}', flush=True); input()", "said more than it was asked for, before view: {}" },
        { Answering("{\"free\": \"111\"}"), "shows what is no view: free has not a 0 or 1 for each of 2 frames" },
        { Answering("{\"free\": \"11\", \"dataspaces\": []}"), "dataspaces has not 2 entries" },
        {
            "print('{\"hello\": 1, \"policies\": [\"Pin/Nobody\"]}', flush=True); input()",
            "stands for Pin/Nobody, not Pin"
        },
        { "print('{\"hello\": 1, \"most\": {\"frames\": 1}}', flush=True); input()", "at most 1 frames, not 2" },
        { "print('{\"unsupported\": \"\\\\u001b[2J never\"}', flush=True); input()", "does not stand for" },
    };

    [InstalledTheory("g++")]
    [InlineData("Cascade", 141)]
    [InlineData("FirstClass", 481)]
    [InlineData("Pin", 253)]
    public void The_example_in_Cpp_is_the_model(string lifetime, int states)
    {
        using var built = new BuiltExample();
        using var services = new PipedServices([built.Program], TimeSpan.FromSeconds(30));
        ConformanceResult result = Check(services, lifetime, Small);
        Assert.True(result.Conforms);
        Assert.Equal(states, result.Exploration.DistinctStates);
    }

    [InstalledTheory("g++")]
    [InlineData(
        "Alloc(s0, 1) -> d0; Alias(s0, d0, ro, 0, 1) -> d1; Alias(s1, d0, ro, 0, 1) -> d2; Close(s0) -> granted")]
    public void The_bug_that_the_example_in_Cpp_can_have_is_found_by_a_shortest_trace(string trace)
    {
        using var built = new BuiltExample();
        using var services = new PipedServices([built.Program, "wrong"], TimeSpan.FromSeconds(30));
        ConformanceResult result = Check(services, "Pin", Small with { Dataspaces = 3 });
        Assert.Equal(trace, string.Join("; ", result.Divergence!.Trace.Steps));
        Assert.Equal(
            "d0: expected a zombie dataspace of s0, rw 0+1, found an empty slot", result.Divergence.Difference);
    }

    [InstalledTheory("python3")]
    [InlineData("Cascade", 141)]
    [InlineData("FirstClass", 481)]
    [InlineData("Pin", 253)]
    public void The_example_in_Python_is_the_model(string lifetime, int states)
    {
        ConformanceResult result = Compared(lifetime);
        Assert.True(result.Conforms);
        Assert.Equal(states, result.Exploration.DistinctStates);
        Assert.True(result.Leading > 0);
    }

    [Fact]
    public void The_bug_that_the_example_can_have_is_found_by_a_shortest_trace()
    {
        ConformanceResult result = Compared("FirstClass", "wrong");
        Assert.Equal(
            "Alloc(s0, 1) -> d0; Alias(s0, d0, ro, 0, 1) -> d1; Free(s0, d0) -> granted",
            string.Join("; ", result.Divergence!.Trace.Steps));
        Assert.Equal("f0: expected taken, found free", result.Divergence.Difference);
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void A_program_that_does_not_keep_to_the_protocol_is_told_of_in_one_line(string program, string told)
    {
        using var services = new PipedServices(["python3", "-c", program], TimeSpan.FromSeconds(1));
        ProtocolException exception = Assert.Throws<ProtocolException>(
            () => services.Probe(PolicyOf("Pin"), ServiceBounds.Of(Small)));
        Assert.Contains(told, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(exception.Message, char.IsControl);
    }

    [Fact]
    public void A_program_that_dies_of_an_operation_has_diverged_there()
    {
        using var services = new PipedServices(
            ["python3", "-c", File.ReadAllText(Example).Replace("def free(", "def gone(", StringComparison.Ordinal)],
            TimeSpan.FromSeconds(10));
        ConformanceResult result = Check(services, "Pin", Small);
        Assert.Contains(
            "the program ended with exit code 1 when it was asked for free", result.Divergence!.Difference,
            StringComparison.Ordinal);
        Assert.Contains("has no attribute 'free'", result.Divergence.Difference, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-such-program", "no-such-program")]
    [InlineData("", "--against names no program")]
    public void What_cannot_be_asked_is_bad_input(string program, string told)
    {
        Finished run = Invocation.Run("conform", "--lifetime", "Pin", "--quiet", "--against", program);
        Assert.Equal(2, run.ExitCode);
        Assert.Contains(told, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_soak_asks_another_program_too()
    {
        Finished run = Invocation.Run(
            "soak", "--lifetime", "Pin", "--frames", "8", "--dataspaces", "6", "--regions", "0", "--sharing", "open",
            "--operations", "500", "--seed", "1", "--quiet", "--against", $"python3 {Example}");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("no divergence", run.Output, StringComparison.Ordinal);
    }

    [InstalledTheory("g++")]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(256)]
    public void Batches_change_nothing_but_how_often_all_is_looked_at(int batch)
    {
        using var built = new BuiltExample();
        using var services = new PipedServices([built.Program], TimeSpan.FromSeconds(30));
        SoakResult run = Soaked(services, "Pin", batch, operations: 3_000);
        Assert.Null(run.Failure);
        Assert.Equal((batch, 3_000, 954), (run.Batch, run.Operations, run.Granted));
    }

    [InstalledTheory("g++")]
    [InlineData(1)]
    [InlineData(256)]
    public void A_bug_is_found_in_a_batch_and_shrunk_one_by_one(int batch)
    {
        using var built = new BuiltExample();
        using var services = new PipedServices([built.Program, "wrong"], TimeSpan.FromSeconds(30));
        MinimisedFailure failure = Soaked(services, "Pin", batch, operations: 20_000).Failure!;
        Assert.True(failure.Found > 5);
        Assert.Equal(5, failure.Minimal!.Trace.Steps.Length);
    }

    /// <summary>What a program can do in the middle of a batch; the forty-first line is in the first of them.</summary>
    [InstalledTheory("python3")]
    [InlineData("os.read(0, 1 << 20)", "hangs: no answer to")]
    [InlineData("print('{}', flush=True)", "")]
    [InlineData("sys.exit(3)", "ended with exit code 3")]
    [InlineData("print('{\"made\":[99,1]}', flush=True); continue", "")]
    [InlineData("print('nothing', flush=True); continue", "no JSON object: nothing")]
    public void What_goes_wrong_within_a_batch_is_told(string wrong, string told)
    {
        string program = File.ReadAllText(Example).Replace(
            "for line in sys.stdin:",
            $"import os\ncount = 0\nfor line in sys.stdin:\n    count += 1\n    if count == 41: {wrong}",
            StringComparison.Ordinal);
        using var services = new PipedServices(["python3", "-c", program], TimeSpan.FromSeconds(1));
        Divergence seen = Soaked(services, "Pin", batch: 64, operations: 64).Failure!.Shrunk;
        Assert.Contains(told, seen.Difference, StringComparison.Ordinal);
        Assert.NotEmpty(seen.Difference);
    }

    private static SoakResult Soaked(PipedServices services, string lifetime, int batch, long operations) => Soak.Run(
        Catalog.CreateModel(
            PolicyOf(lifetime), Scope.Uniform(frames: 8, sessions: 2, dataspaces: 6, quota: 8)),
        services.Create,
        new SoakPlan { Operations = operations, Seed = 1, Batch = batch },
        new SoakProgress(),
        default);

    private static string Answering(string view) =>
        $"print('{{\"hello\": 1}}', flush=True); input(); input(); print('{view}', flush=True); input()";

    private static PolicyName PolicyOf(string lifetime) => new(lifetime, "Holder", "Native");

    private static ConformanceResult Compared(string lifetime, params ImmutableArray<string> arguments)
    {
        using var services = new PipedServices(["python3", Example, .. arguments], TimeSpan.FromSeconds(30));
        return Check(services, lifetime, Small);
    }

    private static ConformanceResult Check(PipedServices services, string lifetime, Scope scope) =>
        ConformanceChecker.Check(
            Catalog.CreateModel(PolicyOf(lifetime), scope),
            services.Create,
            new SearchLimits { Workers = 1 },
            new SearchProgress(),
            CancellationToken.None);

    private sealed class BuiltExample : IDisposable
    {
        private readonly TemporaryDirectory _directory = new();

        internal BuiltExample()
        {
            Program = _directory["ram_service"];
            using var compiler = Process.Start(
                "g++",
                [
                    "-O2", "-std=c++17", "-Wall", "-Wextra", "-Werror", "-o", Program,
                    Path.Combine(Checkout.Root, "docs", "examples", "ram_service.cpp"),
                ]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
        }

        internal string Program { get; }

        public void Dispose() => _directory.Dispose();
    }
}
