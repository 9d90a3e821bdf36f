using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>Every session pays once for every frame that a dataspace of its own covers.</summary>
public readonly record struct HolderOnce : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "HolderOnce";

    /// <inheritdoc/>
    public static string Summary => "Each session pays once for every frame that some dataspace of its own covers.";

    /// <inheritdoc/>
    public static string Source => "CHERIoT's claims on heap memory, Android's dmabuf accounting";

    /// <inheritdoc/>
    public static AliasPrice PriceOfAlias => AliasPrice.Asked;

    /// <inheritdoc/>
    public static int Price(in Occupancy occupancy, SessionId session, DataspaceId original, Extent part) =>
        (part.Frames - PaidBy(in occupancy, session)).Count;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session) =>
        FrameBag.Of(PaidBy(in occupancy, session));

    private static FrameSet PaidBy(in Occupancy occupancy, SessionId session) =>
        occupancy.State.FramesOf(occupancy.Covering & occupancy.State.OwnedBy(session));
}
