using System.Runtime.InteropServices;

namespace ModelCheck.Services.Linux;

/// <summary>What a session's process is asked for.</summary>
internal enum SessionRequestKind
{
    /// <summary>Make room for so many frames in each of so many regions. Answered.</summary>
    Begin,

    /// <summary>Keep the descriptor that comes with this for a dataspace slot.</summary>
    Receive,

    /// <summary>Close the descriptor of a dataspace slot.</summary>
    GiveUp,

    /// <summary>Map all of a descriptor's file, with as much right as can be had. Answered.</summary>
    Attach,

    /// <summary>What the MMU does: map a part with a right. Answered.</summary>
    Map,

    /// <summary>Take a region out of the address space.</summary>
    Unmap,

    /// <summary>Take the right to write from a region.</summary>
    Protect,

    /// <summary>Store a value into a frame of a region. Answered.</summary>
    Write,

    /// <summary>Load and store everywhere, and say what could be reached. Answered.</summary>
    Look,

    /// <summary>Keep a second descriptor of a dataspace slot, whatever is asked later.</summary>
    Hoard,

    /// <summary>Take away all rights of a region and ask the kernel for the right to write. Answered.</summary>
    Upgrade,

    /// <summary>Write through the descriptor with write(2). Answered.</summary>
    WriteFile,

    /// <summary>How long the file is and what the kernel holds of it. Answered.</summary>
    Status,

    /// <summary>Go on as another user. Answered.</summary>
    BecomeUser,
}

/// <summary>A request, as it goes through the socket.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct SessionRequest(
    SessionRequestKind Kind, int Slot = 0, int Region = 0, int First = 0, int Count = 0);

/// <summary>How a session came to a region.</summary>
internal enum AttachWay
{
    /// <summary>Writable, through the descriptor that it was given.</summary>
    AsGiven,

    /// <summary>Writable, through one that it opened itself by /proc/self/fd.</summary>
    Reopened,

    /// <summary>Read-only: the kernel refuses more.</summary>
    ReadOnly,
}
