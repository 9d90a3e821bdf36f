using System.Runtime.InteropServices;

namespace ModelCheck.Explorer.Engine;

/// <summary>
/// Large zeroed memory straight from the operating system. On Linux it asks for huge pages, with which random accesses
/// are up to twice as fast; elsewhere it is what the C library gives.
/// </summary>
internal static unsafe partial class PageMap
{
    /// <summary>From how many bytes on memory should be mapped: below that there is nothing to gain.</summary>
    internal const long Threshold = 1 << 20;

    private const int HugePage = 2 << 20;
    private const int ReadAndWrite = 3;
    private const int PrivateAndAnonymous = 0x22;
    private const int WithHugePages = 14;

    /// <summary>Takes zeroed memory that begins at a page; null when there is none.</summary>
    internal static void* Map(long bytes)
    {
        if (!OperatingSystem.IsLinux())
        {
            return Plain(bytes);
        }

        void* mapped = mmap(null, (nuint)bytes, ReadAndWrite, PrivateAndAnonymous, -1, 0);
        if ((nint)mapped == -1)
        {
            return null;
        }

        if (bytes >= HugePage)
        {
            // Only a wish: what the system makes of it changes no result.
            _ = madvise(mapped, (nuint)bytes, WithHugePages);
        }

        return mapped;
    }

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
