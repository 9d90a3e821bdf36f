using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Searching;

/// <summary>Other names for sessions and slots; by default each keeps its own.</summary>
/// <param name="Sessions">The new name of each session.</param>
/// <param name="Dataspaces">The new slot of each dataspace.</param>
/// <param name="Regions">The new slot of each region.</param>
public readonly record struct Names(Permutation Sessions, Permutation Dataspaces, Permutation Regions)
{
    /// <summary>The names that undo these.</summary>
    public Names Inverse => new(Sessions.Inverse, Dataspaces.Inverse, Regions.Inverse);

    /// <summary>The session under its new name.</summary>
    /// <param name="session">The session.</param>
    /// <returns>The session.</returns>
    public SessionId Of(SessionId session) => new(Sessions[session.Index]);

    /// <summary>The slot that the dataspace moves to.</summary>
    /// <param name="dataspace">The slot it is in.</param>
    /// <returns>The slot.</returns>
    public DataspaceId Of(DataspaceId dataspace) => new(Dataspaces[dataspace.Index]);

    /// <summary>The slot that the region moves to.</summary>
    /// <param name="region">The slot it is in.</param>
    /// <returns>The slot.</returns>
    public RegionId Of(RegionId region) => new(Regions[region.Index]);

    /// <summary>What asks the same under the new names.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>The operation.</returns>
    public Operation Of(Operation operation) => operation.With(
        Of(operation.Session), Of(operation.Receiver), Of(operation.Dataspace), Of(operation.Region));
}
