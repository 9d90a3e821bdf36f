using ModelCheck.Cluster.Contract;
using ModelCheck.Cluster.Silos;
using ModelCheck.Engine.Checkpoints;
using ModelCheck.Exploration.Results;
using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>What partitions have saved, and what can be gone on from.</summary>
public sealed class SavedPartsTests : IDisposable
{
    private static readonly ExplorationRequest _request = new("build", "{}", [], Symmetry.None, 1, 2);

    private readonly TemporaryDirectory _directory = new();
    private readonly SavedParts _saved;

    public SavedPartsTests() => _saved = SavedParts.Of(_directory["shared"], _request.Name())!;

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Without_a_directory_nothing_is_saved() => Assert.Null(SavedParts.Of(null, _request.Name()));

    [Fact]
    public void Where_nothing_is_saved_there_is_nothing_to_go_on_from()
    {
        Assert.Null(_saved.Parts);
        Assert.Null(_saved.Latest(2, new HashSet<int>()));
        Assert.Null(_saved.Kept());
        _saved.Tidy(null);
        _saved.Delete();
    }

    [Fact]
    public void The_last_level_that_all_have_is_gone_on_from_whatever_the_attempt()
    {
        Attempt first = default(Attempt).Next();
        Attempt second = first.Next();
        Save(first, 0, 3);
        Save(first, 1, 3);
        Save(first, 1, 5);
        Save(second, 0, 5);
        Save(second, 0, 7);
        Assert.Equal(2, _saved.Parts);

        SavedLevel latest = _saved.Latest(2, new HashSet<int>())!;
        Assert.Equal(5, latest.Level);
        Assert.Equal([Directory(second, 0), Directory(first, 1)], latest.Directories);
        Assert.Equal(3, _saved.Latest(2, new HashSet<int> { 5 })!.Level);
        Assert.Null(_saved.Latest(2, new HashSet<int> { 3, 5 }));

        // What was cut otherwise is of no use.
        Assert.Null(_saved.Latest(3, new HashSet<int>()));
    }

    [Fact]
    public void What_nobody_will_go_on_from_is_removed()
    {
        Attempt first = default(Attempt).Next();
        Attempt second = first.Next();
        Save(first, 0, 3);
        Save(first, 1, 3);
        Save(second, 0, 4);
        _saved.Tidy(_saved.Latest(2, new HashSet<int>()));
        Assert.Equal(3, _saved.Latest(2, new HashSet<int>())!.Level);
        Assert.False(System.IO.Directory.Exists(Path.Combine(_directory["shared"], Directory(second, 0))));
        _saved.Delete();
        Assert.Null(_saved.Parts);
    }

    private static string Directory(Attempt attempt, int part) =>
        SavedParts.DirectoryOf(new PartOrder(_request, attempt, part, 2, 1, null, -1));

    private void Save(Attempt attempt, int part, int level)
    {
        string directory = Path.Combine(_directory["shared"], Directory(attempt, part));
        System.IO.Directory.CreateDirectory(directory);
        File.WriteAllBytes(Path.Combine(directory, PartCheckpoint.NameOf(level)), []);
    }
}
