using ModelCheck.Exploration.Scenarios;
using ModelCheck.Model.Semantics;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>Input that cannot be used: exit code 2, one line on standard error, and nothing else.</summary>
public sealed class BadInputTests
{
    private const string Cascade = "explore --lifetime Cascade";
    private const string Contents = "--contents needs at least one region, since only a region can be written";
    private const string Sessions =
        "--sessions: the sessions of a scenario come with their roles, so only its file says how many there are";

    private static string Scenarios => string.Join(", ", ScenarioFile.Bundled);

    // A command line, and what is said of it after the name of the program.
    public static TheoryData<string, string> Commands => new()
    {
        { "explore", "Option '--lifetime' is required. (modelcheck explore --help)" },
        {
            "explore --lifetime Cascad",
            $"--lifetime: no policy Cascad; there are {Names(Catalog.Lifetimes)}"
        },
        { $"{Cascade} --charging Me", $"--charging: no policy Me; there are {Names(Catalog.Chargings)}" },
        {
            $"{Cascade} --platform Windows",
            $"--platform: no policy Windows; there are {Names(Catalog.Platforms)}"
        },
        { $"{Cascade} --frames 0", "--frames must be 1 to 32, not 0" },
        { $"{Cascade} --frames 33", "--frames must be 1 to 32, not 33" },
        {
            $"{Cascade} --frames many",
            "--frames must be a whole number of at most 2147483647, not many"
        },
        { $"{Cascade} --require Confinement", "--require: Confinement does not apply: no Attach in this scope" },
        {
            $"{Cascade} --kinds Alloc,Attach",
            "--kinds: the bounds leave no Attach (sessions, regions, sharing, contents)"
        },
        { $"{Cascade} --sessions 9", "--sessions must be 1 to 8, not 9" },
        { $"{Cascade} --dataspaces 17", "--dataspaces must be 1 to 16, not 17" },
        { $"{Cascade} --regions -1", "--regions must be 0 to 8, not -1" },
        { $"{Cascade} --quota 99999999999", "--quota must be whole numbers of at most 65535, not 99999999999" },
        { $"{Cascade} --quota 65536", "--quota must be 0 to 65535, not 65536" },
        { $"{Cascade} --quota 1,-1", "--quota must be 0 to 65535, not -1" },
        { $"{Cascade} --quota 1,2,3", "--quota 3 quotas for 2 sessions" },
        { $"{Cascade} --alias-cost -1", "--alias-cost must be 0 to 65535, not -1" },
        { $"{Cascade} --contents", Contents },
        { $"{Cascade} --sharing closed", "--sharing must be open or delegated, not closed" },
        {
            $"{Cascade} --kinds Alloc,Malloc",
            "--kinds: no operation Malloc; there are Alloc, Alias, Free, Revoke, Seal, Attach, Detach, Share, "
            + "Write, Close, Drop, Donate"
        },
        { $"{Cascade} --require Everything", "--require: no requirement Everything; 'modelcheck policies' lists them" },
        { $"{Cascade} --require FreeSucceeds,", "--require: no requirement ; 'modelcheck policies' lists them" },
        { $"{Cascade} --memory lots", "--memory must be a size like 512MiB or 4GiB, not lots" },
        { $"{Cascade} --memory 1MB", "--memory must be a size like 512MiB or 4GiB, not 1MB" },
        { $"{Cascade} --workers 0", "--workers must be 1 to 1024, not 0" },
        { $"{Cascade} --max-states 0", "--max-states must be at least 1, not 0" },
        { $"{Cascade} --symmetry frames", "--symmetry must be sessions or slots, not frames" },
        {
            $"{Cascade} --symmetry --charging Heir",
            "--symmetry: charging Heir looks at the order of slots; '--symmetry sessions' leaves slots as they are"
        },
        {
            $"{Cascade} --symmetry slots --charging Heir --quota 1,2",
            "--symmetry: charging Heir looks at the order of slots"
        },
        {
            $"{Cascade} --symmetry sessions --quota 1,2",
            "--symmetry: the scope tells every session from every other"
        },
        {
            "compare peer.json",
            $"peer.json: no such file, and no bundled scenario; there are {Scenarios}"
        },
        { "compare peers --workers 0", "--workers must be 1 to 1024, not 0" },
        { "compare peers --json - --markdown -", "--json and --markdown cannot both be written to -" },
        { "conform", "--lifetime or --all-policies is needed (modelcheck conform --help)" },
        { "soak", "--lifetime or --all-policies is needed (modelcheck soak --help)" },
        {
            "conform --all-policies --charging Heir",
            "--all-policies names every lifetime and charging policy; --lifetime and --charging name some"
        },
        {
            "soak --all-policies --lifetime Pin",
            "--all-policies names every lifetime and charging policy; --lifetime and --charging name some"
        },
        {
            "conform --lifetime Pin --platform BaseLinux",
            "--platform: the implementation stands for Native and Quarantine, not BaseLinux"
        },
        { "conform --lifetime Pin,Pins", $"--lifetime: no policy Pins; there are {Names(Catalog.Lifetimes)}, all" },
        {
            "conform --lifetime all --sealing Wax",
            $"--sealing: no policy Wax; there are {Names(Catalog.Sealings)}, all"
        },
        {
            "explore --lifetime Pin,Cascade",
            $"--lifetime: no policy Pin,Cascade; there are {Names(Catalog.Lifetimes)}"
        },
        {
            "conform --service some.dll --lifetime Pin --charging Heir,Holder",
            "--service follows one policy; 2 are named, Pin/Heir/Native and Pin/Holder/Native"
        },
        { "soak --lifetime Pins", $"--lifetime: no policy Pins; there are {Names(Catalog.Lifetimes)}, all" },
        { "conform --lifetime Pin --workers 0", "--workers must be 1 to 1024, not 0" },
        { "soak --lifetime Pin --operations 0", "--operations must be at least 1, not 0" },
        { "soak --lifetime Pin --max-triples 0", "--max-triples must be at least 1, not 0" },
        { "soak --lifetime Pin --seed -1", "--seed must be 0 to 18446744073709551615, not -1" },
        { "soak --lifetime Pin --seed 0x1", "--seed must be 0 to 18446744073709551615, not 0x1" },
        { "soak --lifetime Pin --workers 0", "--workers must be 1 to 1024, not 0" },
        { "soak --lifetime Pin --frames 33", "--frames must be 1 to 32, not 33" },
        {
            "soak --lifetime Pin --sharing open --kinds Share",
            "--kinds: the bounds leave no Share (sessions, regions, sharing, contents)"
        },
        {
            "soak --lifetime Pin --kinds Malloc",
            "--kinds: no operation Malloc; there are Alloc, Alias, Free, Revoke, Seal, Attach, Detach, Share, Write, "
            + "Close, Drop, Donate"
        },
        {
            "soak --lifetime Pin --regions 0 --contents",
            "--contents needs at least one region, since only a region can be written"
        },
        { "compare --symmetry", "no such option --symmetry (modelcheck compare --help)" },
        { "linux --operations -1", "--operations must be at least 0, not -1" },
        { "linux --lifetime Immortal", $"--lifetime: no policy Immortal; there are {Names(Catalog.Lifetimes)}" },
        { "soak --lifetime Pin --batch 0", "--batch must be 1 to 65536, not 0" },
        {
            "soak --lifetime Pin --platform WholeBlock --against linux",
            "--against: it stands for BaseLinux, SealedMemfd and Native, not WholeBlock"
        },
        {
            "conform --lifetime Pin --platform BaseLinux --sealing Subtree --against linux",
            "--against: sealing Subtree takes rights from mappings of other processes, which no call of the kernel can"
        },
        { "workload rom-service", "no workload rom-service; there is ram-service" },
        { "workload ram-service --parts 0", "--parts must be numbers of 1 to 1000000, not 0" },
        { "workload ram-service --parts 10,-1", "--parts must be numbers of 1 to 1000000, not 10,-1" },
        { "workload ram-service --parts 1000001", "--parts must be numbers of 1 to 1000000, not 1000001" },
        { "workload ram-service --parts 99999999999", "--parts must be numbers of 1 to 1000000, not 99999999999" },
        { "workload ram-service --parts 1,,2", "--parts must be numbers of 1 to 1000000, not 1,,2" },
        { "workload ram-service --parts many", "--parts must be numbers of 1 to 1000000, not many" },
        { "workload ram-service --parts 10,1,10", "--parts must name each number once, not 10,1,10" },
        { "workload", "Required argument 'WORKLOAD' missing for command: 'workload'. (modelcheck workload --help)" },
        { "compare peers rom-cache", "Unrecognized command or argument 'rom-cache'. (modelcheck compare --help)" },
        {
            "explain peers Firstclass",
            $"POLICY: Firstclass is no lifetime/charging; there are the lifetimes {Names(Catalog.Lifetimes)} and the "
                + $"chargings {Names(Catalog.Chargings)}"
        },
        {
            "explain peers FirstClass/Holder CanFly",
            "REQUIREMENT: no requirement CanFly; 'modelcheck policies' lists them"
        },
        { "contradictions --require CanFly", "--require: no requirement CanFly; 'modelcheck policies' lists them" },
        { "compare peers --enlarge -1", "--enlarge must be at least 0, not -1" },
        { "compare --time -1", "--time must be 0 to 1,000,000 seconds, not -1" },
        {
            "compare --lifetime Forever",
            $"--lifetime: no policy Forever; there are {Names(Catalog.Lifetimes)}, all"
        },
        {
            "compare peers --platform Windows",
            $"--platform: no policy Windows; there are {Names(Catalog.Platforms)}"
        },
        { "explain peers Pin/Heir --frames 0", "--frames must be 1 to 32, not 0" },
        { "enlarge peers Pin/Heir --dataspaces 17", "--dataspaces must be 1 to 16, not 17" },
        { "compare peers --quota 1,1,1", "--quota 3 quotas for 2 sessions" },
        { "compare vm-memory --regions 0 --contents", Contents },
        { "contradictions peers --alias-cost -1", "--alias-cost must be 0 to 65535, not -1" },
        { "contradictions peers --sharing closed", "--sharing must be open or delegated, not closed" },
        {
            "compare mapping-vanishes --regions 0 --contents false",
            "--regions, --contents: NoForeignUnmapping, which the scenario asks for, does not apply: no Attach in this "
            + "scope"
        },
        { "compare peers --sessions 3", Sessions + " (modelcheck compare --help)" },
        { "explain peers Pin/Heir --sessions=3", Sessions + " (modelcheck explain --help)" },
        { $"{Cascade} --scenario peers --sessions 3", Sessions },
        { $"{Cascade} --scenario none", $"none: no such file, and no bundled scenario; there are {Scenarios}" },
        { "compare --require CanFly", "--require: no requirement CanFly; 'modelcheck policies' lists them" },
        { "compare peers --require Confinement", "--require: Confinement does not apply: no Attach in this scope" },
        { $"{Cascade} --operations Alloc", "--operations is called --kinds (modelcheck explore --help)" },
        { "conform --lifetime Pin --operations=Alloc", "--operations is called --kinds (modelcheck conform --help)" },
        { "compare --operations Alloc", "no such option --operations (modelcheck compare --help)" },
        { $"{Cascade} --quick", "no such option --quick (modelcheck explore --help)" },
        { $"{Cascade} --frames 1e3", "--frames must be a whole number of at most 2147483647, not 1e3" },
        {
            "soak --lifetime Pin --operations many",
            $"--operations must be a whole number of at most {long.MaxValue}, not many"
        },
        {
            $"{Cascade} --charging \e[2J\u202e",
            $@"--charging: no policy \u001b[2J\u202e; there are {Names(Catalog.Chargings)}"
        },
        { "compare \e[2J.json", $@"\u001b[2J.json: no such file, and no bundled scenario; there are {Scenarios}" },
    };

    [Theory]
    [MemberData(nameof(Commands))]
    public void Bad_input_is_refused_in_one_line(string command, string expected)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished run = Invocation.Run(command.Split(' '));
        Assert.Equal($"modelcheck: {expected}{Environment.NewLine}", run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("--coverage")]
    [InlineData("--steered")]
    public void A_scope_too_large_for_the_coverage_meter_is_refused(string option)
    {
        Finished run = Invocation.Run(
            "soak", "--lifetime", "Replace", "--quiet", "--max-triples", "50000", option);
        Assert.Matches(
            $"^modelcheck: {option}: the scope is too large, more than 50,000 triples of .* under Replace/.*\n$",
            run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("", "Required command was not provided.")]
    [InlineData("revoke", "Unrecognized command or argument 'revoke'.")]
    [InlineData("--lifetime Pin", "no such option --lifetime")]
    public void Without_a_command_one_is_asked_for(string arguments, string expected)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        Finished run = Invocation.Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal($"modelcheck: {expected} (modelcheck --help){Environment.NewLine}", run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("explore --lifetime Cascade --require", "--require: no requirement ; 'modelcheck policies' lists them")]
    [InlineData("explore --lifetime Cascade --json", "a file to be written needs a name")]
    [InlineData("compare peers --markdown", "a file to be written needs a name")]
    [InlineData("compare", "a scenario needs a name")]
    public void An_empty_argument_is_refused(string command, string expected)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished run = Invocation.Run([.. command.Split(' '), string.Empty]);
        Assert.Equal($"modelcheck: {expected}{Environment.NewLine}", run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Fact]
    public void A_bad_scenario_file_is_refused_with_its_line()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["bad.json"];
        File.WriteAllText(path, "{\n  \"names\": \"x\"\n}\n");
        Finished run = Invocation.Run("compare", path);
        Assert.Equal(
            $"modelcheck: {path}:2: names: no such field; there are $schema, name, source, summary, scope, sessions, "
            + $"must, should{Environment.NewLine}",
            run.Error);
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
    }

    [Theory]
    [InlineData("explore --lifetime Cascade --json")]
    [InlineData("compare versioned-rom --json")]
    [InlineData("compare versioned-rom --markdown")]
    [InlineData("workload ram-service --parts 1 --json")]
    [InlineData("conform --lifetime Pin --json")]
    [InlineData("soak --lifetime Pin --json")]
    public void A_place_that_cannot_be_written_is_refused_before_the_run(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var directory = new TemporaryDirectory();
        Finished missing = Invocation.Run([.. command.Split(' '), directory[Path.Combine("none", "file")]]);
        Assert.StartsWith(
            $"modelcheck: {directory[Path.Combine("none", "file")]} cannot be written: ",
            missing.Error,
            StringComparison.Ordinal);
        Assert.Equal(1, missing.Error.Count('\n'.Equals));
        Assert.Equal((2, string.Empty), (missing.ExitCode, missing.Output));

        Finished directoryItself = Invocation.Run([.. command.Split(' '), directory[string.Empty]]);
        Assert.Equal(
            $"modelcheck: {directory[string.Empty]} cannot be written: it is a directory{Environment.NewLine}",
            directoryItself.Error);
        Assert.Equal((2, string.Empty), (directoryItself.ExitCode, directoryItself.Output));
        Assert.Empty(directory.Names);
    }

    [Theory]
    [InlineData("explore --lifetime Cascade --frames 0 --json FILE")]
    [InlineData("explore --lifetime Cascade --workers 0 --json FILE")]
    [InlineData("compare none --json FILE")]
    [InlineData("workload ram-service --parts 0 --json FILE")]
    [InlineData("compare versioned-rom --json FILE --markdown FILE")]
    [InlineData("compare versioned-rom --json FILE --markdown DIRECTORY")]
    public void A_run_that_fails_leaves_the_former_file_as_it_was_and_nothing_beside_it(string command)
    {
        ArgumentNullException.ThrowIfNull(command);
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["report"], "former");
        Finished run = Invocation.Run(command
            .Replace("FILE", directory["report"], StringComparison.Ordinal)
            .Replace("DIRECTORY", directory[string.Empty], StringComparison.Ordinal)
            .Split(' '));
        Assert.Equal(2, run.ExitCode);
        Assert.Equal(1, run.Error.Count('\n'.Equals));
        Assert.Equal("former", File.ReadAllText(directory["report"]));
        Assert.Equal(["report"], directory.Names);
    }

    private static string Names(IEnumerable<PolicyEntry> policies) =>
        string.Join(", ", policies.Select(policy => policy.Name));
}
