namespace ModelCheck.Implementation.Charging;

/// <summary>Each session pays for every dataspace it owns, and for all that it alone would keep allocated.</summary>
internal readonly struct Retainer : ICharging
{
    public static string Name => nameof(Retainer);

    public static bool AliasNeedsQuota => true;

    public static bool ChargesRetained => true;

    public static bool ChargesOwner(bool isZombie, bool isAlias) => true;
}
