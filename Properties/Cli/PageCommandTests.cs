using System.Text.RegularExpressions;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>Reports as pages, by the command line; and that nobody pays for pages who asks for none.</summary>
public sealed partial class PageCommandTests
{
    // What is printed is longer than what a pipe holds.
    private const string Compare = "compare versioned-rom --lifetime Cascade,FirstClass,Pin --enlarge 0";

    [Theory]
    [InlineData("compare versioned-rom --lifetime Pin --enlarge 0", 10, "versioned-rom: which lifetime policy?")]
    [InlineData("explore --lifetime Pin --frames 1 --dataspaces 2", 0, "Pin with charging Holder: what it keeps")]
    [InlineData("conform --lifetime Pin --frames 1 --dataspaces 2", 0, "Implementation and model")]
    public void A_minus_for_a_file_prints_the_page_and_nothing_else(string command, int exitCode, string title)
    {
        ArgumentNullException.ThrowIfNull(command);
        Finished printed = Invocation.Run([.. command.Split(' '), "--quiet", "--html", "-"]);
        Assert.Equal((exitCode, string.Empty), (printed.ExitCode, printed.Error));
        Assert.StartsWith("<!DOCTYPE html>\n", printed.Output, StringComparison.Ordinal);
        Assert.EndsWith("</html>\n", printed.Output, StringComparison.Ordinal);
        Assert.Contains($"<title>{title}</title>", printed.Output, StringComparison.Ordinal);

        // A file is the same page, beside what is printed otherwise: the command that it tells has no names of files.
        using var directory = new TemporaryDirectory();
        Finished beside = Invocation.Run([.. command.Split(' '), "--quiet", "--html", directory["page.html"]]);
        Assert.Equal(printed.Output, File.ReadAllText(directory["page.html"]));
        Assert.Equal(["page.html"], directory.Names);
        Assert.Equal((exitCode, string.Empty), (beside.ExitCode, beside.Error));
        Assert.DoesNotContain("<html", beside.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"<code>modelcheck {command} --quiet</code>", printed.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("compare peers --json - --html -", "--json and --html cannot both be written to -")]
    [InlineData("compare peers --markdown DIR/a --html DIR/a", "--markdown and --html cannot both be written to DIR/a")]
    [InlineData("explore --lifetime Pin --html a --json a", "--json and --html cannot both be written to a")]
    [InlineData("conform --lifetime Pin --html DIR/no/page.html", "DIR/no/page.html ")]
    [InlineData("soak --lifetime Pin --html -", "no such option --html (modelcheck soak --help)")]
    public void What_cannot_be_written_is_said_in_one_line(string command, string said)
    {
        ArgumentNullException.ThrowIfNull(command);
        ArgumentNullException.ThrowIfNull(said);
        using var directory = new TemporaryDirectory();
        string place = directory[string.Empty].TrimEnd('/');
        Finished run = Invocation.Run(command.Replace("DIR", place, StringComparison.Ordinal).Split(' '));
        Assert.Equal((2, string.Empty), (run.ExitCode, run.Output));
        Assert.StartsWith(
            $"modelcheck: {said.Replace("DIR", place, StringComparison.Ordinal)}", run.Error, StringComparison.Ordinal);
        Assert.Equal(run.Error.Length - 1, run.Error.IndexOf('\n', StringComparison.Ordinal));
        Assert.Empty(directory.Names);
    }

    [Fact]
    public void A_comparison_without_a_page_loads_nothing_that_makes_pages()
    {
        string[] loaded = LoadedWhilePrinting($"{Compare} --quiet --json -");
        Assert.Contains("ModelCheck.Exploration", loaded);
        Assert.DoesNotContain(loaded, name => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal));
        Assert.DoesNotContain("ModelCheck.Web", loaded);
    }

    [Fact]
    public void A_comparison_with_a_page_loads_nothing_that_serves_pages()
    {
        string[] loaded = LoadedWhilePrinting($"{Compare} --quiet --html -");
        Assert.Contains("ModelCheck.Pages", loaded);
        Assert.Contains("Microsoft.AspNetCore.Components", loaded);
        Assert.DoesNotContain(
            loaded, name => name.StartsWith("Microsoft.AspNetCore.Server", StringComparison.Ordinal));
        Assert.DoesNotContain("ModelCheck.Web", loaded);
    }

    [Fact]
    public void An_exploration_by_this_program_alone_loads_nothing_of_a_cluster()
    {
        string[] loaded = LoadedWhilePrinting("explore --lifetime Pin --frames 1 --dataspaces 2 --quiet --html -");
        Assert.Contains("ModelCheck.Exploration", loaded);
        Assert.DoesNotContain(loaded, IsOfACluster);
    }

    [Fact]
    public void A_server_of_pages_loads_nothing_of_a_cluster_where_none_is_named()
    {
        using var directory = new TemporaryDirectory();
        Finished run = Invocation.RunScript(
            "mkfifo \"$1\"; $modelcheck serve --port 0 > \"$1\" & exec 3< \"$1\"; "
            + "head -n 1 <&3 > /dev/null; cat /proc/$!/maps; kill $!; wait $!",
            directory["pipe"]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        string[] loaded = AssembliesIn(run.Output);
        Assert.Contains("ModelCheck.Web", loaded);
        Assert.DoesNotContain(loaded, IsOfACluster);
    }

    private static bool IsOfACluster(string assembly) =>
        assembly is "ModelCheck.Cluster" or "Npgsql" or "Microsoft.Data.Sqlite"
        || assembly.StartsWith("Orleans", StringComparison.Ordinal);

    // More is printed than a pipe holds, so that the program waits once the first of it is read: by then it has made
    // all that it prints, and the files that it has mapped are the assemblies that this took.
    private static string[] LoadedWhilePrinting(string command)
    {
        using var directory = new TemporaryDirectory();
        Finished run = Invocation.RunScript(
            $"mkfifo \"$1\"; $modelcheck {command} > \"$1\" & exec 3< \"$1\"; "
            + "head -c 1 <&3 > /dev/null; cat /proc/$!/maps; cat <&3 > /dev/null; wait $!",
            directory["pipe"]);
        Assert.Equal((0, string.Empty), (run.ExitCode, run.Error));
        return AssembliesIn(run.Output);
    }

    private static string[] AssembliesIn(string maps) =>
        [.. Assembly().Matches(maps).Select(match => match.Groups[1].Value).Distinct()];

    [GeneratedRegex(@"/([\w.]+)\.dll$", RegexOptions.Multiline)]
    private static partial Regex Assembly();
}
