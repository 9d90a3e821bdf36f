namespace ModelCheck.Implementation.Charging;

/// <summary>Each session pays for every dataspace it owns, in full.</summary>
internal readonly struct Holder : ICharging
{
    public static string Name => nameof(Holder);

    public static bool AliasNeedsQuota => true;

    public static bool ChargesOwner(bool isZombie, bool isAlias) => true;
}
