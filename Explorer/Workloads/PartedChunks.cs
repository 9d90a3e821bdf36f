using ModelCheck.Exploration.Results;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Workloads;

/// <summary>
/// A server with chunks of memory of which each part, a page, is handed to a client: the server makes an alias of the
/// part and shares it with the client, which attaches it. To take a part back, the client detaches and the server
/// frees. Clients never hold the chunk itself, for whoever does could have the parts of all others.
/// </summary>
/// <remarks>Quotas suffice, so a refusal is a defect.</remarks>
internal sealed class PartedChunks
{
    /// <summary>
    /// How many clients there are; they take parts in turn. The model has room for as many, beside the server.
    /// </summary>
    private static readonly int Clients = SessionId.Capacity - 1;

    private readonly IRamService _service;
    private readonly int _size;
    private readonly int[] _order;
    private readonly DataspaceCapability[] _chunks;
    private readonly DataspaceCapability[] _parts;
    private readonly RegionCapability[] _regions;

    /// <summary>Allocates the chunks.</summary>
    /// <param name="service">Something within <see cref="BoundsOf"/>.</param>
    /// <param name="size">How many parts a chunk has.</param>
    /// <param name="chunks">How many chunks there are.</param>
    internal PartedChunks(IRamService service, int size, int chunks)
    {
        _service = service;
        _size = size;
        _order = OrderOf(size * chunks);
        _chunks = new DataspaceCapability[chunks];
        _parts = new DataspaceCapability[size * chunks];
        _regions = new RegionCapability[size * chunks];
        for (int chunk = 0; chunk < chunks; chunk++)
        {
            Grant(service.Alloc(Server, size, out _chunks[chunk]));
        }
    }

    private static SessionId Server => new(0);

    /// <summary>What a service needs for it, with more quota than is used.</summary>
    internal static ServiceBounds BoundsOf(Arrangement arrangement, int size, int chunks)
    {
        int parts = size * chunks;
        return new ServiceBounds
        {
            Frames = parts,
            Dataspaces = parts + chunks,
            Regions = parts,
            Quotas = [parts * (2 + arrangement.AliasCost), .. Enumerable.Repeat(parts, Clients)],
            Sharing = Sharing.Delegated,
            AliasCost = arrangement.AliasCost,
        };
    }

    /// <summary>Hands out every part of every chunk, one after the other.</summary>
    internal void HandOut()
    {
        int part = 0;
        foreach (DataspaceCapability chunk in _chunks)
        {
            for (int offset = 0; offset < _size; offset++, part++)
            {
                SessionId client = ClientOf(part);
                Grant(_service.Alias(Server, chunk, writable: true, offset, 1, out _parts[part]));
                Grant(_service.Share(Server, client, _parts[part]));
                Grant(_service.Attach(client, _parts[part], out _regions[part]));
            }
        }
    }

    /// <summary>Takes every part back, one after the other, in another order: clients end when they please.</summary>
    internal void TakeBack()
    {
        foreach (int part in _order)
        {
            Grant(_service.Detach(ClientOf(part), _regions[part]));
            Grant(_service.Free(Server, _parts[part]));
        }
    }

    /// <summary>What is charged and in use at the moment, beyond the chunks themselves.</summary>
    internal HandOutPrice Price() => new(
        _service.UsedBy(Server) - _parts.Length,
        Enumerable.Range(1, Clients).Sum(client => _service.UsedBy(new SessionId(client))),
        Enumerable.Range(0, _service.Bounds.Dataspaces)
            .Count(slot => _service.DataspaceAt(slot).Life != Life.None) - _chunks.Length);

    /// <summary>Frees the chunks, after which nothing is left.</summary>
    internal void Free()
    {
        foreach (DataspaceCapability chunk in _chunks)
        {
            Grant(_service.Free(Server, chunk));
        }

        var nothing = new HandOutPrice(-_parts.Length, 0, -_chunks.Length);
        if (_service.FreeFrames != _service.Bounds.Frames || Price() != nothing)
        {
            throw new InvalidOperationException("Something is left after the chunk was freed.");
        }
    }

    private static SessionId ClientOf(int part) => new(1 + (part % Clients));

    // Every part once, each far from the one before: steps of the golden section that share no divisor with the number.
    private static int[] OrderOf(int parts)
    {
        int step = Math.Max(1, (int)(parts * 0.618));
        while (GreatestDivisor(step, parts) > 1)
        {
            step++;
        }

        return [.. Enumerable.Range(0, parts).Select(part => (int)((long)part * step % parts))];
    }

    private static int GreatestDivisor(int first, int second) =>
        second == 0 ? first : GreatestDivisor(second, first % second);

    private static void Grant(Refusal refusal)
    {
        if (refusal != Refusal.None)
        {
            throw new InvalidOperationException($"The workload was refused: {refusal}.");
        }
    }
}
