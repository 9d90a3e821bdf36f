using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>
/// Only what Alloc made is paid for, and only while it is live: what aliases keep after that is free of charge.
/// </summary>
public readonly record struct Nobody : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Nobody";

    /// <inheritdoc/>
    public static string Summary =>
        "Freeing the original refunds it even though aliases keep its frames, which nobody then pays for.";

    /// <inheritdoc/>
    public static string Source => "XNU's disowned objects, Zircon's orphaned memory, Genode base-linux after free_ram";

    /// <inheritdoc/>
    public static bool ReadsKind => true;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session)
    {
        DataspaceSet original = (occupancy.Covering & occupancy.State.Live) - occupancy.State.Aliases;
        return occupancy.State.CoverOf(original & occupancy.State.OwnedBy(session));
    }
}
