using ModelCheck.Model.Service;

namespace ModelCheck.Conformance.Watching;

/// <summary>A service of which it is written down what it is asked, and that can be put into a state.</summary>
/// <param name="inner">The service.</param>
/// <param name="journal">Where it is written down.</param>
internal sealed class WatchedCheckpoints(ICheckpointedService inner, CallJournal journal)
    : WatchedService(inner, journal.Mine), ICheckpointedService
{
    public int ImageBytes => inner.ImageBytes;

    public void Save(Span<byte> image)
    {
        using Strand.Asking asking = Strand.BeginSave();
        inner.Save(image);
    }

    public void Load(ReadOnlySpan<byte> image)
    {
        using Strand.Asking asking = Strand.BeginLoad();
        inner.Load(image);
    }

    public bool Matches(ReadOnlySpan<byte> image)
    {
        using Strand.Asking asking = Strand.Begin(ServiceCall.Matches);
        return inner.Matches(image);
    }

    public void Restore(
        ReadOnlySpan<DataspaceStatus> dataspaces,
        ReadOnlySpan<RegionStatus> regions,
        ReadOnlySpan<ulong> holders,
        ReadOnlySpan<int> given = default)
    {
        // From here on it may be in the hands of another thread.
        Strand = journal.Mine;
        using Strand.Asking asking = Strand.BeginRestore(dataspaces, regions, holders, given);
        inner.Restore(dataspaces, regions, holders, given);
    }
}
