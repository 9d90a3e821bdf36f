using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace ModelCheck.Engine.Checkpoints;

/// <summary>
/// The directory that a search keeps its checkpoint in. It is locked for as long as the search runs: two searches would
/// replace each other's checkpoints. The lock is on the directory itself and ends with the process, however that ends;
/// only a file system that has no locks lets a second search in.
/// </summary>
internal sealed partial class CheckpointDirectory : IDisposable
{
    // What a draft begins and ends with; between is what makes it the only one of its name.
    private const string DraftStart = CheckpointPlan.FileName;
    private const string DraftEnd = ".unfinished";

    private const int CloseOnExecute = 0x80000;
    private const int ExclusivelyOrNotAtAll = 2 | 4;
    private const int Unlock = 8;
    private const int WouldBlockOnLinux = 11;
    private const int WouldBlockElsewhere = 35;
    private const int NotSupported = 22;

    private readonly SafeFileHandle _lock;
    private readonly bool _isOfPart;

    /// <summary>Makes the directory if it is not there, locks it, and removes what a killed search has left.</summary>
    /// <param name="plan">Where it is, and for what it is to be used.</param>
    /// <param name="isOfPart">Whether a part of a spread search keeps its checkpoints there.</param>
    internal CheckpointDirectory(CheckpointPlan plan, bool isOfPart = false)
    {
        Plan = plan;
        _isOfPart = isOfPart;
        try
        {
            System.IO.Directory.CreateDirectory(plan.Directory);
            _lock = Lock(plan.Directory);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"checkpoints cannot be kept in {plan.Directory}: {exception.Message}", exception);
        }

        try
        {
            RefuseToOverwrite();
            RemoveDrafts();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The plan.</summary>
    internal CheckpointPlan Plan { get; }

    // What is there already: the checkpoint, or those of a part, the last one last.
    private string[] Present => _isOfPart
        ? [.. PartCheckpoint.LevelsIn(Plan.Directory).Select(level => PathOf(PartCheckpoint.NameOf(level)))]
        : [.. new[] { PathOf(CheckpointPlan.FileName) }.Where(Path.Exists)];

    /// <inheritdoc/>
    public void Dispose()
    {
        // Closing is not enough while a process is being started: until it runs its own program it has the lock, too.
        if (!OperatingSystem.IsWindows() && !_lock.IsClosed)
        {
            _ = flock((int)_lock.DangerousGetHandle(), Unlock);
        }

        _lock.Dispose();
    }

    /// <summary>A name for a file that is to become the checkpoint.</summary>
    internal string NewDraftPath() => Path.Combine(Plan.Directory, $"{DraftStart}.{Guid.NewGuid():N}{DraftEnd}");

    /// <summary>Makes a draft the checkpoint of a name: when this returns, no loss of power undoes it.</summary>
    internal void Replace(string draft, string name)
    {
        File.Move(draft, PathOf(name), overwrite: true);
        if (!OperatingSystem.IsWindows() && fsync((int)_lock.DangerousGetHandle()) != 0
            && Marshal.GetLastPInvokeError() is not NotSupported and var error)
        {
            throw new IOException(
                $"{Plan.Directory} cannot be flushed to the disk: {Marshal.GetPInvokeErrorMessage(error)}");
        }
    }

    /// <summary>
    /// Removes what nobody can go on from any more, once it is known whether every part has the checkpoint of a level:
    /// those before it, or that one, so that a part whose disk is full does not fill the others'.
    /// </summary>
    /// <param name="level">The level that was saved last.</param>
    /// <param name="isWhole">Whether every part has saved it.</param>
    internal void Settle(int level, bool isWhole)
    {
        try
        {
            foreach (int one in PartCheckpoint.LevelsIn(Plan.Directory).Where(
                one => isWhole ? one < level : one == level))
            {
                File.Delete(PathOf(PartCheckpoint.NameOf(one)));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It takes no more than room.
        }
    }

    private static SafeFileHandle Lock(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            // There a file that is open keeps others out, and is deleted when it is closed, however that comes about.
            return File.OpenHandle(
                Path.Combine(directory, "lock"),
                FileMode.OpenOrCreate,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose);
        }

        int descriptor = open(directory, OperatingSystem.IsLinux() ? CloseOnExecute : 0);
        if (descriptor < 0)
        {
            throw new IOException(Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError()));
        }

        var handle = new SafeFileHandle(descriptor, ownsHandle: true);
        int blocked = OperatingSystem.IsLinux() ? WouldBlockOnLinux : WouldBlockElsewhere;
        if (flock(descriptor, ExclusivelyOrNotAtAll) != 0 && Marshal.GetLastPInvokeError() == blocked)
        {
            handle.Dispose();
            throw new CheckpointException($"another search keeps its checkpoint in {directory} at the moment");
        }

        return handle;
    }

    private static string Whole(string directory) =>
        Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));

    private string PathOf(string name) => Path.Combine(Plan.Directory, name);

    private void RefuseToOverwrite()
    {
        bool isGoneOnFrom = Plan.ResumeFrom is { } from
            && Whole(from) == Whole(Plan.Directory);
        string[] present = [];
        Attempt(() => present = Present);
        if (isGoneOnFrom || present is not [.., var last])
        {
            return;
        }

        if (!CheckpointReader.IsFile(last))
        {
            throw new CheckpointException($"{last} is in the way: it is no file");
        }

        if (!Plan.Overwrites)
        {
            throw new CheckpointException(
                $"there is a checkpoint in {Plan.Directory} already, {CheckpointReader.Describe(Plan, last)}")
            {
                IsOverwriteRefused = true,
            };
        }

        if (_isOfPart)
        {
            // They would be taken for newer ones of this search.
            Attempt(() => Array.ForEach(present, File.Delete));
        }
    }

    private void RemoveDrafts() => Attempt(() =>
    {
        foreach (string draft in System.IO.Directory.EnumerateFiles(Plan.Directory, $"{DraftStart}*{DraftEnd}"))
        {
            File.Delete(draft);
        }
    });

    private void Attempt(Action change)
    {
        try
        {
            change();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CheckpointException(
                $"checkpoints cannot be kept in {Plan.Directory}: {exception.Message}", exception);
        }
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int flock(int file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int fsync(int file);
}
