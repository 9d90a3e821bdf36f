namespace ModelCheck.Properties.Cli;

/// <summary>A directory of a test's own, which goes with it.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("modelcheck-").FullName;

    /// <summary>The names of what is in it.</summary>
    internal IEnumerable<string?> Names => Directory.EnumerateFileSystemEntries(_path).Select(Path.GetFileName);

    /// <summary>The path of a file in it.</summary>
    internal string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
