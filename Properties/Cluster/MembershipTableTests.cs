using System.Data.Common;
using System.Globalization;
using System.Net;

using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

using ModelCheck.Cluster.Membership;
using ModelCheck.Properties.Cli;

using Orleans;
using Orleans.Configuration;
using Orleans.Runtime;
using Orleans.Runtime.Membership;
using Orleans.Runtime.MembershipService;

using Xunit;

namespace ModelCheck.Properties.Cluster;

/// <summary>
/// Every statement that Orleans finds in a database, run by Orleans' own table with the parameters that it gives them,
/// also those that it needs once in a year.
/// </summary>
[Collection(WithOnePostgres.Name)]
public sealed class MembershipTableTests(PostgresServer postgres) : IDisposable
{
    private static readonly DateTime _start = new(2026, 3, 1, 12, 0, 0, 500, DateTimeKind.Utc);

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public Task The_statements_for_SQLite_do_what_Orleans_expects() =>
        Check(cluster => MembershipPlace.OfFile(cluster, _directory["members.db"]));

    [PostgresFact]
    public Task The_statements_for_PostgreSQL_do_what_Orleans_expects()
    {
        string database = postgres.MakeDatabase();
        return Check(cluster => MembershipPlace.Of(cluster, database));
    }

    private static async Task Check(Func<string, MembershipPlace> placeOf)
    {
        MembershipPlace place = placeOf("one");
        place.Prepare();
        place.Prepare();
        using DbDataSource source = place.Open();
        AdoNetClusteringTable table = await TableOf(place, source).ConfigureAwait(true);
        AdoNetClusteringTable other = await TableOf(placeOf("other"), source).ConfigureAwait(true);
        Assert.Equal("v0", await Shown(table).ConfigureAwait(true));

        // Of another cluster, whatever happens to the one.
        MembershipEntry foreign = Entry(9, SiloStatus.Dead);
        Assert.True(await Insert(other, foreign).ConfigureAwait(true));

        await Insertions(table).ConfigureAwait(true);
        await Updates(table).ConfigureAwait(true);
        await Suspicions(table).ConfigureAwait(true);
        Assert.Equal(["gwy.tcp://127.0.0.1:1002/7"], await Gateways(place, source).ConfigureAwait(true));
        await Cleanups(table, place, source).ConfigureAwait(true);

        Assert.Equal("v1 9:Dead", await Shown(other).ConfigureAwait(true));
        await table.DeleteMembershipTableEntriesAsync("one").ConfigureAwait(true);
        Assert.Equal("v1 9:Dead", await Shown(other).ConfigureAwait(true));
        Assert.Equal(0, await Count(source, "OrleansMembershipTable").ConfigureAwait(true));
        Assert.Equal(0, await Count(source, "OrleansMembershipVersionTable").ConfigureAwait(true));
    }

    private static async Task Insertions(AdoNetClusteringTable table)
    {
        TableVersion none = await Read(table).ConfigureAwait(true);
        Assert.True(await table.InsertRowAsync(Entry(1, SiloStatus.Joining), none).ConfigureAwait(true));
        Assert.Equal("v1 1:Joining", await Shown(table).ConfigureAwait(true));

        // By somebody who has not seen that, and once more.
        Assert.False(await table.InsertRowAsync(Entry(2, SiloStatus.Joining), none).ConfigureAwait(true));
        Assert.False(await Insert(table, Entry(1, SiloStatus.Active)).ConfigureAwait(true));
        Assert.Equal("v1 1:Joining", await Shown(table).ConfigureAwait(true));
        Assert.True(await Insert(table, Entry(2, SiloStatus.Active)).ConfigureAwait(true));
        Assert.Equal("v2 1:Joining 2:Active", await Shown(table).ConfigureAwait(true));
    }

    private static async Task Updates(AdoNetClusteringTable table)
    {
        TableVersion old = await Read(table).ConfigureAwait(true);
        Assert.True(await table.UpdateRowAsync(Entry(1, SiloStatus.Active), old.VersionEtag, old).ConfigureAwait(true));
        Assert.Equal("v3 1:Active 2:Active", await Shown(table).ConfigureAwait(true));

        // By somebody who has not seen that; of what is not there.
        Assert.False(await table.UpdateRowAsync(Entry(1, SiloStatus.Dead), old.VersionEtag, old).ConfigureAwait(true));
        TableVersion now = await Read(table).ConfigureAwait(true);
        Assert.False(await table.UpdateRowAsync(Entry(5, SiloStatus.Dead), now.VersionEtag, now).ConfigureAwait(true));
        Assert.Equal("v3 1:Active 2:Active", await Shown(table).ConfigureAwait(true));

        // A sign of life is no new version, and an update does not take it back.
        MembershipEntry alive = Entry(1, SiloStatus.Active);
        alive.IAmAliveTime = _start.AddSeconds(7.25);
        await table.UpdateIAmAliveAsync(alive).ConfigureAwait(true);
        Assert.Equal("v3 1:Active 2:Active", await Shown(table).ConfigureAwait(true));
        Assert.True(await table.UpdateRowAsync(Entry(1, SiloStatus.Active), now.VersionEtag, now).ConfigureAwait(true));
        Assert.Equal("v4 1:Active 2:Active", await Shown(table).ConfigureAwait(true));
        (MembershipEntry read, _) = await ReadFirst(table).ConfigureAwait(true);
        Assert.Equal((_start, _start.AddSeconds(7.25)), (read.StartTime, read.IAmAliveTime));
        Assert.Equal(("silo 1", "host", 0), (read.SiloName, read.HostName, read.ProxyPort));
        Assert.Empty((await table.ReadRowAsync(AddressOf(5)).ConfigureAwait(true)).Members);
    }

    private static async Task Suspicions(AdoNetClusteringTable table)
    {
        TableVersion now = await Read(table).ConfigureAwait(true);
        MembershipEntry suspected = Entry(1, SiloStatus.Active);
        suspected.SuspectTimes = [Tuple.Create(AddressOf(2), _start.AddSeconds(3))];
        Assert.True(await table.UpdateRowAsync(suspected, now.VersionEtag, now).ConfigureAwait(true));
        (MembershipEntry read, string etag) = await ReadFirst(table).ConfigureAwait(true);
        Assert.Equal(suspected.SuspectTimes, read.SuspectTimes);
        Assert.Equal((await Read(table).ConfigureAwait(true)).VersionEtag, etag);
    }

    private static async Task Cleanups(AdoNetClusteringTable table, MembershipPlace place, DbDataSource source)
    {
        await Insert(table, Entry(3, SiloStatus.Dead)).ConfigureAwait(true);
        await Insert(table, Entry(4, SiloStatus.Dead)).ConfigureAwait(true);
        TableVersion now = await Read(table).ConfigureAwait(true);
        MembershipEntry late = Entry(4, SiloStatus.Dead);
        late.IAmAliveTime = _start.AddDays(2);
        await table.UpdateIAmAliveAsync(late).ConfigureAwait(true);

        // One at a time, where nothing has changed since it was read.
        await table.CleanupDefunctSiloEntriesAsync(_start.AddDays(1)).ConfigureAwait(true);
        Assert.Equal("v7 1:Active 2:Active 4:Dead", await Shown(table).ConfigureAwait(true));
        Assert.Equal(now.VersionEtag, (await Read(table).ConfigureAwait(true)).VersionEtag);
        await table.CleanupDefunctSiloEntriesAsync(_start.AddDays(3)).ConfigureAwait(true);
        Assert.Equal("v7 1:Active 2:Active", await Shown(table).ConfigureAwait(true));

        // All at once, as Orleans does it where it finds no other statement.
        await Insert(table, Entry(5, SiloStatus.Dead)).ConfigureAwait(true);
        await Insert(table, Entry(6, SiloStatus.Joining)).ConfigureAwait(true);
        using DbConnection connection = await source.OpenConnectionAsync().ConfigureAwait(true);
        using DbCommand find = connection.CreateCommand();
        find.CommandText = "SELECT QueryText FROM OrleansQuery WHERE QueryKey = 'CleanupDefunctSiloEntriesKey'";
        string statement = (string)(await find.ExecuteScalarAsync().ConfigureAwait(true))!;
        foreach ((DateTime before, string left) in
            new[]
            {
                (_start, "v9 1:Active 2:Active 5:Dead 6:Joining"),
                (_start.AddDays(1), "v9 1:Active 2:Active 6:Joining"),
            })
        {
            await Run(connection, statement, ("DeploymentId", place.Cluster), ("IAmAliveTime", before))
                .ConfigureAwait(true);
            Assert.Equal(left, await Shown(table).ConfigureAwait(true));
        }
    }

    private static async Task Run(
        DbConnection connection, string statement, params (string Name, object Value)[] parameters)
    {
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // It comes from where Orleans has it from.
        command.CommandText = statement;
#pragma warning restore CA2100
        foreach ((string name, object value) in parameters)
        {
            DbParameter parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }

        await command.ExecuteNonQueryAsync().ConfigureAwait(true);
    }

    private static async Task<long> Count(DbDataSource source, string table)
    {
        using DbConnection connection = await source.OpenConnectionAsync().ConfigureAwait(true);
        using DbCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // It stands in this file.
        command.CommandText = $"SELECT count(*) FROM {table} WHERE DeploymentId = 'one'";
#pragma warning restore CA2100
        return Convert.ToInt64(await command.ExecuteScalarAsync().ConfigureAwait(true), CultureInfo.InvariantCulture);
    }

    private static async Task<AdoNetClusteringTable> TableOf(MembershipPlace place, DbDataSource source)
    {
        var table = new AdoNetClusteringTable(
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new ClusterOptions { ClusterId = place.Cluster, ServiceId = "modelcheck" }),
            Options.Create(new AdoNetClusteringSiloOptions { Invariant = place.Invariant, DataSource = source }),
            NullLogger<AdoNetClusteringTable>.Instance);
        await table.InitializeMembershipTableAsync(true).ConfigureAwait(true);
        await table.InitializeMembershipTableAsync(true).ConfigureAwait(true);
        return table;
    }

    private static async Task<string[]> Gateways(MembershipPlace place, DbDataSource source)
    {
        var gateways = new AdoNetGatewayListProvider(
            NullLogger<AdoNetGatewayListProvider>.Instance,
            new ServiceCollection().BuildServiceProvider(),
            Options.Create(new AdoNetClusteringClientOptions { Invariant = place.Invariant, DataSource = source }),
            Options.Create(new GatewayOptions()),
            Options.Create(new ClusterOptions { ClusterId = place.Cluster, ServiceId = "modelcheck" }));
        await gateways.InitializeGatewayListProviderAsync().ConfigureAwait(true);
        return [.. (await gateways.GetGatewaysAsync().ConfigureAwait(true)).Select(gateway => gateway.ToString())];
    }

    // What it is told with what it reads is the version that comes next, with the mark of the present one.
    private static async Task<TableVersion> Read(AdoNetClusteringTable table) =>
        (await table.ReadAllAsync().ConfigureAwait(true)).Version.Next();

    private static async Task<bool> Insert(AdoNetClusteringTable table, MembershipEntry entry) =>
        await table.InsertRowAsync(entry, await Read(table).ConfigureAwait(true)).ConfigureAwait(true);

    private static async Task<(MembershipEntry Entry, string Mark)> ReadFirst(AdoNetClusteringTable table)
    {
        MembershipTableData data = await table.ReadRowAsync(AddressOf(1)).ConfigureAwait(true);
        return Assert.Single(data.Members).ToValueTuple();
    }

    private static async Task<string> Shown(AdoNetClusteringTable table)
    {
        MembershipTableData data = await table.ReadAllAsync().ConfigureAwait(true);
        return string.Create(CultureInfo.InvariantCulture, $"v{data.Version.Version}") + string.Concat(
            data.Members.Select(member => member.Item1)
                .OrderBy(member => member.SiloAddress.Endpoint.Port)
                .Select(member => string.Create(
                    CultureInfo.InvariantCulture, $" {member.SiloAddress.Endpoint.Port}:{member.Status}")));
    }

    private static SiloAddress AddressOf(int port) => SiloAddress.New(new IPEndPoint(IPAddress.Loopback, port), 7);

    // Those with even numbers can be reached from outside.
    private static MembershipEntry Entry(int port, SiloStatus status) => new()
    {
        SiloAddress = AddressOf(port),
        SiloName = string.Create(CultureInfo.InvariantCulture, $"silo {port}"),
        HostName = "host",
        Status = status,
        ProxyPort = port % 2 == 0 ? 1000 + port : 0,
        StartTime = _start,
        IAmAliveTime = _start,
    };
}
