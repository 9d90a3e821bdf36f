using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>Every session pays for each of its dataspaces in full: what two of them cover is paid twice.</summary>
public readonly record struct Holder : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Holder";

    /// <inheritdoc/>
    public static string Summary => "Each session pays for every dataspace it owns, in full: overlap is paid twice.";

    /// <inheritdoc/>
    public static string Source => "Genode's alloc_ram applied to aliases as if each were memory of its own";

    /// <inheritdoc/>
    public static AliasPrice PriceOfAlias => AliasPrice.Size;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session) =>
        occupancy.State.CoverOf(occupancy.Covering & occupancy.State.OwnedBy(session));
}
