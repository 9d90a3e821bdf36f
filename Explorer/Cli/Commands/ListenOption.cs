using System.Net;

using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>Where a command listens.</summary>
internal static class ListenOption
{
    /// <summary>The address that <c>--listen</c> names; the loopback address where it names none.</summary>
    internal static IPAddress AddressFrom(string? text) => text is null ? IPAddress.Loopback
        : IPAddress.TryParse(text, out IPAddress? address) ? address
        : throw new BadInputException($"--listen must be an address of this machine, like 127.0.0.1, not {text}");

    /// <summary>The port that an option names.</summary>
    internal static int PortFrom(string option, int port) => port is >= 0 and <= IPEndPoint.MaxPort
        ? port
        : throw new BadInputException($"{option} must be 0 to {IPEndPoint.MaxPort}, not {port}");
}
