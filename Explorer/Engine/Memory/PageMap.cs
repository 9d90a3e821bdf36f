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
    internal const long SpillThreshold = 1 << 18;

    private const int HugePage = 2 << 20;
    private const long PageBytes = 4096;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;
    private const int Shared = 1;
    private const int WithHugePages = 14;
    private const int NotNeeded = 4;

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

    /// <summary>
    /// Takes zeroed memory that a file of its own backs, and that the operating system may write there at any time. The
    /// room on the disk is taken at once, and the file has no name any more when this returns.
    /// </summary>
    /// <param name="directory">Where the file is.</param>
    /// <param name="bytes">How much.</param>
    /// <returns>The memory; null when there is none.</returns>
    internal static void* MapFile(string directory, long bytes)
    {
        string path = Path.Combine(directory, $"{Guid.NewGuid():N}.table");
        try
        {
            using SafeFileHandle file = File.OpenHandle(
                path,
                FileMode.CreateNew,
                FileAccess.ReadWrite,
                FileShare.None,
                FileOptions.DeleteOnClose,
                preallocationSize: bytes);
            RandomAccess.SetLength(file, bytes);
            void* mapped = mmap(null, (nuint)bytes, ReadAndWrite, Shared, (int)file.DangerousGetHandle(), 0);
            return (nint)mapped == -1 ? null : mapped;
        }
        catch (IOException)
        {
            throw new MemoryBoundException { IsDiskFull = true };
        }
    }

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
}
