using System.Runtime.InteropServices;

using Microsoft.Win32.SafeHandles;

namespace ModelCheck.Engine.Memory;

/// <summary>
/// Large zeroed memory straight from the operating system. On Linux it asks for huge pages, with which random accesses
/// are up to twice as fast; elsewhere it is what the C library gives.
/// </summary>
internal static unsafe partial class PageMap
{
    /// <summary>From how many bytes on memory should be mapped: below that there is nothing to gain.</summary>
    internal const long Threshold = 1 << 20;

    /// <summary>From how many bytes on a table may be kept in a file.</summary>
    internal const int SpillThreshold = 1 << 16;

    private const int HugePage = 2 << 20;
    private const long PageBytes = 4096;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;
    private const int Shared = 1;
    private const int WithHugePages = 14;
    private const int NotNeeded = 4;
    private const int Interrupted = 4;
    private const int NoSpace = 28;
    private const int QuotaExceeded = 122;

    /// <summary>Takes zeroed memory that begins at a page; null when there is none.</summary>
    internal static void* Map(long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Plain(bytes);
        }

        // Huge pages begin at multiples of their size: so much more is mapped that the memory can, and then cut off.
        long spare = bytes >= HugePage ? HugePage : 0;
        byte* mapped = (byte*)mmap(null, (nuint)(bytes + spare), ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if ((nint)mapped == -1)
        {
            return null;
        }

        if (spare > 0)
        {
            long before = -(nint)mapped & (HugePage - 1);
            Cut(mapped, before);
            mapped += before;
            long used = (bytes + PageBytes - 1) & -PageBytes;
            Cut(mapped + used, spare - before);

            // Only a wish: what the system makes of it changes no result.
            _ = madvise(mapped, (nuint)bytes, WithHugePages);
        }

        return mapped;
    }

    /// <summary>Refuses to keep tables in files where that is not possible.</summary>
    /// <param name="isLinux">Whether this is Linux.</param>
    internal static void RequireFiles(bool isLinux)
    {
        if (!isLinux)
        {
            throw new PlatformNotSupportedException("Tables can be kept in files on Linux only.");
        }
    }

    /// <summary>
    /// Takes zeroed memory that a file of its own backs, and that the operating system may write there at any time. The
    /// room on the disk is taken at once: without it the first write to a page would end the program. The file has no
    /// name any more from its first moment on, so that not even a kill leaves it behind.
    /// </summary>
    /// <param name="directory">Where the file is.</param>
    /// <param name="bytes">How much.</param>
    /// <returns>The memory; null when there is none.</returns>
    internal static void* MapFile(string directory, long bytes)
    {
        RequireFiles(OperatingSystem.IsLinux());
        string path = Path.Combine(directory, $"{Guid.NewGuid():N}.table");
        try
        {
            using SafeFileHandle file = File.OpenHandle(
                path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.ReadWrite);
            File.Delete(path);
            int error;
            do
            {
                error = posix_fallocate((int)file.DangerousGetHandle(), 0, bytes);
            }
            while (error == Interrupted);

            if (error != 0)
            {
                throw FaultOf(directory, error);
            }

            void* mapped = mmap(null, (nuint)bytes, ReadAndWrite, Shared, (int)file.DangerousGetHandle(), 0);
            return (nint)mapped == -1 ? null : mapped;
        }
        catch (IOException exception)
        {
            throw FaultOf(directory, exception);
        }
        catch (UnauthorizedAccessException exception)
        {
            throw FaultOf(directory, exception);
        }
    }

    /// <summary>What is said when the room for a table's file was not to be had.</summary>
    /// <param name="directory">Where the file was to be.</param>
    /// <param name="error">The operating system's number of what is wrong.</param>
    internal static MemoryBoundException FaultOf(string directory, int error) => error is NoSpace or QuotaExceeded
        ? new MemoryBoundException { Reason = StopReason.Disk }
        : new MemoryBoundException($"no table can be kept in {directory}: {Marshal.GetPInvokeErrorMessage(error)}");

    // Of a file that cannot be made the number of what is wrong is the exception's result.
    private static MemoryBoundException FaultOf(string directory, Exception exception) =>
        exception.HResult is NoSpace or QuotaExceeded
            ? FaultOf(directory, exception.HResult)
            : new MemoryBoundException($"no table can be kept in {directory}: {exception.Message}");

    /// <summary>Gives memory that a file backs back to the operating system; what it holds stays.</summary>
    internal static void Evict(void* memory, long bytes) => _ = madvise(memory, (nuint)bytes, NotNeeded);

    /// <summary>Takes zeroed memory that begins at a cache line; null when there is none.</summary>
    internal static void* Plain(long bytes)
    {
        try
        {
            void* plain = NativeMemory.AlignedAlloc((nuint)bytes, 64);
            NativeMemory.Clear(plain, (nuint)bytes);
            return plain;
        }
        catch (OutOfMemoryException)
        {
            return null;
        }
    }

    private static void Cut(byte* memory, long bytes)
    {
        long whole = bytes & -PageBytes;
        if (whole > 0)
        {
            _ = munmap(memory, (nuint)whole);
        }
    }

    /// <summary>Gives memory back.</summary>
    internal static void Unmap(void* memory, long bytes)
    {
        if (OperatingSystem.IsLinux())
        {
            _ = munmap(memory, (nuint)bytes);
        }
        else
        {
            NativeMemory.AlignedFree(memory);
        }
    }

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void* mmap(void* address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int munmap(void* address, nuint length);

    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int madvise(void* address, nuint length, int advice);

    // It returns its error, and leaves errno alone.
    [LibraryImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int posix_fallocate(int file, long offset, long length);
}
