using System.Collections.Immutable;
using System.IO.MemoryMappedFiles;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Conformance.Watching;

/// <summary>
/// One thread's part of a journal: what its service is doing, and all that was asked of it since it was fresh or was
/// put into a state. It lies in a file that is mapped into memory, so that it is there when the process is gone.
/// <code>
/// byte   0    8    12        16     20       24    32
///        beat call operation number restored asked description, then operations
/// </code>
/// </summary>
/// <param name="view">The file.</param>
/// <param name="start">Where the part begins.</param>
internal sealed class Strand(MemoryMappedViewAccessor view, long start)
{
    /// <summary>How many operations there is room for. A history that grows longer is cut off at its end.</summary>
    internal const int MaximalOperations = 1 << 20;

    private const int CallAt = 8;
    private const int OperationAt = 12;
    private const int NumberAt = 16;
    private const int RestoredAt = 20;
    private const int AskedAt = 24;
    private const int DataspacesAt = 32;
    private const int RegionsAt = DataspacesAt + (16 * 64);
    private const int HoldersAt = RegionsAt + (8 * 64);
    private const int GivenAt = HoldersAt + (16 * sizeof(ulong));
    private const int OperationsAt = GivenAt + (8 * 8 * sizeof(int));

    private const int MaximalDataspaces = 16;
    private const int MaximalRegions = 8;
    private const int MaximalGifts = 8 * 8;

    private long _beat;
    private int _asked;
    private int _saved;

    /// <summary>How many bytes it takes.</summary>
    internal static long Bytes => OperationsAt + ((long)MaximalOperations * sizeof(uint));

    /// <summary>Grows with each call.</summary>
    internal long Beat => view.ReadInt64(start);

    /// <summary>What the service is doing.</summary>
    internal ServiceCall Call => (ServiceCall)view.ReadInt32(start + CallAt);

    /// <summary>What it was asked for, as far as it is an operation.</summary>
    internal Operation Operation => new(view.ReadUInt32(start + OperationAt));

    /// <summary>The slot, session or frame that it was asked about.</summary>
    internal int Number => view.ReadInt32(start + NumberAt);

    /// <summary>The operations asked since it was fresh or put into a state; it may be doing the last.</summary>
    internal ImmutableArray<uint> Operations
    {
        get
        {
            var operations = new uint[view.ReadInt32(start + AskedAt)];
            view.ReadArray(start + OperationsAt, operations, 0, operations.Length);
            return [.. operations];
        }
    }

    /// <summary>The state that it was put into; null when it was fresh.</summary>
    internal RestoredState? Restored
    {
        get
        {
            if (view.ReadInt32(start + RestoredAt) == 0)
            {
                return null;
            }

            var dataspaces = new DataspaceStatus[MaximalDataspaces];
            var regions = new RegionStatus[MaximalRegions];
            var holders = new ulong[MaximalDataspaces];
            view.ReadArray(start + DataspacesAt, dataspaces, 0, dataspaces.Length);
            view.ReadArray(start + RegionsAt, regions, 0, regions.Length);
            view.ReadArray(start + HoldersAt, holders, 0, holders.Length);
            var given = new int[MaximalGifts];
            view.ReadArray(start + GivenAt, given, 0, given.Length);
            return new RestoredState([.. dataspaces], [.. regions], [.. holders], [.. given]);
        }
    }

    /// <summary>A fresh service is about to be made.</summary>
    internal Asking BeginFresh()
    {
        _asked = 0;
        view.Write(start + AskedAt, 0);
        view.Write(start + RestoredAt, 0);
        return Begin(ServiceCall.Create);
    }

    /// <summary>The service is about to be asked for something.</summary>
    internal Asking Begin(ServiceCall call, int number = 0)
    {
        view.Write(start + NumberAt, number);
        view.Write(start + CallAt, (int)call);
        view.Write(start, ++_beat);
        return new Asking(this);
    }

    /// <summary>The service is about to be asked for an operation.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="isStep">Whether it belongs to the history; not so through a stale capability.</param>
    internal Asking Begin(Operation operation, bool isStep)
    {
        view.Write(start + OperationAt, operation.Code);
        if (isStep && _asked < MaximalOperations)
        {
            view.Write(start + OperationsAt + ((long)_asked * sizeof(uint)), operation.Code);
            view.Write(start + AskedAt, ++_asked);
        }

        return Begin(ServiceCall.Operation, isStep ? 1 : 0);
    }

    /// <summary>The service is about to be put into a state.</summary>
    internal Asking BeginRestore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given)
    {
        var allDataspaces = new DataspaceStatus[MaximalDataspaces];
        var allRegions = new RegionStatus[MaximalRegions];
        var allHolders = new ulong[MaximalDataspaces];
        var allGiven = new int[MaximalGifts];
        dataspaces.CopyTo(allDataspaces);
        regions.CopyTo(allRegions);
        holders.CopyTo(allHolders);
        given.CopyTo(allGiven);
        view.WriteArray(start + DataspacesAt, allDataspaces, 0, allDataspaces.Length);
        view.WriteArray(start + RegionsAt, allRegions, 0, allRegions.Length);
        view.WriteArray(start + HoldersAt, allHolders, 0, allHolders.Length);
        view.WriteArray(start + GivenAt, allGiven, 0, allGiven.Length);
        view.Write(start + RestoredAt, 1);
        _asked = 0;
        _saved = 0;
        view.Write(start + AskedAt, 0);
        return Begin(ServiceCall.Restore);
    }

    /// <summary>An image is about to be taken.</summary>
    internal Asking BeginSave()
    {
        _saved = _asked;
        return Begin(ServiceCall.Save);
    }

    /// <summary>The service is about to go back to its image.</summary>
    internal Asking BeginLoad()
    {
        _asked = _saved;
        view.Write(start + AskedAt, _asked);
        return Begin(ServiceCall.Load);
    }

    private void End() => view.Write(start + CallAt, (int)ServiceCall.None);

    /// <summary>While the service does something; in the end it has come back, be it with an exception.</summary>
    internal readonly ref struct Asking(Strand strand) : IDisposable
    {
        public void Dispose() => strand.End();
    }
}
