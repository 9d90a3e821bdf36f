using System.Runtime.InteropServices;

namespace ModelCheck.Cli.Outputs;

/// <summary>What Linux knows of a file: what it is, whose, and which, by whatever path it is named.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Mode">Who may do what with it.</param>
/// <param name="Owner">The number of the user that it belongs to.</param>
/// <param name="Group">The number of the group that it belongs to.</param>
/// <param name="Device">Where it is.</param>
/// <param name="Inode">Which it is there.</param>
internal readonly partial record struct FileStatus(
    FileKind Kind, UnixFileMode Mode, uint Owner, uint Group, ulong Device, ulong Inode)
{
    private const int FromWorkingDirectory = -100;
    private const uint BasicFields = 0x7ff;
    private const int KindShift = 12;
    private const ushort ModeBits = 0xfff;

    /// <summary>The status of what a path leads to; null when there is none, and elsewhere than on Linux.</summary>
    internal static FileStatus? Of(string path) =>
        OperatingSystem.IsLinux() && statx(FromWorkingDirectory, path, 0, BasicFields, out Fields fields) == 0
            ? new FileStatus(
                KindOf(fields.Mode >> KindShift),
                (UnixFileMode)(fields.Mode & ModeBits),
                fields.Owner,
                fields.Group,
                ((ulong)fields.DeviceMajor << 32) | fields.DeviceMinor,
                fields.Inode)
            : null;

    /// <summary>Gives a file to a user and a group.</summary>
    /// <returns>Whether the system allowed it.</returns>
    internal static bool Give(string path, uint owner, uint group) => chown(path, owner, group) == 0;

    /// <summary>Whether the system lets this program write to what is at a path.</summary>
    internal static bool MayWrite(string path)
    {
        const int ForWriting = 2;
        return access(path, ForWriting) == 0;
    }

    // From stat(2): the four bits above the mode.
    private static FileKind KindOf(int bits) => bits switch
    {
        8 => FileKind.Regular,
        4 => FileKind.Directory,
        1 or 2 => FileKind.Stream,
        _ => FileKind.Other,
    };

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int statx(int directory, string path, int flags, uint mask, out Fields fields);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int chown(string path, uint owner, uint group);

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int access(string path, int mode);

    /// <summary>What statx(2) fills in, the same on every Linux.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Fields
    {
        [FieldOffset(20)]
        internal uint Owner;

        [FieldOffset(24)]
        internal uint Group;

        [FieldOffset(28)]
        internal ushort Mode;

        [FieldOffset(32)]
        internal ulong Inode;

        [FieldOffset(136)]
        internal uint DeviceMajor;

        [FieldOffset(140)]
        internal uint DeviceMinor;
    }
}
