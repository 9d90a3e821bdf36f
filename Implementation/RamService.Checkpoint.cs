using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>How the service is put into a state: back to an image of it, or as a description says.</content>
internal sealed partial class RamService<TLifetime, TCharging>
{
    // Two objects before the one that is there now, so that there can be stale capabilities of two ages.
    private const long RestoredGeneration = 3;

    /// <inheritdoc/>
    public int ImageBytes { get; }

    /// <inheritdoc/>
    public void Save(Span<byte> image)
    {
        // Which leaf is behind is not on record.
        _free.Tree.CatchUp();
        foreach (ImageSection section in _sections)
        {
            Span<byte> bytes = section.Bytes;
            bytes.CopyTo(image);
            image = image[bytes.Length..];
        }
    }

    /// <inheritdoc/>
    public void Load(ReadOnlySpan<byte> image)
    {
        foreach (ImageSection section in _sections)
        {
            Span<byte> bytes = section.Bytes;
            image[..bytes.Length].CopyTo(bytes);
            image = image[bytes.Length..];
        }
    }

    /// <inheritdoc/>
    public bool Matches(ReadOnlySpan<byte> image)
    {
        foreach (ImageSection section in _sections)
        {
            Span<byte> bytes = section.Bytes;
            if (!bytes.SequenceEqual(image[..bytes.Length]))
            {
                return false;
            }

            image = image[bytes.Length..];
        }

        return true;
    }

    /// <inheritdoc/>
    public void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces, ReadOnlySpan<RegionStatus> regions, ReadOnlySpan<ulong> holders)
    {
        Clear();
        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            if (dataspaces[slot].Life != Life.None)
            {
                Restore(slot, in dataspaces[slot]);
            }
        }

        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            RestoreHolders(slot, holders);
            _slots[slot].Generation = RestoredGeneration;
        }

        _heirs?.Restore(_slots, _sessions, Covers);
        for (int slot = 0; slot < regions.Length; slot++)
        {
            if (regions[slot].Length != 0)
            {
                Map(slot, regions[slot].Session.Index, regions[slot].DataspacePlusOne - 1, regions[slot].Writable);
            }

            _regions[slot].Generation = RestoredGeneration;
        }
    }

    private void Clear()
    {
        Array.Clear(_slots);
        Array.Clear(_regions);
        Array.Clear(_holders);
        _free.FreeAll();
        _counts.Clear();
        _emptySlots.EmptyAll();
        _emptyRegions.EmptyAll();
        for (int session = 0; session < _sessions.Length; session++)
        {
            _sessions[session] = new Session { Quota = Bounds.Quotas[session] };
        }
    }

    private void Restore(int slot, in DataspaceStatus status)
    {
        SlotFlags flags = status.Life switch
        {
            Life.Live => SlotFlags.Live,
            Life.Zombie => SlotFlags.Zombie,
            Life.Hollow => SlotFlags.Hollow,
            Life.None => SlotFlags.None,
        };
        flags |= (status.Writable ? SlotFlags.Writable : 0)
            | (status.Sealed ? SlotFlags.Sealed : 0)
            | (status.IsAlias ? SlotFlags.Alias : 0);
        if (Covers(flags))
        {
            for (int frame = status.Base; frame < status.Base + status.Length; frame++)
            {
                if (_free.IsFree(frame))
                {
                    _free.Take(frame, 1);
                    if (TCharging.ChargesPayer)
                    {
                        Account.Charge(ref _sessions[status.Payer.Index], 1);
                    }
                }
            }
        }

        Create(slot, status.Owner.Index, status.Base, status.Length, flags, status.Payer.Index);
        if (status.ParentPlusOne != 0)
        {
            LinkToParent(slot, status.ParentPlusOne - 1);
        }
    }
}
