using System.Runtime.InteropServices;
using System.Text.Json;

using ModelCheck.Cli;
using ModelCheck.Properties.Services;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>The command <c>linux</c>, and the kernel as something to compare the model with.</summary>
public sealed class LinuxCommandTests
{
    [KernelFact]
    public void It_tells_the_traces_of_the_document()
    {
        Finished run = Invocation.Run("linux", "--traces", "--quiet");
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.StartsWith("Linux ", run.Output, StringComparison.Ordinal);
        Assert.Contains("The kernel does what the model says. 9 traces", run.Output, StringComparison.Ordinal);
        Assert.Contains("says nothing of it", run.Output, StringComparison.Ordinal);
    }

    [KernelFact]
    public void Its_JSON_is_as_the_schema_says()
    {
        Finished run = Invocation.Run("linux", "--traces", "--json", "-", "--quiet");
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(Schema.Report.Validate(run.Output));
        using var document = JsonDocument.Parse(run.Output);
        Assert.False(document.RootElement.GetProperty("diverges").GetBoolean());
        Assert.Equal(9, document.RootElement.GetProperty("traces").GetArrayLength());
    }

    [KernelFact]
    public void One_that_is_interrupted_says_how_far_it_came()
    {
        using var interrupt = new Interrupt();
        interrupt.Receive(new PosixSignalContext(PosixSignal.SIGINT));
        Finished run = Invocation.Run(interrupt, "linux", "--quiet");
        Assert.Equal((3, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains("as far as it was asked until it was interrupted", run.Output, StringComparison.Ordinal);
        Assert.Contains("not explored", run.Output, StringComparison.Ordinal);
    }

    [KernelTheory]
    [InlineData("soak --operations 3000 --platform SealedMemfd --frames 8 --regions 2", "no divergence.")]
    [InlineData(
        "conform --platform BaseLinux --frames 1 --sessions 2 --dataspaces 1 --regions 1",
        "FirstClass/Holder/BaseLinux")]
    public void It_is_compared_like_any_other_service(string command, string printed)
    {
        ArgumentNullException.ThrowIfNull(command);
        string[] policy = ["--lifetime", "FirstClass", "--charging", "Holder"];
        Finished run = Invocation.Run([.. command.Split(' '), .. policy, "--against", "linux", "--quiet"]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        Assert.Contains(printed, run.Output, StringComparison.Ordinal);
    }
}
