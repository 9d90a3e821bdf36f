using ModelCheck.Model.Service;
using ModelCheck.Properties.Repository;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// <c>--service</c> with what is no service: exit code 2, and one line. With services that throw, hang or end their
/// process: exit code 11, and what they were asked last.
/// </summary>
public sealed class ForeignServiceCommandTests : IClassFixture<ForeignServices>
{
    private const string Policy =
        "--lifetime FirstClass --charging Holder --frames 2 --sessions 1 --dataspaces 2 --quiet";

    private readonly ForeignServices _services;

    public ForeignServiceCommandTests(ForeignServices services) => _services = services;

    // What is named, and what is said of it; DIR is the folder that it lies in.
    public static TheoryData<string, string> Unusable => new()
    {
        { "DIR/none.dll", "there is no file DIR/none.dll" },
        { "DIR/none.dll:Foreign.Throwing", "there is no file DIR/none.dll" },
        { "DIR", "there is no file DIR" },
        { "DIR/text.dll", "DIR/text.dll is no .NET assembly" },
        { "DIR/nothing.dll", "DIR/nothing.dll has no public class that implements IRamService" },
        { "DIR/nothing.dll:Nothing", "DIR/nothing.dll has no public class that implements IRamService" },
        { "DIR/services.dll", $"DIR/services.dll has several services, name one: DIR/services.dll:TYPE of {All}" },
        { "DIR/services.dll:Throwin", $"DIR/services.dll has no service Throwin; there are {All}" },
        { "DIR/services.dll:Empty", $"DIR/services.dll has no service Empty; there are {All}" },
        {
            "DIR/services.dll:Unmakeable",
            "Foreign.Unmakeable has no public constructor with the parameters (ServiceBounds, IFrameMemory)"
        },
        {
            "DIR/later.dll",
            $"DIR/later.dll is built for .NETCoreApp,Version=v99.0, and this is .NET {Environment.Version.ToString(2)}"
        },
        {
            "DIR/framework.dll",
            "DIR/framework.dll is built for .NETFramework,Version=v4.8, and this is .NET "
            + Environment.Version.ToString(2)
        },
        {
            "DIR/othermodel.dll",
            "DIR/othermodel.dll refers to ModelCheck.Model 99.0.0.0, and this is "
            + $"{typeof(IRamService).Assembly.GetName().Version}: build it against this one"
        },
        { "DIR/lacking.dll", $"DIR/lacking.dll cannot be loaded: {Lacking}" },
        { "DIR/askingfor.dll", $"DIR/askingfor.dll cannot be loaded: {Lacking}" },
        { "DIR/marked.dll", $"DIR/marked.dll cannot be loaded: {Lacking}" },
        {
            "DIR/garbled.dll",
            "DIR/garbled.dll cannot be loaded: Could not load file or assembly 'text, Version=0.0.0.0, "
            + "Culture=neutral, PublicKeyToken=null'. An attempt was made to load a program with an incorrect format."
        },
        { "DIR/incomplete.dll", "DIR/incomplete.dll cannot be loaded: " },
    };

    // What is named, how it ends, and what it was asked.
    public static TheoryData<string, string, string> Failing => new()
    {
        { "conform", "Throwing", "the implementation ends with NotSupportedException: out of order" },
        { "soak", "Throwing", "the implementation ends with NotSupportedException: out of order" },
        { "conform", "Leaving", "the implementation ends the process, with exit code 0" },
        { "soak", "Leaving", "the implementation ends the process, with exit code 0" },
        { "conform", "Failing", "the implementation ends the process, by signal 6" },
        { "conform", "Overflowing", "the implementation ends the process, by signal 6" },
        { "conform", "Hanging --timeout 1", "the implementation does not come back within 1 s" },
    };

    private static string All => string.Join(
        ", ",
        ((string[])["Throwing", "Leaving", "Failing", "Overflowing", "Hanging", "Unmakeable"])
            .Select(name => $"Foreign.{name}"));

    private static string Lacking =>
        "Could not load file or assembly 'Missing, Version=0.0.0.0, Culture=neutral, PublicKeyToken=null'. "
        + "The system cannot find the file specified.";

    [Theory]
    [MemberData(nameof(Unusable))]
    public void What_is_no_service_ends_with_one_line(string place, string said)
    {
        ArgumentNullException.ThrowIfNull(place);
        ArgumentNullException.ThrowIfNull(said);

        // As the process that is to run the service: what it says is what the user reads.
        string[] arguments =
            ["conform", .. Policy.Split(' '), "--service", _services.In(place), "--journal", _services.NewJournal()];

        // Whoever goes through all assemblies of a process, as Orleans does, stumbles over one that has an attribute
        // which cannot be loaded: it is to be in no process that runs other tests.
        Finished run = place.EndsWith("marked.dll", StringComparison.Ordinal)
            ? Invocation.RunProcess(arguments)
            : Invocation.Run(arguments);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        string line = Assert.Single(run.Error.Trim().Split('\n'));
        Assert.Equal(line + "\n", run.Error);
        Assert.StartsWith($"modelcheck: --service: {_services.In(said)}", line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("conform")]
    [InlineData("soak")]
    public void A_process_that_finds_no_service_says_so_once(string command)
    {
        Finished run = Invocation.RunProcess(
            [command, .. Policy.Split(' '), "--service", _services.In("DIR/text.dll")]);
        Assert.Equal(
            (2, string.Empty, _services.In("modelcheck: --service: DIR/text.dll is no .NET assembly\n")),
            (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [MemberData(nameof(Failing))]
    public void What_a_service_was_asked_last_is_said_whatever_becomes_of_it(string command, string service, string end)
    {
        Finished run = Invocation.RunProcess(
            [command, .. Policy.Split(' '), "--service", .. _services.In($"DIR/services.dll:{service}").Split(' ')]);
        Assert.Equal(11, run.ExitCode);
        Assert.Contains($"asked for Alloc(s0, 1), {end}", run.Output, StringComparison.Ordinal);
        Assert.Contains("  1  Alloc(s0, 1)", run.Output, StringComparison.Ordinal);
    }
}
