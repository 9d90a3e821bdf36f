using System.Globalization;

namespace ModelCheck.Services.Linux;

/// <summary>Errors of the kernel by the names of its manual pages.</summary>
internal static class ErrorName
{
    internal const int NotPermitted = 1;
    internal const int AccessDenied = 13;
    internal const int DeviceBusy = 16;

    /// <summary>The name of an error; its number where it is none of those that are met here.</summary>
    internal static string Of(int error) => error switch
    {
        0 => "granted",
        NotPermitted => "EPERM",
        2 => "ENOENT",
        9 => "EBADF",
        12 => "ENOMEM",
        AccessDenied => "EACCES",
        DeviceBusy => "EBUSY",
        22 => "EINVAL",
        24 => "EMFILE",
        28 => "ENOSPC",
        38 => "ENOSYS",
        _ => string.Create(CultureInfo.InvariantCulture, $"errno {error}"),
    };
}
