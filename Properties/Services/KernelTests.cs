using System.Collections.Immutable;

using ModelCheck.Conformance.RandomRuns;
using ModelCheck.Exploration.Results;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Properties.Cli;
using ModelCheck.Services.Linux;

using Xunit;

namespace ModelCheck.Properties.Services;

/// <summary>The model beside the kernel of the machine that runs the tests: docs/base-linux.md.</summary>
public sealed unsafe class KernelTests
{
    /// <summary>What is met to the end, and how much that is; what takes longest where all rows are wanted.</summary>
    public static TheoryData<string, string, string, OperationKind, long, long> Small
    {
        get
        {
            var small = new TheoryData<string, string, string, OperationKind, long, long>
            {
                { "FirstClass", "BaseLinux", "Future", OperationKind.Close, 1_536, 51_176 },
                { "Cascade", "SealedMemfd", "Refusing", OperationKind.Seal, 3_858, 138_216 },
            };
            if (Thoroughness.IsWhole)
            {
                small.Add("Cascade", "SealedMemfd", "Future", OperationKind.Seal, 10_263, 369_410);
            }

            return small;
        }
    }

    private static readonly ImmutableArray<string> Session =
        ["dotnet", Invocation.ProgramFile(), SessionProgram.Word];

    /// <summary>
    /// Two frames, two sessions, two dataspaces and two regions. Where Seal is advice only, as on BaseLinux, no kernel
    /// hears of it. <c>modelcheck linux</c> asks for more under FirstClass; that takes minutes.
    /// </summary>
    [KernelTheory]
    [MemberData(nameof(Small))]
    public void The_kernel_does_what_the_model_says_in_every_state(
        string lifetime, string platform, string sealing, OperationKind seventh, long orbits, long triples)
    {
        KernelRun run = new KernelComparison(Session).Exhaustively(
            new PolicyName(lifetime, "Holder", platform, sealing),
            KernelComparison.Small(OperationKinds.Of(
                OperationKind.Alloc,
                OperationKind.Alias,
                OperationKind.Free,
                OperationKind.Attach,
                OperationKind.Detach,
                seventh)),
            new SoakProgress(),
            default);
        Assert.True(run.Soak.Failure is null, run.Soak.Failure?.Shrunk.Difference);
        Assert.True(run.Soak.IsDone);
        Assert.Equal((orbits, triples), (run.Soak.Coverage!.States, run.Soak.Coverage.Triples));
        Assert.True(run.Counts.Reopened > 0 && run.Counts.FilesGone > 0, $"{run.Counts}");
        Assert.Equal(platform == "SealedMemfd", run.Counts.ReadOnly > 0);
        Assert.Equal(sealing == "Refusing", run.Counts.SealsRefused > 0);
        Assert.Equal(seventh == OperationKind.Close, run.Counts.Kills > 0);
    }

    [KernelTheory]
    [InlineData("Unlink", "BaseLinux", "Future")]
    [InlineData("Handles", "BaseLinux", "Future")]
    [InlineData("Pin", "SealedMemfd", "Future")]
    [InlineData("Cascade", "SealedMemfd", "Refusing")]
    [InlineData("Unlink", "SealedMemfd", "Refusing")]
    [InlineData("Managed", "BaseLinux", "Future")]
    [InlineData("Replace", "SealedMemfd", "Future")]
    [InlineData("Unlink", "Native", "Immediate")]
    [InlineData("Pin", "Native", "Subtree")]
    [InlineData("Cascade", "Native", "Refusing")]
    public void The_kernel_does_what_the_model_says_at_random(string lifetime, string platform, string sealing)
    {
        KernelRun run = new KernelComparison(Session).AtRandom(
            new PolicyName(lifetime, "Holder", platform, sealing),
            KernelComparison.Large,
            operations: 12_000,
            seed: 20130430,
            new SoakProgress(),
            default);
        Assert.True(run.Soak.Failure is null, run.Soak.Failure?.Shrunk.Difference);
        Assert.Equal(12_000, run.Soak.Operations);
        Assert.True(run.Counts.Mappings > 0 && run.Counts.Stores > 0, $"{run.Counts}");
    }

    /// <summary>
    /// A kernel that does something else than the model says is found out: here the model is another one.
    /// </summary>
    [KernelTheory]
    [InlineData("Native", "Future", "BaseLinux", "Future")]
    [InlineData("BaseLinux", "Future", "Native", "Future")]
    [InlineData("SealedMemfd", "Future", "BaseLinux", "Future")]
    [InlineData("BaseLinux", "Future", "SealedMemfd", "Future")]
    [InlineData("SealedMemfd", "Refusing", "SealedMemfd", "Future")]
    [InlineData("Native", "Immediate", "Native", "Future")]
    public void A_kernel_that_does_something_else_is_noticed(
        string modelled, string modelledSealing, string platform, string sealing)
    {
        using var services = new LinuxServices(Session);
        var real = new PolicyName("FirstClass", "Holder", platform, sealing);
        SoakResult run = Soak.Run(
            Catalog.CreateModel(
                new PolicyName("FirstClass", "Holder", modelled, modelledSealing), KernelComparison.Large),
            (_, bounds, memory) => services.Create(real, bounds, memory),
            new SoakPlan { Operations = 50_000, Seed = 1, Proof = new() { MaximalStates = 1 } },
            new SoakProgress(),
            default);
        Assert.NotNull(run.Failure);
    }

    [KernelFact]
    public void The_traces_agree_and_show_what_the_document_says()
    {
        ImmutableArray<KernelTrace> traces = new KernelComparison(Session).Traces();
        Assert.All(traces, trace => Assert.True(trace.Agrees, trace.Name));
        Assert.True(traces.Sum(trace => trace.Steps.Count(step => step.Model is not null)) > 25);
        Assert.Equal(
            "EACCES for writing, then writable, after opening /proc/self/fd/N for writing", KernelOf("once more"));
        Assert.Equal("2 pages long, 2 pages held", KernelOf("fstat"));
        Assert.Equal("EACCES", KernelOf("mprotect"));
        Assert.Equal("EPERM", KernelOf("write(2)"));
        Assert.Contains("Busy", KernelOf("Seal(s0, d0)", 5), StringComparison.Ordinal);

        string KernelOf(string asked, int trace = -1) => traces
            .Where((_, index) => trace < 0 || index == trace)
            .SelectMany(one => one.Steps)
            .First(step => step.Asked.Contains(asked, StringComparison.Ordinal))
            .Kernel;
    }

    [KernelFact]
    public void A_session_that_is_killed_is_a_difference_and_no_hang()
    {
        using var services = new LinuxServices(Session);
        var policy = new PolicyName("FirstClass", "Holder", "BaseLinux");
        LinuxService? last = null;
        int made = 0;
        SoakResult run = Soak.Run(
            Catalog.CreateModel(policy, KernelComparison.Small(OperationKinds.Default)),
            (asked, bounds, memory) =>
            {
                last = (LinuxService)services.Create(asked, bounds, memory);
                if (made++ == 0)
                {
                    last.KillProcess(new SessionId(1));
                }

                return last;
            },
            new SoakPlan { Operations = 1_000, Seed = 1, Proof = new() { MaximalStates = 1 } },
            new SoakProgress(),
            default);
        Assert.Contains("has ended", run.Failure!.Shrunk.Difference, StringComparison.Ordinal);
    }

    [KernelTheory]
    [InlineData("WholeBlock", "Future", 2, "stands for")]
    [InlineData("BaseLinux", "Immediate", 2, "which no call of the kernel can")]
    [InlineData("BaseLinux", "Future", 31, "room for 30 frames")]
    public void What_the_kernel_cannot_stand_for_is_said(string platform, string sealing, int frames, string why) =>
        Assert.Contains(
            why,
            LinuxServices.WhyNot(
                new PolicyName("FirstClass", "Holder", platform, sealing),
                new ServiceBounds { Frames = frames, Dataspaces = 2, Quotas = [2] }),
            StringComparison.Ordinal);

    [KernelFact]
    public void Loads_and_stores_that_fault_are_told_from_others_and_leave_the_runtime_its_own_faults()
    {
        FaultingAccess access = FaultingAccess.Here;
        ulong* word = stackalloc ulong[] { 42 };
        Assert.True(access.Load(word, out ulong loaded));
        Assert.Equal(42ul, loaded);
        Assert.True(access.Store(word, 43));
        Assert.Equal(43ul, *word);
        Assert.False(access.Load((void*)8, out _));
        Assert.False(access.Store((void*)8, 1));

        int file = MemoryFile.Plain(1);
        byte* pages = (byte*)Libc.mmap(null, 2 * Libc.PageBytes, Libc.ProtRead, Libc.MapShared, file, 0);
        Assert.True(access.Load(pages, out _));
        Assert.False(access.Store(pages, 1), "a store to what is read-only");
        Assert.False(access.Load(pages + Libc.PageBytes, out _), "a load beyond the end of the file: SIGBUS");
        _ = Libc.close(file);

        string? nothing = Environment.GetEnvironmentVariable("NO_SUCH_VARIABLE_AS_THIS");
        Assert.Throws<NullReferenceException>(() => nothing!.Length);
    }
}
