using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

using ModelCheck.Benchmarks.Peers;

using Npgsql;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// A PostgreSQL of its own, of what Debian's package brings: with its data in a temporary directory, reached by a
/// socket there and nowhere else, with a password that stands in a file beside it.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string User = "modelcheck";
    private const string System = "postgres";

    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(2);

    private readonly string _directory = Directory.CreateTempSubdirectory("modelcheck-pg-").FullName;
    private readonly Process? _server;
    private int _databases;

    public PostgresServer()
    {
        if (Programs is null)
        {
            return;
        }

        string password = RandomNumberGenerator.GetHexString(16);
        string passwords = Path.Combine(_directory, "password");
        File.WriteAllText(passwords, password);
        File.WriteAllText(Passwords, $"*:*:*:{User}:{password}\n");
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "-R", System, _directory);
        }

        Run([
            .. AsItsUser, Path.Combine(Programs, "initdb"), "-D", Data, "-U", User, "-A", "scram-sha-256",
            $"--pwfile={passwords}", "-E", "UTF8", "--locale=C", "--no-sync",
        ]);
        string[] command =
        [
            .. AsItsUser, Path.Combine(Programs, "postgres"), "-D", Data, "-k", _directory, "-c", "listen_addresses=",
            "-c", "fsync=off", "-c", "log_destination=stderr",
        ];
        _server = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = _directory,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;

        // What it logs is for nobody, and must not fill a pipe.
        _server.BeginErrorReadLine();
        _server.BeginOutputReadLine();
        var patience = Stopwatch.StartNew();
        while (!IsThere())
        {
            Assert.True(patience.Elapsed < _patience && !_server.HasExited, "PostgreSQL does not come up");
            Thread.Sleep(50);
        }
    }

    /// <summary>Where the programs of PostgreSQL are; null where there are none.</summary>
    internal static string? Programs { get; } =
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql")
                .OrderByDescending(Path.GetFileName, StringComparer.Ordinal)
                .Select(version => Path.Combine(version, "bin"))
            : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")));

    // It refuses to run as root; the package makes a user for it.
    private static string[] AsItsUser => Environment.IsPrivilegedProcess
        ? ["setpriv", $"--reuid={System}", $"--regid={System}", "--init-groups"]
        : [];

    private string Data => Path.Combine(_directory, "data");

    private string Passwords => Path.Combine(_directory, "passwords");

    /// <summary>How an empty database of its own is reached.</summary>
    internal string MakeDatabase()
    {
        Assert.True(_server is not null, "PostgreSQL is not installed (apt-get install postgresql)");
        string name = string.Create(CultureInfo.InvariantCulture, $"cluster{Interlocked.Increment(ref _databases)}");
        Execute(ConnectionTo(System), $"CREATE DATABASE {name}");
        return ConnectionTo(name);
    }

    /// <summary>Drops a database that somebody uses.</summary>
    internal void Drop(string connection) => Execute(
        ConnectionTo(System), $"DROP DATABASE {new NpgsqlConnectionStringBuilder(connection).Database} WITH (FORCE)");

    /// <summary>How a database is reached.</summary>
    internal string ConnectionTo(string database) =>
        $"Host={_directory};Database={database};Username={User};Passfile={Passwords}";

    /// <summary>Asks a database for one number.</summary>
    internal static long Ask(string connection, string question)
    {
        using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        using NpgsqlCommand command = source.CreateCommand(question);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    /// <summary>Ends it at once.</summary>
    public void Dispose()
    {
        if (_server is { HasExited: false })
        {
            // It ends its children, and leaves no shared memory behind.
            Run("kill", "-QUIT", _server.Id.ToString(CultureInfo.InvariantCulture));
            _server.WaitForExit(_patience);
        }

        _server?.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static void Execute(string connection, string statement)
    {
        using var source = NpgsqlDataSource.Create(connection + ";Pooling=false");
        using NpgsqlCommand command = source.CreateCommand(statement);
        command.ExecuteNonQuery();
    }

    private bool IsThere()
    {
        try
        {
            return Ask(ConnectionTo(System), "SELECT 1") == 1;
        }
        catch (NpgsqlException)
        {
            return false;
        }
    }

    private void Run(params string[] command) =>
        ChildProcess.Run(_directory, command[0], command[1..], CancellationToken.None);
}

/// <summary>A fact that needs PostgreSQL: skipped where there is none, but not where CI is set to true.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresServer.Programs is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Skip = "not installed: PostgreSQL (apt-get install postgresql)";
        }
    }
}

/// <summary>The tests that need PostgreSQL: one server for all of them.</summary>
[CollectionDefinition(Name)]
public sealed class WithOnePostgres : ICollectionFixture<PostgresServer>
{
    /// <summary>What they say that they belong to.</summary>
    public const string Name = "with one PostgreSQL";
}
