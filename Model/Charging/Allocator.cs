using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>The session that allocated a frame pays for it until the frame is released.</summary>
public readonly record struct Allocator : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Allocator";

    /// <inheritdoc/>
    public static string Summary => "The session that allocated a frame pays for it until the frame is released.";

    /// <inheritdoc/>
    public static string Source => "Linux memory cgroups: memory stays charged where it was first touched";

    /// <inheritdoc/>
    public static bool RecordsPayer => true;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session) =>
        FrameBag.Of(occupancy.State.PaidBy(session));
}
