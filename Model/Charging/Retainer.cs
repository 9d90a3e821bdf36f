using ModelCheck.Model.States;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Charging;

/// <summary>
/// Every session pays for each of its dataspaces, and for all that the dataspace alone would keep allocated.
/// </summary>
public readonly record struct Retainer : IChargingPolicy
{
    /// <inheritdoc/>
    public static string Name => "Retainer";

    /// <inheritdoc/>
    public static string Summary =>
        "Each session pays for every dataspace it owns, and for all that it alone would keep allocated.";

    /// <inheritdoc/>
    public static string Source => "Arrow's retained bytes: a slice pays for the buffer that it keeps alive";

    /// <inheritdoc/>
    public static bool ReadsRetained => true;

    /// <inheritdoc/>
    public static AliasPrice PriceOfAlias => AliasPrice.Asked;

    /// <inheritdoc/>
    public static int Price(in Occupancy occupancy, SessionId session, DataspaceId original, Extent part) =>
        occupancy.RetainedByAlias(session, original, part).Length;

    /// <inheritdoc/>
    public static FrameBag Charged(in Occupancy occupancy, SessionId session)
    {
        FrameBag charged = default;
        foreach (DataspaceId dataspace in occupancy.Covering & occupancy.State.OwnedBy(session))
        {
            charged += occupancy.RetainedBy(dataspace).Frames;
        }

        return charged;
    }
}
