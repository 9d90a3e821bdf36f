using System.Diagnostics;

using ModelCheck.Engine;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Properties.Cli;
using ModelCheck.Properties.Engine.Toys;

using Xunit;

namespace ModelCheck.Properties.Engine;

public sealed class CheckpointDirectoryTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void A_directory_in_which_another_search_keeps_its_checkpoint_is_refused_until_that_has_ended()
    {
        using (new CheckpointDirectory(Plan()))
        {
            string message = Assert.Throws<CheckpointException>(() => Save()).Message;
            Assert.Equal($"another search keeps its checkpoint in {_directory["there"]} at the moment", message);
        }

        Save();
        Assert.Equal(["checkpoint"], Names());
    }

    [Fact]
    public void A_checkpoint_that_is_there_is_overwritten_only_when_that_is_asked_for()
    {
        Save();
        byte[] first = File.ReadAllBytes(FilePath);

        CheckpointException other = Assert.Throws<CheckpointException>(
            () => Save(Plan() with { Identity = [new("scope", "large")] }));
        CheckpointException same = Assert.Throws<CheckpointException>(() => Save());

        Assert.Equal(
            $"there is a checkpoint in {_directory["there"]} already, of another search: "
            + "its scope is 'small', that of this search 'large'",
            other.Message);
        Assert.Equal($"there is a checkpoint in {_directory["there"]} already, of this search", same.Message);
        Assert.True(other.IsOverwriteRefused && same.IsOverwriteRefused);
        Assert.Equal(first, File.ReadAllBytes(FilePath));

        Save(Plan() with { Identity = [new("scope", "large")], Overwrites = true });
        Assert.NotEqual(first, File.ReadAllBytes(FilePath));
    }

    [Fact]
    public void A_checkpoint_that_is_gone_on_from_elsewhere_does_not_permit_to_overwrite_another_one()
    {
        Save();
        Save(Plan() with { Directory = _directory["from"] });

        Assert.Throws<CheckpointException>(() => Save(Plan() with { ResumeFrom = _directory["from"] }));
        Save(Plan() with { ResumeFrom = _directory["there"] });
        Save(Plan() with { ResumeFrom = $"{_directory["."]}/from/../there/" });
    }

    [Fact]
    public void What_is_no_checkpoint_is_not_overwritten_either()
    {
        Directory.CreateDirectory(_directory["there"]);
        File.WriteAllText(FilePath, "my own");

        Assert.True(Assert.Throws<CheckpointException>(() => Save()).IsOverwriteRefused);

        Assert.Equal("my own", File.ReadAllText(FilePath));
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    public void What_is_no_file_is_refused_and_not_waited_for(string maker)
    {
        Directory.CreateDirectory(_directory["there"]);
        using (var made = Process.Start(maker, [FilePath]))
        {
            made.WaitForExit();
        }

        Assert.Equal(
            $"{FilePath} is in the way: it is no file",
            Assert.Throws<CheckpointException>(() => Save(Plan() with { Overwrites = true })).Message);
        Assert.Equal(
            $"{FilePath} is no file",
            Assert.Throws<CheckpointException>(() => Save(Plan() with { ResumeFrom = _directory["there"] })).Message);
    }

    [Fact]
    public void What_a_killed_search_has_left_is_removed_and_what_it_leads_to_is_not()
    {
        Directory.CreateDirectory(_directory["there"]);
        File.WriteAllText(_directory["mine"], "mine");
        string there = _directory["there"];
        File.WriteAllText(Path.Combine(there, "checkpoint.unfinished"), "of an earlier version");
        File.WriteAllText(Path.Combine(there, "checkpoint.0123456789abcdef.unfinished"), "half");
        File.CreateSymbolicLink(Path.Combine(there, "checkpoint.link.unfinished"), _directory["mine"]);
        File.WriteAllText(Path.Combine(there, "notes"), "kept");

        Save();

        Assert.Equal(["checkpoint", "notes"], Names());
        Assert.Equal("mine", File.ReadAllText(_directory["mine"]));
    }

    [Fact]
    public void A_draft_is_a_new_file_and_no_link_leads_it_elsewhere()
    {
        File.WriteAllText(_directory["mine"], "mine");
        File.CreateSymbolicLink(_directory["draft"], _directory["mine"]);
        using var directory = new CheckpointDirectory(Plan());

        Assert.Throws<IOException>(() => Plan().Create(_directory["draft"]));

        Assert.Equal("mine", File.ReadAllText(_directory["mine"]));
        Assert.NotEqual(directory.NewDraftPath(), directory.NewDraftPath());
    }

    [Fact]
    public void A_full_disk_leaves_no_draft_behind()
    {
        Save();
        Save(Plan() with { ResumeFrom = _directory["there"], Create = path => new FullDisk(path, 5000) });

        Assert.Equal(["checkpoint"], Names());
    }

    [Fact]
    public void A_fault_in_reading_is_named_as_one()
    {
        Save();
        CheckpointPlan failing = Plan() with
        {
            ResumeFrom = _directory["there"],
            Open = path => new FailingDisk(path, 1000),
        };

        Assert.Equal(
            $"{FilePath} cannot be read: Input/output error",
            Assert.Throws<CheckpointException>(() => Save(failing)).Message);
    }

    private string FilePath => Path.Combine(_directory["there"], CheckpointPlan.FileName);

    private IEnumerable<string?> Names() =>
        Directory.EnumerateFileSystemEntries(_directory["there"]).Select(Path.GetFileName).Order();

    private CheckpointPlan Plan() => new(_directory["there"], [new("scope", "small")]) { Interval = TimeSpan.Zero };

    private void Save(CheckpointPlan? plan = null) =>
        Run.Within(new Grid(20), new SearchLimits { MaximalStates = 100, Checkpoint = plan ?? Plan() });

    /// <summary>A file on a disk that cannot read more than so many bytes.</summary>
    private sealed class FailingDisk(string path, long whole) : FileStream(path, FileMode.Open, FileAccess.Read)
    {
        public override int Read(Span<byte> buffer) =>
            Position + buffer.Length > whole ? throw new IOException("Input/output error") : base.Read(buffer);
    }
}
