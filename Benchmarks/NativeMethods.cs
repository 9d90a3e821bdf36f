using System.ComponentModel;
using System.Runtime.InteropServices;

namespace ModelCheck.Benchmarks;

/// <summary>What is asked of Linux, and all that is declared of it. Failures are exceptions.</summary>
internal static partial class NativeMethods
{
    private const string Library = "libc";
    private const int ReadAndWrite = 3;
    private const int Shared = 1;
    private const int LargePages = 14;

    /// <summary>An anonymous file in memory, sparse: it has no pages until they are touched.</summary>
    internal static int CreateMemoryFile(string name, long bytes)
    {
        int file = MemfdCreate(name, 0);
        MustSucceed(file != -1, "memfd_create");
        MustSucceed(Ftruncate(file, bytes) == 0, "ftruncate");
        return file;
    }

    internal static nint Map(int file, long offset, nuint length)
    {
        nint address = Mmap(0, length, ReadAndWrite, Shared, file, offset);
        MustSucceed(address != -1, "mmap");
        return address;
    }

    internal static void Unmap(nint address, nuint length) => MustSucceed(Munmap(address, length) == 0, "munmap");

    /// <summary>Asks for large pages; a system that has none to give goes on with small ones.</summary>
    internal static void AdviseLargePages(nint address, nuint length) => _ = Madvise(address, length, LargePages);

    internal static void Close(int file) => MustSucceed(CloseFile(file) == 0, "close");

    private static void MustSucceed(bool succeeded, string call)
    {
        if (!succeeded)
        {
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{call}: {Marshal.GetLastPInvokeErrorMessage()}");
        }
    }

    [LibraryImport(
        Library, EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int MemfdCreate(string name, uint flags);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Ftruncate(int file, long length);

    [LibraryImport(Library, EntryPoint = "mmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint Mmap(nint address, nuint length, int protection, int flags, int file, long offset);

    [LibraryImport(Library, EntryPoint = "munmap", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Munmap(nint address, nuint length);

    [LibraryImport(Library, EntryPoint = "madvise", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Madvise(nint address, nuint length, int advice);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int CloseFile(int file);
}
