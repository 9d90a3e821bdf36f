using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Interchange;

/// <summary>Files that come from outside, of which no more is read than was agreed upon.</summary>
internal static class InputFile
{
    /// <summary>Opens a file to be read from its beginning to its end.</summary>
    /// <exception cref="BadInputException">It is not there, or cannot be read.</exception>
    internal static Stream Open(string path)
    {
        try
        {
            return Directory.Exists(path)
                ? throw new BadInputException($"{path}: it is a directory")
                : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Fault(path, exception);
        }
    }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="most">How many bytes it may have.</param>
    /// <exception cref="BadInputException">It is not there, cannot be read or is longer.</exception>
    internal static byte[] Read(string path, int most)
    {
        using Stream stream = Open(path);
        using var content = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        try
        {
            // Not by its length: a pipe has none, and what a file claims to have need not be there.
            for (int read = stream.Read(buffer); read > 0; read = stream.Read(buffer))
            {
                content.Write(buffer, 0, read);
                if (content.Length > most)
                {
                    throw new BadInputException(FormattableString.Invariant(
                        $"{path}: longer than {most:N0} bytes, which is more than is read"));
                }
            }
        }
        catch (Exception exception) when (IsFault(exception))
        {
            throw Fault(path, exception);
        }

        return content.ToArray();
    }

    private static bool IsFault(Exception exception) =>
        exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException;

    private static BadInputException Fault(string path, Exception exception)
    {
        string reason = exception is FileNotFoundException or DirectoryNotFoundException
            ? "no such file"
            : exception.Message;
        return new BadInputException($"{path}: {reason}", exception);
    }
}
