using ModelCheck.Engine;
using ModelCheck.Implementation;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;


namespace ModelCheck.Properties.Implementation;

/// <summary>Sessions that ask a service for whatever there is, at random but the same each time.</summary>
internal sealed class RandomClients(ICheckpointedService service, int seed)
{
    private readonly SplitMix64 _dice = new((ulong)seed);

    /// <summary>The longest extent that is asked for.</summary>
    internal int LongestExtent { get; init; } = 8;

    /// <summary>How many closes there are among a hundred operations.</summary>
    internal int ClosePercent { get; init; } = 1;

    /// <summary>Whether the service can flush.</summary>
    internal bool FlushesToo { get; init; }

    /// <summary>How many operations were granted.</summary>
    internal int Granted { get; private set; }

    /// <summary>Asks so many times.</summary>
    internal void Run(int operations)
    {
        for (int operation = 0; operation < operations; operation++)
        {
            Granted += Ask() == Refusal.None ? 1 : 0;
        }
    }

    private Refusal Ask()
    {
        SessionId session = Session();
        if (_dice.Chance(ClosePercent))
        {
            service.Close(session);
            return Refusal.None;
        }

        int slot = _dice.Below(service.Bounds.Dataspaces);
        DataspaceCapability dataspace = service.DataspaceCapabilityAt(slot);
        DataspaceStatus status = service.DataspaceAt(slot);
        SessionId owner = _dice.Chance(80) ? status.Owner : session;
        switch (_dice.Below(10))
        {
            case 0 or 1:
                return service.Alloc(session, 1 + _dice.Below(LongestExtent), out _);
            case 2 or 3 or 4:
                int offset = _dice.Below(Math.Max(1, status.Length));
                int size = 1 + _dice.Below(Math.Max(1, status.Length - offset));
                return service.Alias(owner, dataspace, _dice.Chance(50), offset, size, out _);
            case 5:
                return service.Free(owner, dataspace);
            case 6:
                return _dice.Chance(30) ? service.Revoke(owner, dataspace)
                    : _dice.Chance(30) ? service.Seal(owner, dataspace)
                    : _dice.Chance(80) ? service.Share(owner, session, dataspace)
                    : service.Drop(session, dataspace);
            case 7:
                return service.Attach(owner, dataspace, out _);
            case 8:
                return Detach(session);
            default:
                return FlushesToo && _dice.Chance(20)
                    ? Flush()
                    : service.Donate(session, Session(), _dice.Below(3));
        }
    }

    private Refusal Flush()
    {
        service.Flush();
        return Refusal.None;
    }

    private Refusal Detach(SessionId session)
    {
        if (service.Bounds.Regions == 0)
        {
            return Refusal.InvalidRegion;
        }

        int region = _dice.Below(service.Bounds.Regions);
        RegionStatus status = service.RegionAt(region);
        return service.Detach(status.Length > 0 ? status.Session : session, service.RegionCapabilityAt(region));
    }

    private SessionId Session() => new(_dice.Below(service.Bounds.Quotas.Length));
}
