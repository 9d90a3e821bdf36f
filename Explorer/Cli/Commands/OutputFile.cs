using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>
/// A file to be written at the end of a long run. That it can be written is found out before the run, and it takes its
/// place only when it is whole: a run that is broken off leaves the former file as it was.
/// </summary>
internal sealed class OutputFile : IDisposable
{
    private readonly string _path;
    private readonly string _draft;

    private OutputFile(string path)
    {
        if (path.Length == 0)
        {
            throw new BadInputException("a file to be written needs a name");
        }

        _path = path;
        _draft = path;
        try
        {
            // The file that a link leads to is the one to be replaced; what is no file cannot be.
            var place = new FileInfo(path);
            _path = place.LinkTarget is null ? path : place.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            _draft = $"{_path}.{Environment.ProcessId}.part";
            if (Directory.Exists(_path))
            {
                throw new IOException("it is a directory");
            }

            string whole = Path.GetFullPath(_path);
            if ((whole.StartsWith("/dev/", StringComparison.Ordinal)
                    && !whole.StartsWith("/dev/shm/", StringComparison.Ordinal))
                || whole.StartsWith("/proc/", StringComparison.Ordinal))
            {
                throw new IOException("it is a device; - stands for standard output");
            }

            File.WriteAllText(_draft, string.Empty);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new BadInputException($"{path} cannot be written: {exception.Message}", exception);
        }
    }

    /// <summary>Makes sure that a file can be written; null for no file and for standard output.</summary>
    internal static OutputFile? Open(string? path) => path is null or "-" ? null : new OutputFile(path);

    /// <inheritdoc/>
    public void Dispose() => File.Delete(_draft);

    /// <summary>
    /// Writes the file. If that fails now, the content goes to standard output, so that it is not lost.
    /// </summary>
    internal void Write(string content)
    {
        try
        {
            File.WriteAllText(_draft, content);
            File.Move(_draft, _path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Out.Write(content);
            throw new BadInputException(
                $"{_path} cannot be written any more, its content is on standard output: {exception.Message}",
                exception);
        }
    }
}
