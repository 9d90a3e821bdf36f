using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Outputs;

/// <summary>
/// A file to be written at the end of a long run. That it can be written is found out before the run, and it takes its
/// place only when it is whole: a run that is broken off leaves the former file as it was. The new one has the mode and
/// the owner of the former. Where a user may write to the file but not replace it by one like it, it is written over;
/// what is no file but a device or a pipe is written to.
/// </summary>
internal sealed partial class OutputFile
{
    private const int MostLinks = 40;

    // NAME_MAX of Linux and of its file systems.
    private const int MostNameBytes = 255;

    private readonly string _path;
    private readonly Way _way;

    private OutputFile(string path)
    {
        Name = path;
        if (path.Length == 0)
        {
            throw new BadInputException("a file to be written needs a name");
        }

        try
        {
            // The file that a link leads to is the one to be replaced, whether it is there or not.
            Descriptor = DescriptorOf(path);
            _path = Descriptor is null ? FilePlace.FollowLinks(path) : path;
            Place = FilePlace.Of(_path);
            _way = Descriptor is null ? WayTo(_path) : Way.Append;
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new BadInputException(MessageOf(exception, "cannot be written"), exception);
        }
    }

    private enum Way
    {
        /// <summary>A draft beside it takes its place.</summary>
        Replace,

        /// <summary>Its content is replaced, since it cannot be.</summary>
        Overwrite,

        /// <summary>What is written goes behind what there is.</summary>
        Append,
    }

    /// <summary>The path as the user gave it.</summary>
    internal string Name { get; }

    /// <summary>Which file it is, by whatever path it is named.</summary>
    internal FilePlace Place { get; }

    /// <summary>Which of the open files of the program it is, like 1 for /dev/stdout; null when it is none.</summary>
    internal int? Descriptor { get; }

    /// <summary>Whether it holds what was written last and nothing else; a pipe or a device does not.</summary>
    internal bool IsRegular => _way != Way.Append;

    /// <summary>Makes sure that a file can be written, and leaves nothing behind.</summary>
    /// <param name="path">Its path.</param>
    internal static OutputFile Open(string path) => new(path);

    /// <summary>Writes the file.</summary>
    /// <param name="content">All of it.</param>
    internal void Write(string content)
    {
        try
        {
            switch (_way)
            {
                case Way.Replace:
                    Replace(content);
                    break;
                case Way.Overwrite:
                    Fill(_path, Existing(FileMode.Truncate), content);
                    break;
                case Way.Append:
                    Fill(_path, Existing(FileMode.Append), content);
                    break;
            }
        }
        catch (Exception exception) when (WriteFault.Is(exception))
        {
            throw new OutputException(MessageOf(exception, "cannot be written any more"), exception);
        }
    }

    private static Way WayTo(string path)
    {
        FileStatus? former = FileStatus.Of(path);
        if (former?.Kind == FileKind.Directory || Directory.Exists(path))
        {
            throw new IOException("it is a directory");
        }

        // A draft has a short name, and would not show it.
        if (Encoding.UTF8.GetByteCount(Path.GetFileName(path)) > MostNameBytes)
        {
            throw new PathTooLongException();
        }

        string whole = Path.GetFullPath(path);
        if (former?.Kind == FileKind.Other || whole.StartsWith("/proc/", StringComparison.Ordinal))
        {
            throw new IOException("it is no file that could hold a report");
        }

        if (former?.Kind == FileKind.Stream)
        {
            // Not by opening it: that would wait for somebody who reads from the pipe.
            return FileStatus.MayWrite(path)
                ? Way.Append
                : throw new UnauthorizedAccessException();
        }

        try
        {
            string probe = DraftBeside(path);
            using FileStream made =
                new(probe, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, FileOptions.DeleteOnClose);
            if (former is not { } file || CanBeGivenTo(probe, file))
            {
                return Way.Replace;
            }
        }
        catch (Exception exception) when (WriteFault.Is(exception) && former is not null)
        {
            // Not beside it; then perhaps in its place.
        }

        using FileStream opened = new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        return Way.Overwrite;
    }

    // A name that is nobody else's, of no more than its own length.
    private static string DraftBeside(string path) =>
        Path.Combine(FilePlace.DirectoryOf(path), $".{Guid.NewGuid():N}.part");

    private static bool CanBeGivenTo(string draft, FileStatus former) =>
        FileStatus.Of(draft) is { } made
        && ((made.Owner, made.Group) == (former.Owner, former.Group)
            || FileStatus.Give(draft, former.Owner, former.Group));

    private static FileStreamOptions Existing(FileMode mode) =>
        new() { Mode = mode, Access = FileAccess.Write, Share = FileShare.ReadWrite };

    private static void Fill(string path, FileStreamOptions options, string content)
    {
        using var stream = new FileStream(path, options);
        using var writer = new StreamWriter(stream);
        writer.Write(content);
        writer.Flush();
        if (stream.CanSeek)
        {
            stream.Flush(flushToDisk: true);
        }
    }

    // The number of an open file that a path stands for, as /dev/stdout, /dev/fd/3 and links to them do.
    private static int? DescriptorOf(string path)
    {
        string? place = Path.GetFullPath(path);
        for (int link = 0; place is not null && link < MostLinks; link++)
        {
            if (Descriptors().Match(place) is { Success: true } match)
            {
                return int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
            }

            place = FilePlace.LinkedBy(place, toTheEnd: false);
        }

        return null;
    }

    [GeneratedRegex(@"^/(?:dev|proc/(?:thread-)?self)/fd/(\d{1,9})$")]
    private static partial Regex Descriptors();

    private void Replace(string content)
    {
        string draft = DraftBeside(_path);
        try
        {
            FileStatus? former = FileStatus.Of(_path);
            var options = new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.Write,
                Share = FileShare.None,
            };
            if (former is not null && !OperatingSystem.IsWindows())
            {
                // Nobody reads the new file who could not read the former, not even for a moment.
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            Fill(draft, options, content);
            if (former is { } file && !OperatingSystem.IsWindows())
            {
                if (!CanBeGivenTo(draft, file))
                {
                    throw new IOException("its owner has changed meanwhile");
                }

                File.SetUnixFileMode(draft, file.Mode);
            }

            File.Move(draft, _path, overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private string MessageOf(Exception exception, string cannot) =>
        $"{Name} {cannot}: {WriteFault.ReasonOf(exception, Name)}";
}
