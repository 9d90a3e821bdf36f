using System.Globalization;
using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>
/// A file of memory and what the kernel says of it: its end is not assumed but told by the kernel, through a watch that
/// keeps nothing (inotify, IN_DELETE_SELF), when the last descriptor, mapping or message that referred to it is gone.
/// </summary>
internal sealed unsafe class MemoryFile
{
    private const int CloseOnExecMemory = 1;

    private int _descriptor;
    private int _readOnly = -1;

    private MemoryFile(int descriptor, int number, int first, int pages, int watch)
    {
        _descriptor = descriptor;
        Number = number;
        First = first;
        Pages = pages;
        Watch = watch;
    }

    /// <summary>Its number, from 1 on, which stands on its pages.</summary>
    internal int Number { get; }

    /// <summary>The frame that its first page stands for.</summary>
    internal int First { get; }

    /// <summary>How long it is.</summary>
    internal int Pages { get; }

    /// <summary>By which the kernel tells that it is gone.</summary>
    internal int Watch { get; }

    /// <summary>Whether who made it still has a descriptor.</summary>
    internal bool IsKept => _descriptor >= 0;

    /// <summary>A descriptor of the file for reading and writing.</summary>
    internal int Descriptor => _descriptor;

    /// <summary>Makes a file that is unlinked as soon as it is open, as Genode's base-linux does.</summary>
    internal static MemoryFile Unlinked(int queue, int number, int first, int pages)
    {
        string path = Path.Combine(Path.GetTempPath(), $"modelcheck-{Guid.NewGuid():N}");
        int descriptor = Libc.Checked(
            Libc.open(path, Libc.ReadWrite | Libc.CreateAnew | Libc.CloseOnExec, Convert.ToInt32("600", 8)),
            $"open of {path}");
        Libc.Checked(Libc.unlink(path), "unlink");
        return Of(descriptor, queue, number, first, pages);
    }

    /// <summary>Makes one that never had a name, and can be sealed.</summary>
    internal static MemoryFile Sealable(int queue, int number, int first, int pages) => Of(
        Libc.Checked(
            Libc.memfd_create("modelcheck", Libc.AllowSealing | (uint)CloseOnExecMemory), "memfd_create"),
        queue,
        number,
        first,
        pages);

    /// <summary>Makes one without a name, marks and a watch.</summary>
    /// <returns>Its descriptor.</returns>
    internal static int Plain(int pages)
    {
        int descriptor = Libc.Checked(
            Libc.memfd_create("modelcheck", (uint)CloseOnExecMemory), "memfd_create");
        Libc.Checked(Libc.ftruncate(descriptor, (long)pages * Libc.PageBytes), "ftruncate");
        return descriptor;
    }

    /// <summary>Opens it once more, for reading only.</summary>
    internal int ReadOnlyDescriptor()
    {
        if (_readOnly < 0)
        {
            _readOnly = Libc.Checked(
                Libc.open(PathOf(_descriptor), Libc.ReadOnly | Libc.CloseOnExec, 0), "open by /proc/self/fd");
        }

        return _readOnly;
    }

    /// <summary>Gives up every descriptor; what others have of it stays.</summary>
    internal void GiveUp()
    {
        Close(ref _readOnly);
        Close(ref _descriptor);
    }

    /// <summary>Seals it.</summary>
    /// <returns>0, or the error.</returns>
    internal int Seal(int seal) => Libc.fcntl(_descriptor, Libc.AddSeals, seal) < 0
        ? Marshal.GetLastPInvokeError()
        : 0;

    /// <summary>Zeroes a page and marks it.</summary>
    internal void Mark(int page)
    {
        byte* bytes = stackalloc byte[Libc.PageBytes];
        new Span<byte>(bytes, Libc.PageBytes).Clear();
        *(ulong*)bytes = new PageTag(page, Number, 0).Word;
        if (Libc.pwrite(_descriptor, bytes, Libc.PageBytes, (long)page * Libc.PageBytes) != Libc.PageBytes)
        {
            throw KernelException.OfLast("pwrite");
        }
    }

    /// <summary>What stands on a page.</summary>
    internal PageTag TagOf(int page)
    {
        ulong* words = stackalloc ulong[2];
        return Libc.pread(_descriptor, words, 2 * sizeof(ulong), (long)page * Libc.PageBytes) == 2 * sizeof(ulong)
            ? PageTag.Of(words[0], words[1])
            : throw KernelException.OfLast("pread");
    }

    private static MemoryFile Of(int descriptor, int queue, int number, int first, int pages)
    {
        Libc.Checked(Libc.ftruncate(descriptor, (long)pages * Libc.PageBytes), "ftruncate");
        int watch = Libc.Checked(
            Libc.inotify_add_watch(queue, PathOf(descriptor), Libc.WatchDeletion), "inotify_add_watch");
        var file = new MemoryFile(descriptor, number, first, pages, watch);
        for (int page = 0; page < pages; page++)
        {
            file.Mark(page);
        }

        return file;
    }

    private static void Close(ref int descriptor)
    {
        if (descriptor >= 0)
        {
            _ = Libc.close(descriptor);
            descriptor = -1;
        }
    }

    private static string PathOf(int descriptor) =>
        string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{descriptor}");
}
