using System.Net;

namespace ModelCheck.Web;

/// <summary>Where a server listens.</summary>
/// <param name="Address">The address of this machine; the loopback address unless somebody says otherwise.</param>
/// <param name="Port">The port, 0 for any that is free.</param>
public sealed record Listening(IPAddress Address, int Port)
{
    /// <summary>The usual port.</summary>
    public const int UsualPort = 5050;

    /// <summary>On the loopback address only.</summary>
    /// <param name="port">The port.</param>
    /// <returns>Where that is.</returns>
    public static Listening OnLoopback(int port) => new(IPAddress.Loopback, port);
}
