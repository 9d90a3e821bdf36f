using System.Globalization;

using ModelCheck.Properties.Cli;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>Workers that know of each other by PostgreSQL, as processes.</summary>
[Collection(WithOnePostgres.Name)]
public sealed class PostgresTests(PostgresServer postgres)
{
    private const string Asked = "explore --lifetime Pin --scenario peers --require NoStrandedFrames";

    [PostgresFact]
    public void Workers_find_what_one_process_does_and_one_that_is_killed_is_replaced()
    {
        string database = postgres.MakeDatabase();
        Finished alone = Timeless.Run(Asked);
        Assert.Equal(10, alone.ExitCode);

        // At the same moment, so that both find no tables.
        using Invocation first = Workers.Start("--postgres", database);
        using Invocation second = Workers.Start("--postgres", database);
        string killed = Workers.NameOf(second);
        Workers.Await(2, "--postgres", database);
        Assert.Equal(alone, Explore(database));

        second.Signal("KILL", 1);
        Workers.Await(1, "--postgres", database);
        int port = int.Parse(killed.Split(':')[1], CultureInfo.InvariantCulture);
        string states = FormattableString.Invariant(
            $"SELECT count(*) FROM OrleansMembershipTable WHERE Status = 6 AND Port = {port}");
        Eventually.Holds(() => PostgresServer.Ask(database, states) == 1, "a worker that was killed is called dead");

        using Invocation third = Workers.Start("--postgres", database);
        string joined = Workers.NameOf(third);
        Assert.Contains(joined, Workers.Await(2, "--postgres", database));
        Assert.Equal(alone, Explore(database));

        // What is stopped in good order says so, and ends well.
        foreach (Invocation worker in (Invocation[])[first, third])
        {
            worker.Signal("INT", 1);
            Assert.Equal((0, string.Empty), (worker.Finish().ExitCode, worker.Finish().Error));
        }
    }

    [PostgresFact]
    public void A_worker_whose_database_is_gone_can_be_stopped()
    {
        string database = postgres.MakeDatabase();
        using Invocation worker = Workers.Start("--postgres", database);
        Workers.NameOf(worker);
        postgres.Drop(database);
        worker.Signal("TERM", 1);
        Assert.False(worker.KillAfter(TimeSpan.FromMinutes(1)));
    }

    [PostgresFact]
    public void What_PostgreSQL_refuses_is_one_line()
    {
        foreach (string connection in (ReadOnlySpan<string>)
            [
                postgres.ConnectionTo("nowhere"),
                postgres.ConnectionTo("postgres").Replace("Passfile=", "Password=", StringComparison.Ordinal),
            ])
        {
            IsRefused("cluster default cannot be kept", "worker", "--postgres", connection);
            IsRefused("cluster c cannot be kept", [.. Asked.Split(' '), "--cluster", "c", "--postgres", connection]);
        }
    }

    [Theory]
    [InlineData("Host=127.0.0.1;Port=1;Database=d;Username=u", "cannot be kept")]
    [InlineData("Host=/nowhere;Database=d;Username=u", "cannot be kept")]
    [InlineData("Database=d;Username=u", "needs a Host")]
    [InlineData("Host=h;Colour=blue", "no PostgreSQL connection")]
    [InlineData("postgres://h/d", "no PostgreSQL connection")]
    public void A_connection_that_is_none_is_one_line(string connection, string message)
    {
        IsRefused(message, "worker", "--postgres", connection);
        IsRefused(message, "cluster", "--postgres", connection);
    }

    private static void IsRefused(string message, params string[] arguments) =>
        Refusal.IsOneLine(message, Invocation.Run(arguments));

    private static Finished Explore(string database)
    {
        using var driver = Invocation.Start(
            [.. Asked.Split(' '), "--quiet", "--json", "-", "--cluster", "default", "--postgres", database]);
        return Timeless.Of(driver.Finish());
    }
}
