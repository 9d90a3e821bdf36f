using ModelCheck.Cli.Commands;
using ModelCheck.Exploration.Scenarios;

using Xunit;

namespace ModelCheck.Properties.Cli;

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
        using (OutputFile? file = OutputFile.Open(link))
        {
            file!.Write("after");
        }

        Assert.Equal("after", File.ReadAllText(target));
        Assert.Equal(target, File.ResolveLinkTarget(link, returnFinalTarget: true)?.FullName);
    }

    [Fact]
    public void A_file_that_is_not_there_yet_is_made()
    {
        using var directory = new TemporaryDirectory();
        using (OutputFile? file = OutputFile.Open(directory["new.json"]))
        {
            file!.Write("content");
        }

        Assert.Equal("content", File.ReadAllText(directory["new.json"]));
    }

    [Theory]
    [InlineData("/dev/null")]
    [InlineData("/dev/stdout")]
    [InlineData("/proc/version")]
    public void What_is_no_file_is_not_replaced_by_one(string path)
    {
        BadInputException refused = Assert.Throws<BadInputException>(() => OutputFile.Open(path));
        Assert.StartsWith($"{path} cannot be written: ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_written_in_the_end_leaves_nothing_behind()
    {
        using var directory = new TemporaryDirectory();
        string path = directory["kept.json"];
        File.WriteAllText(path, "before");
        using (OutputFile? file = OutputFile.Open(path))
        {
            Assert.NotNull(file);
            Assert.Equal(2, Directory.GetFiles(directory[string.Empty]).Length);
        }

        Assert.Equal([path], Directory.GetFiles(directory[string.Empty]));
        Assert.Equal("before", File.ReadAllText(path));
    }
}
