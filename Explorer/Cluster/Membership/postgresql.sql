-- Who is in a cluster, for Orleans' ADO.NET clustering, in PostgreSQL. Orleans reads its statements from OrleansQuery,
-- by names and parameters that it lays down; these are written for it here. Each time a row is inserted or updated, the
-- version of the whole table must go up by one with it, and nothing may happen if it is another than the caller has
-- read: one statement does both, so that nobody sees the one without the other.
BEGIN;

-- Several workers may be started at once.
SELECT pg_advisory_xact_lock(7236421);

CREATE TABLE IF NOT EXISTS OrleansQuery (QueryKey varchar(64) PRIMARY KEY, QueryText varchar(8000) NOT NULL);

CREATE TABLE IF NOT EXISTS OrleansMembershipVersionTable (
    DeploymentId varchar(150) PRIMARY KEY,
    Timestamp timestamptz NOT NULL DEFAULT now(),
    Version integer NOT NULL DEFAULT 0
);

CREATE TABLE IF NOT EXISTS OrleansMembershipTable (
    DeploymentId varchar(150) NOT NULL REFERENCES OrleansMembershipVersionTable (DeploymentId),
    Address varchar(45) NOT NULL,
    Port integer NOT NULL,
    Generation integer NOT NULL,
    SiloName varchar(150) NOT NULL,
    HostName varchar(150) NOT NULL,
    Status integer NOT NULL,
    ProxyPort integer NULL,
    SuspectTimes varchar(8000) NULL,
    StartTime timestamptz NOT NULL,
    IAmAliveTime timestamptz NOT NULL,
    PRIMARY KEY (DeploymentId, Address, Port, Generation)
);

INSERT INTO OrleansQuery (QueryKey, QueryText) VALUES
('InsertMembershipVersionKey',
    'WITH made AS (
         INSERT INTO OrleansMembershipVersionTable (DeploymentId) VALUES (@DeploymentId)
         ON CONFLICT DO NOTHING RETURNING 1)
     SELECT count(*)::integer FROM made;'),
('InsertMembershipKey',
    'WITH raised AS (
         UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
         WHERE DeploymentId = @DeploymentId AND Version = @Version AND NOT EXISTS (
             SELECT 1 FROM OrleansMembershipTable
             WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
         RETURNING 1),
     made AS (
         INSERT INTO OrleansMembershipTable
             (DeploymentId, Address, Port, Generation, SiloName, HostName, Status, ProxyPort, StartTime,
              IAmAliveTime)
         SELECT @DeploymentId, @Address, @Port, @Generation, @SiloName, @HostName, @Status, @ProxyPort,
             @StartTime, @IAmAliveTime
         FROM raised RETURNING 1)
     SELECT count(*)::integer FROM made;'),
('UpdateMembershipKey',
    'WITH raised AS (
         UPDATE OrleansMembershipVersionTable SET Version = Version + 1, Timestamp = now()
         WHERE DeploymentId = @DeploymentId AND Version = @Version AND EXISTS (
             SELECT 1 FROM OrleansMembershipTable
             WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation)
         RETURNING 1),
     changed AS (
         UPDATE OrleansMembershipTable
         SET Status = @Status, SuspectTimes = @SuspectTimes, IAmAliveTime = greatest(IAmAliveTime, @IAmAliveTime)
         FROM raised
         WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
         RETURNING 1)
     SELECT count(*)::integer FROM changed;'),
('UpdateIAmAlivetimeKey',
    'UPDATE OrleansMembershipTable SET IAmAliveTime = @IAmAliveTime
     WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation;'),
('MembershipReadRowKey',
    'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
         m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
     FROM OrleansMembershipVersionTable v
     LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
         AND m.Address = @Address AND m.Port = @Port AND m.Generation = @Generation
     WHERE v.DeploymentId = @DeploymentId;'),
('MembershipReadAllKey',
    'SELECT v.DeploymentId, m.Address, m.Port, m.Generation, m.SiloName, m.HostName, m.Status, m.ProxyPort,
         m.SuspectTimes, m.StartTime, m.IAmAliveTime, v.Version
     FROM OrleansMembershipVersionTable v
     LEFT JOIN OrleansMembershipTable m ON m.DeploymentId = v.DeploymentId
     WHERE v.DeploymentId = @DeploymentId;'),
('GatewaysQueryKey',
    'SELECT Address, ProxyPort, Generation FROM OrleansMembershipTable
     WHERE DeploymentId = @DeploymentId AND Status = @Status AND ProxyPort > 0;'),
('DeleteMembershipTableEntriesKey',
    'DELETE FROM OrleansMembershipTable WHERE DeploymentId = @DeploymentId;
     DELETE FROM OrleansMembershipVersionTable WHERE DeploymentId = @DeploymentId;'),
('CleanupDefunctSiloEntriesKey',
    'DELETE FROM OrleansMembershipTable
     WHERE DeploymentId = @DeploymentId AND Status = 6 AND StartTime < @IAmAliveTime
         AND IAmAliveTime < @IAmAliveTime AND coalesce(SuspectTimes, '''') = '''';'),
('CleanupDefunctSiloEntryKey',
    'DELETE FROM OrleansMembershipTable
     WHERE DeploymentId = @DeploymentId AND Address = @Address AND Port = @Port AND Generation = @Generation
         AND Status = 6 AND StartTime = @StartTime AND IAmAliveTime = @IAmAliveTime
         AND coalesce(SuspectTimes, '''') = coalesce(@SuspectTimes, '''');')
ON CONFLICT (QueryKey) DO UPDATE SET QueryText = excluded.QueryText;

COMMIT;
