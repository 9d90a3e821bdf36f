using System.Diagnostics;

using ModelCheck.Cli.Outputs;
using ModelCheck.Exploration.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Cli;

/// <summary>What becomes of a file that a result is written to.</summary>
public sealed class OutputFileTests
{
    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        using var directory = new TemporaryDirectory();
        string target = directory["target.json"];
        string link = directory["link.json"];
        File.WriteAllText(target, "before");
        File.CreateSymbolicLink(link, target);

        OutputFile.Open(link).Write("after");

        Assert.Equal("after", File.ReadAllText(target));
        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
    }

    [Fact]
    public void A_link_to_what_is_not_there_yet_leads_to_it_afterwards()
    {
        using var directory = new TemporaryDirectory();
        File.CreateSymbolicLink(directory["link.json"], "target.json");

        OutputFile.Open(directory["link.json"]).Write("content");

        Assert.Equal("content", File.ReadAllText(directory["target.json"]));
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_made()
    {
        using var directory = new TemporaryDirectory();

        OutputFile.Open(directory["new.json"]).Write("content");

        Assert.Equal("content", File.ReadAllText(directory["new.json"]));
    }

    [Theory]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite)]
    [InlineData(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)]
    public void The_new_file_may_be_read_by_whom_the_former_could_be_and_belongs_to_the_same(UnixFileMode mode)
    {
        using var directory = new TemporaryDirectory();
        string path = directory["private.json"];
        File.WriteAllText(path, "before");

        // Only root can give it away; for everybody else it is his own and must stay so.
        FileStatus.Give(path, 12345, 23456);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, mode);
        }

        FileStatus before = FileStatus.Of(path)!.Value;

        OutputFile.Open(path).Write("after");

        FileStatus after = FileStatus.Of(path)!.Value;
        Assert.Equal("after", File.ReadAllText(path));
        Assert.Equal((mode, before.Owner, before.Group), (after.Mode, after.Owner, after.Group));
    }

    [Theory]
    [InlineData("/proc/version")]
    [InlineData("/dev/no-such-place/report")]
    public void What_cannot_be_written_is_refused_by_the_name_that_was_given(string path)
    {
        BadInputException refused = Assert.Throws<BadInputException>(() => OutputFile.Open(path));
        Assert.StartsWith($"{path} cannot be written: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_as_long_as_names_can_be_is_written()
    {
        using var directory = new TemporaryDirectory();
        string longest = directory[new string('x', 255)];

        OutputFile.Open(longest).Write("content");

        Assert.Equal("content", File.ReadAllText(longest));
        BadInputException refused = Assert.Throws<BadInputException>(() => OutputFile.Open(longest + "x"));
        Assert.EndsWith(" cannot be written: its name is too long", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_device_is_written_to_and_stays_a_device()
    {
        OutputFile.Open("/dev/null").Write("content");

        Assert.Equal(FileKind.Stream, FileStatus.Of("/dev/null")!.Value.Kind);
        OutputException full = Assert.Throws<OutputException>(() => OutputFile.Open("/dev/full").Write("content"));
        Assert.StartsWith("/dev/full cannot be written any more: ", full.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_named_pipe_is_written_to_and_stays_a_pipe()
    {
        using var directory = new TemporaryDirectory();
        string pipe = directory["pipe"];
        using (Process made = Process.Start("mkfifo", pipe))
        {
            await made.WaitForExitAsync().ConfigureAwait(true);
        }

        // Without a reader: to find out whether it can be written must not wait for one.
        var output = OutputFile.Open(pipe);
        Task<string> reader = Task.Run(() => File.ReadAllText(pipe));
        output.Write("content");

        Assert.Equal("content", await reader.ConfigureAwait(true));
        Assert.Equal(FileKind.Stream, FileStatus.Of(pipe)!.Value.Kind);
        Assert.Equal(["pipe"], directory.Names);
    }

    [Fact]
    public void What_is_not_written_in_the_end_leaves_nothing_behind_at_any_time()
    {
        using var directory = new TemporaryDirectory();
        File.WriteAllText(directory["kept.json"], "before");

        OutputFile.Open(directory["kept.json"]);

        Assert.Equal(["kept.json"], directory.Names);
        Assert.Equal("before", File.ReadAllText(directory["kept.json"]));
    }

    [Fact]
    public void A_draft_that_cannot_take_its_place_goes_and_the_message_names_the_file()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["report.json"];
        var output = OutputFile.Open(path);
        Directory.CreateDirectory(directory[Path.Combine("report.json", "in the way")]);

        OutputException refused = Assert.Throws<OutputException>(() => output.Write("content"));

        Assert.StartsWith($"{path} cannot be written any more: ", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(".part", refused.Message, StringComparison.Ordinal);
        Assert.Equal(["report.json"], directory.Names);
    }
}
