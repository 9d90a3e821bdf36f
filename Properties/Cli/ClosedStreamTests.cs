using System.Text.Json.Nodes;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>
/// Streams that were closed before the program began, as processes: there the runtime's own files take their numbers.
/// </summary>
public sealed class ClosedStreamTests
{
    [Fact]
    public void A_program_without_streams_writes_its_files_and_takes_nothing_else_for_a_stream()
    {
        using var directory = new TemporaryDirectory();
        Finished run = Invocation.RunScript(
            """
            exec 3>&1
            explore="explore --lifetime Pin --frames 2 --dataspaces 2 --max-states 9 --quiet"
            echo before > "$1/log"
            { $modelcheck $explore --json "$1/error.json" --checkpoint "$1/saved" 2>&-; echo "error $?" >&3; } &
            { $modelcheck $explore --json "$1/both.json" >&- 2>&- <&-; echo "both $?" >&3; } &
            { $modelcheck $explore --json - >&- 2>"$1/said"; echo "output $?" >&3; } &
            { $modelcheck $explore --json /dev/stdout >> "$1/log"; echo "log $?" >&3; } &
            wait
            """,
            directory[string.Empty]);

        Assert.Contains("error 3\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("both 2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("output 2\n", run.Output, StringComparison.Ordinal);
        Assert.Contains("log 3\n", run.Output, StringComparison.Ordinal);
        Assert.All(
            ["error.json", "both.json"],
            file => Assert.IsType<JsonObject>(JsonNode.Parse(File.ReadAllText(directory[file]))));
        Assert.True(File.Exists(directory["saved/checkpoint"]));
        Assert.Equal(
            "modelcheck: standard output cannot be written: it is closed\n", File.ReadAllText(directory["said"]));
        string log = File.ReadAllText(directory["log"]);
        Assert.StartsWith("before\n{\n", log, StringComparison.Ordinal);
        Assert.IsType<JsonObject>(JsonNode.Parse(log["before\n".Length..]));
    }
}
