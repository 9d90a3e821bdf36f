using ModelCheck.Implementation.Charging;
using ModelCheck.Implementation.Records;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Implementation;

/// <content>How the service is put into a state: back to an image of it, or as a description says.</content>
internal sealed partial class RamService<TLifetime, TCharging, TPlatform, TSealing>
{
    // Two objects before the one that is there now, so that there can be stale capabilities of two ages.
    private const long RestoredGeneration = 3;

    /// <inheritdoc/>
    public int ImageBytes { get; }

    /// <inheritdoc/>
    public void Save(Span<byte> image)
    {
        if (image.Length < ImageBytes)
        {
            throw new ArgumentException($"An image needs {ImageBytes} bytes, not {image.Length}.", nameof(image));
        }

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
        RequireSize(image);
        foreach (ImageSection section in _sections)
        {
            Span<byte> bytes = section.Bytes;
            image[..bytes.Length].CopyTo(bytes);
            image = image[bytes.Length..];
        }

        _free.Tree.Replaced();
    }

    /// <inheritdoc/>
    public bool Matches(ReadOnlySpan<byte> image)
    {
        RequireSize(image);
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
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default)
    {
        RequireDataspaces(dataspaces);
        RequireRegions(regions, dataspaces);
        RequireHolders(holders, dataspaces.Length);
        RequireGiven(given);
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
        if (Retains)
        {
            CountRetained();
        }

        for (int slot = 0; slot < regions.Length; slot++)
        {
            if (regions[slot].Length != 0)
            {
                Restore(slot, in regions[slot]);
            }

            _regions[slot].Generation = RestoredGeneration;
        }

        RestoreGiven(given);
    }

    private static SlotFlags FlagsOf(in DataspaceStatus status) => status.Life switch
    {
        Life.Live => SlotFlags.Live,
        Life.Zombie => SlotFlags.Zombie,
        Life.Hollow => SlotFlags.Hollow,
        Life.None => SlotFlags.None,
    }
        | (status.Writable ? SlotFlags.Writable : 0)
        | (status.Sealed ? SlotFlags.Sealed : 0)
        | (status.IsAlias ? SlotFlags.Alias : 0);

    private void RequireSize(ReadOnlySpan<byte> image)
    {
        if (image.Length != ImageBytes)
        {
            throw new ArgumentException($"An image has {ImageBytes} bytes, not {image.Length}.", nameof(image));
        }
    }

    // What is described is looked at before anything changes. Only what could not be entered into the records is
    // refused; whether the policy leads to such a state is for the self-check to say.
    private void RequireDataspaces(ReadOnlySpan<DataspaceStatus> dataspaces)
    {
        Require(dataspaces.Length, 0, _slots.Length, nameof(dataspaces));
        long charged = 0;
        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            ref readonly DataspaceStatus status = ref dataspaces[slot];
            if (status.Life == Life.None)
            {
                continue;
            }

            if (status.Life is not (Life.Live or Life.Zombie or Life.Hollow)
                || status.Base < 0
                || status.Length < 1
                || status.Length > Bounds.Frames - status.Base
                || (uint)status.Owner.Index >= (uint)_sessions.Length
                || (uint)status.Payer.Index >= (uint)_sessions.Length
                || (uint)status.ParentPlusOne > (uint)dataspaces.Length
                || (status.ParentPlusOne != 0 && dataspaces[status.ParentPlusOne - 1].Life == Life.None))
            {
                throw new ArgumentException($"Slot {slot} cannot hold {status}.", nameof(dataspaces));
            }

            SlotFlags flags = FlagsOf(in status);
            charged += Covers(flags) && ChargesOwner(flags) ? status.Length : 0;
            charged += TLifetime.Form == AliasForm.Managed && status.IsAlias ? _aliasCost : 0;
        }

        // More than all quotas together.
        if (charged > int.MaxValue)
        {
            throw new ArgumentException($"{charged} frames are charged in all.", nameof(dataspaces));
        }
    }

    private void RequireRegions(ReadOnlySpan<RegionStatus> regions, ReadOnlySpan<DataspaceStatus> dataspaces)
    {
        Require(regions.Length, 0, _regions.Length, nameof(regions));
        for (int slot = 0; slot < regions.Length; slot++)
        {
            ref readonly RegionStatus status = ref regions[slot];
            if (status.Length == 0)
            {
                continue;
            }

            bool exists = TPlatform.Quarantines && status.DataspacePlusOne == 0
                ? status.Length > 0 && status.Base >= 0 && status.Length <= Bounds.Frames - status.Base
                : (uint)(status.DataspacePlusOne - 1) < (uint)dataspaces.Length
                    && dataspaces[status.DataspacePlusOne - 1].Life != Life.None;
            if (!exists || (uint)status.Session.Index >= (uint)_sessions.Length)
            {
                throw new ArgumentException($"Region slot {slot} cannot hold {status}.", nameof(regions));
            }
        }
    }

    private void Clear()
    {
        Array.Clear(_slots);
        Array.Clear(_regions);
        Array.Clear(_holders);
        Array.Clear(_given);
        _free.FreeAll();
        _counts.Clear();
        _footprints?.Clear();
        _retained?.Clear();
        _quarantined?.Clear();
        _writable?.Clear();
        _emptySlots.EmptyAll();
        _emptyRegions.EmptyAll();
        for (int session = 0; session < _sessions.Length; session++)
        {
            _sessions[session] = new Session { Quota = Bounds.Quotas[session] };
        }
    }

    private void Restore(int slot, in DataspaceStatus status)
    {
        SlotFlags flags = FlagsOf(in status);
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

    private void Restore(int slot, in RegionStatus status)
    {
        if (!TPlatform.Quarantines || status.DataspacePlusOne != 0)
        {
            Map(slot, status.Session.Index, status.DataspacePlusOne - 1, status.Writable);
            return;
        }

        for (int frame = status.Base; frame < status.Base + status.Length; frame++)
        {
            if (_free.IsFree(frame))
            {
                _free.Take(frame, 1);
            }
        }

        ref RegionSlot region = ref Occupy(slot, status.Session.Index, status.Writable);
        Quarantine(slot, status.Base, status.Length);
        CountWritable(slot, ref region);
    }
}
