namespace ModelCheck.Implementation.Charging;

/// <summary>The session that allocated a frame pays for it until the frame is released.</summary>
internal readonly struct Allocator : ICharging
{
    public static string Name => nameof(Allocator);

    public static bool ChargesPayer => true;
}
