using System.Runtime.InteropServices;

using ModelCheck.Conformance;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Conformance;

/// <summary>
/// The model behind the interface of a service once more, and can be put into states: on the platforms of which a state
/// follows from what is seen (Native, Quarantine).
/// </summary>
internal class CheckpointedModel(PolicyName policy, ServiceBounds bounds, IFrameMemory memory)
    : ModelledService(policy, bounds, memory), ICheckpointedService
{
    // What Restore says of every slot.
    private const long RestoredGeneration = 3;

    public int ImageBytes =>
        Marshal.SizeOf<State>() + ((DataspaceGenerations.Length + RegionGenerations.Length) * sizeof(long));

    public void Save(Span<byte> image)
    {
        MemoryMarshal.Write(image, in State);
        Span<long> generations = Generations(image);
        DataspaceGenerations.CopyTo(generations);
        RegionGenerations.CopyTo(generations[DataspaceGenerations.Length..]);
    }

    public void Load(ReadOnlySpan<byte> image)
    {
        State = MemoryMarshal.Read<State>(image);
        ReadOnlySpan<long> generations = MemoryMarshal.Cast<byte, long>(image[Marshal.SizeOf<State>()..]);
        generations[..DataspaceGenerations.Length].CopyTo(DataspaceGenerations);
        generations[DataspaceGenerations.Length..].CopyTo(RegionGenerations);
    }

    public bool Matches(ReadOnlySpan<byte> image)
    {
        byte[] now = new byte[ImageBytes];
        Save(now);
        return image.SequenceEqual(now);
    }

    public void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default)
    {
        State = default;
        for (int slot = 0; slot < dataspaces.Length; slot++)
        {
            if (dataspaces[slot].Life != Life.None)
            {
                Place(new DataspaceId(slot), in dataspaces[slot], new SessionSet((uint)holders[slot]));
            }
        }

        for (int slot = 0; slot < regions.Length; slot++)
        {
            RegionStatus region = regions[slot];
            if (region.Length > 0)
            {
                State.Place(
                    new RegionId(slot),
                    region.Session,
                    new DataspaceSet(1u << region.DataspacePlusOne >> 1),
                    Extent.Of(region.Base, region.Length),
                    region.Writable);
            }
        }

        for (int pair = 0; pair < given.Length; pair++)
        {
            int sessions = Bounds.Quotas.Length;
            State.SetGiven(new SessionId(pair / sessions), new SessionId(pair % sessions), given[pair]);
        }

        DataspaceGenerations.Fill(RestoredGeneration);
        RegionGenerations.Fill(RestoredGeneration);
    }

    private static Span<long> Generations(Span<byte> image) =>
        MemoryMarshal.Cast<byte, long>(image[Marshal.SizeOf<State>()..]);

    private void Place(DataspaceId slot, in DataspaceStatus status, SessionSet holders)
    {
        DataspaceSet placed = DataspaceSet.Of(slot);
        var extent = Extent.Of(status.Base, status.Length);
        State.Place(
            slot, status.Owner, extent, new DataspaceSet(1u << status.ParentPlusOne >> 1), status.Writable);
        if (status.Sealed)
        {
            State.Seal(slot);
        }

        if (Model.Shape.Kind && status.IsAlias)
        {
            State.MarkAlias(slot);
        }

        if (status.Life == Life.Zombie)
        {
            State.MakeZombies(placed);
        }
        else if (status.Life == Life.Hollow)
        {
            State.MakeHollow(placed);
        }

        if (Model.Shape.Holders)
        {
            State.SetHolders(slot, holders);
        }

        if (Model.Shape.Payers && status.Life != Life.Hollow)
        {
            State.SetPayer(status.Payer, extent.Frames);
        }
    }
}
