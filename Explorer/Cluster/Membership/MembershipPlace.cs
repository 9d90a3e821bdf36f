using System.Data.Common;
using System.Text.RegularExpressions;

using Microsoft.Data.Sqlite;

using ModelCheck.Exploration.Scenarios;

using Npgsql;

namespace ModelCheck.Cluster.Membership;

/// <summary>
/// Where it is written down who is in a cluster: a file of this machine (SQLite), so that two terminals are a cluster
/// without anything else being set up, or a PostgreSQL database. Orleans' ADO.NET clustering does the rest.
/// </summary>
public sealed partial class MembershipPlace
{
    /// <summary>The cluster that is meant when none is named.</summary>
    public const string UsualCluster = "default";

    // Orleans knows how to speak to SQLite under the name of another library; whose connections it is given is the same
    // to it.
    private const string SqliteInvariant = "System.Data.SQLite";

    private const int MostOfName = 64;

    private MembershipPlace(string cluster, string invariant, string connection, string schema)
    {
        Cluster = cluster;
        Invariant = invariant;
        Connection = connection;
        Schema = schema;
    }

    /// <summary>The name of the cluster.</summary>
    public string Cluster { get; }

    /// <summary>Whether it is a file of this machine.</summary>
    public bool IsLocal => Invariant == SqliteInvariant;

    /// <summary>What Orleans calls the kind of database.</summary>
    internal string Invariant { get; }

    private string Connection { get; }

    private string Schema { get; }

    /// <summary>The place of a cluster.</summary>
    /// <param name="cluster">The name of the cluster: 1 to 64 letters, digits, dots, dashes and underscores.</param>
    /// <param name="postgres">
    /// How a PostgreSQL database is reached, as Npgsql takes it (Host=…;Database=…); null for a file of this machine.
    /// </param>
    /// <returns>The place.</returns>
    /// <exception cref="BadInputException">The name or the connection is none.</exception>
    public static MembershipPlace Of(string cluster, string? postgres)
    {
        ArgumentNullException.ThrowIfNull(cluster);
        if (!NamePattern().IsMatch(cluster) || cluster.Length > MostOfName)
        {
            throw new BadInputException(
                "the name of a cluster has 1 to 64 letters, digits, dots, dashes and underscores, "
                + "and begins with a letter or digit");
        }

        return postgres is null
            ? OfFile(cluster, Path.Combine(LocalDirectory, $"{cluster}.db"))
            : OfPostgres(cluster, postgres);
    }

    /// <summary>The place of a cluster in a file.</summary>
    /// <param name="cluster">The name of the cluster.</param>
    /// <param name="path">The file; it is made when it is not there.</param>
    internal static MembershipPlace OfFile(string cluster, string path) => new(
        cluster,
        SqliteInvariant,
        new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 10, Pooling = false }.ToString(),
        "sqlite.sql");

    /// <summary>Where files are that are the places of clusters of one machine.</summary>
    internal static string LocalDirectory => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "modelcheck", "clusters");

    /// <summary>What makes connections to the database.</summary>
    internal DbDataSource Open() => IsLocal
        ? SqliteFactory.Instance.CreateDataSource(Connection)
        : NpgsqlDataSource.Create(Connection);

    /// <summary>Makes the tables, where they are not there.</summary>
    /// <exception cref="BadInputException">The database cannot be reached, or not be written to.</exception>
    internal void Prepare()
    {
        try
        {
            if (IsLocal)
            {
                MakeDirectory(Path.GetDirectoryName(new SqliteConnectionStringBuilder(Connection).DataSource)!);
            }

            using DbDataSource source = Open();
            using DbConnection connection = source.OpenConnection();
            using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The text is a resource of this assembly.
            command.CommandText = ReadSchema();
#pragma warning restore CA2100
            command.ExecuteNonQuery();
        }
        catch (Exception exception) when (
            exception is DbException or IOException or UnauthorizedAccessException or TimeoutException)
        {
            throw new BadInputException(
                $"the membership of cluster {Cluster} cannot be kept: {exception.Message}", exception);
        }
    }

    private static MembershipPlace OfPostgres(string cluster, string connection)
    {
        try
        {
            var builder = new NpgsqlConnectionStringBuilder(connection);
            return string.IsNullOrEmpty(builder.Host)
                ? throw new BadInputException("a PostgreSQL connection needs a Host")
                : new MembershipPlace(cluster, "Npgsql", builder.ToString(), "postgresql.sql");
        }
        catch (ArgumentException exception)
        {
            throw new BadInputException($"no PostgreSQL connection: {exception.Message}", exception);
        }
    }

    // Whoever can write there can be a member.
    private static void MakeDirectory(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(directory);
            return;
        }

        Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private string ReadSchema()
    {
        using var reader = new StreamReader(typeof(MembershipPlace).Assembly.GetManifestResourceStream(Schema)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
