namespace ModelCheck.Implementation.Charging;

/// <summary>The owner of the lowest parentless dataspace over a frame pays for it: see <see cref="Heirs"/>.</summary>
internal readonly struct Heir : ICharging
{
    public static string Name => nameof(Heir);

    public static bool ChargesHeir => true;
}
