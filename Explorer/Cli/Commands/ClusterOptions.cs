using System.CommandLine;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;

using ModelCheck.Cluster;
using ModelCheck.Cluster.Driving;
using ModelCheck.Cluster.Membership;
using ModelCheck.Exploration.Scenarios;

namespace ModelCheck.Cli.Commands;

/// <summary>The options that name a cluster, and say how it is reached.</summary>
internal sealed class ClusterOptions
{
    /// <summary>The option that names a cluster.</summary>
    internal const string ClusterName = "--cluster";

    private readonly Option<string?> _cluster = new(ClusterName) { HelpName = "NAME" };

    private readonly Option<string?> _postgres = new("--postgres")
    {
        Description = "Who is in the cluster is written in a PostgreSQL database: how it is reached, like "
            + "'Host=db;Database=modelcheck;Username=modelcheck' (a password belongs into a file that PGPASSFILE "
            + "names). Default: in a file of this machine.",
        HelpName = "CONNECTION",
    };

    private readonly Option<string?> _certificate = new("--certificate")
    {
        Description = "Secure every connection by TLS: what this program shows to others, in PEM.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _key = new("--key")
    {
        Description = "The private key of --certificate, in PEM.",
        HelpName = "FILE",
    };

    private readonly Option<string?> _authority = new("--authority")
    {
        Description = "Who must have signed what others show, in PEM.",
        HelpName = "FILE",
    };

    private readonly Option<bool> _verbose = new("--verbose")
    {
        Description = "Print what Orleans says, on standard error.",
    };

    /// <summary>Makes the options of a command that is about a cluster.</summary>
    internal ClusterOptions()
    {
        _cluster.Description = $"The name of the cluster. Default: {UsualCluster}.";
    }

    /// <summary>Makes the options of a command that can be done by a cluster.</summary>
    /// <param name="what">What the cluster does.</param>
    internal ClusterOptions(string what)
    {
        _cluster.Description = $"Have the workers of a cluster {what} (modelcheck worker).";
    }

    // A constant, so that nothing is loaded for it.
    private static string UsualCluster => MembershipPlace.UsualCluster;

    /// <summary>Makes the options of a command that can show a cluster.</summary>
    internal static ClusterOptions ToBeShown()
    {
        var options = new ClusterOptions();
        options._cluster.Description =
            "Show the workers of a cluster, and the partitions of what they explore, on a page (modelcheck worker).";
        return options;
    }

    /// <summary>Adds the options to a command.</summary>
    internal void AddTo(Command command)
    {
        command.Options.Add(_cluster);
        command.Options.Add(_postgres);
        command.Options.Add(_certificate);
        command.Options.Add(_key);
        command.Options.Add(_authority);
        command.Options.Add(_verbose);
    }

    /// <summary>Whether a cluster is named; what is said of one that is not named is refused.</summary>
    internal bool IsNamed(ParseResult arguments)
    {
        if (arguments.GetValue(_cluster) is not null)
        {
            return true;
        }

        Option? idle = ((Option[])[_postgres, _certificate, _key, _authority, _verbose])
            .FirstOrDefault(option => arguments.GetResult(option) is { Implicit: false });
        return idle is null ? false : throw new BadInputException($"{idle.Name} needs {ClusterName}");
    }

    /// <summary>The cluster, how connections to it are secured, and whether what Orleans says is printed.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal NamedCluster From(ParseResult arguments) =>
        new(PlaceFrom(arguments), SecurityFrom(arguments), arguments.GetValue(_verbose));

    private MembershipPlace PlaceFrom(ParseResult arguments) =>
        MembershipPlace.Of(arguments.GetValue(_cluster) ?? UsualCluster, arguments.GetValue(_postgres));

    private TransportSecurity? SecurityFrom(ParseResult arguments)
    {
        Option<string?>[] options = [_certificate, _key, _authority];
        string[] files = [.. options.Select(arguments.GetValue).OfType<string>()];
        if (files is [])
        {
            return null;
        }

        if (files is not [var certificate, var key, var authority])
        {
            throw new BadInputException("TLS needs all of --certificate, --key and --authority");
        }

        try
        {
            return TransportSecurity.Load(certificate, key, authority);
        }
        catch (Exception exception) when (
            exception is CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new BadInputException($"no certificate, key or authority: {exception.Message}", exception);
        }
    }
}

/// <summary>A cluster that is named on the command line.</summary>
/// <param name="Place">The cluster, and where it is written down who is in it.</param>
/// <param name="Security">How connections to it are secured; null where they are not.</param>
/// <param name="IsVerbose">Whether what Orleans says is printed.</param>
internal sealed record NamedCluster(MembershipPlace Place, TransportSecurity? Security, bool IsVerbose)
{
    /// <summary>Connects to it.</summary>
    internal Task<ClusterConnection> Open(CancellationToken cancellation) =>
        ClusterConnection.Open(Place, Security, IsVerbose, cancellation);
}
