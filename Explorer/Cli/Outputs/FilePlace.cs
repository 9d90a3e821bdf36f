namespace ModelCheck.Cli.Outputs;

/// <summary>
/// Which file a path names, so that two paths of one file are found to be that: the file itself where there is one,
/// else its directory and its name there.
/// </summary>
/// <param name="Device">Where the file, or its directory, is.</param>
/// <param name="Inode">Which it is there.</param>
/// <param name="Name">The name of a file that is not there yet; elsewhere than on Linux the whole path.</param>
internal readonly record struct FilePlace(ulong Device, ulong Inode, string? Name)
{
    /// <summary>The place that a path names, its links followed.</summary>
    internal static FilePlace Of(string path)
    {
        if (FileStatus.Of(path) is { } file)
        {
            return new FilePlace(file.Device, file.Inode, null);
        }

        string target = FollowLinks(path);
        return FileStatus.Of(DirectoryOf(target)) is { } directory
            ? new FilePlace(directory.Device, directory.Inode, Path.GetFileName(target))
            : new FilePlace(0, 0, Path.GetFullPath(target));
    }

    /// <summary>The directory that a path has its last name in.</summary>
    internal static string DirectoryOf(string path) =>
        Path.GetDirectoryName(path) is { Length: > 0 } directory ? directory : ".";

    /// <summary>The path that a link leads to in the end, if there is a file or not; a path that is no link.</summary>
    internal static string FollowLinks(string path) => LinkedBy(path, toTheEnd: true) ?? path;

    /// <summary>Where a link leads to, in one step or in all of them; null when there is no link.</summary>
    internal static string? LinkedBy(string path, bool toTheEnd)
    {
        var link = new FileInfo(path);
        return link.LinkTarget is null ? null : link.ResolveLinkTarget(toTheEnd)!.FullName;
    }
}
