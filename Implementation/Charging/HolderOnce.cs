namespace ModelCheck.Implementation.Charging;

/// <summary>Each session pays once for every frame that it covers: see <see cref="Footprints"/>.</summary>
internal readonly struct HolderOnce : ICharging
{
    public static string Name => nameof(HolderOnce);

    public static bool AliasNeedsQuota => true;

    public static bool ChargesOnce => true;
}
