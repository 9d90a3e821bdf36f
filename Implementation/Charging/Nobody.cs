namespace ModelCheck.Implementation.Charging;

/// <summary>Only what Alloc made is paid for, and only while it is live.</summary>
internal readonly struct Nobody : ICharging
{
    public static string Name => nameof(Nobody);

    public static bool ChargesOwner(bool isZombie, bool isAlias) => !isZombie && !isAlias;
}
