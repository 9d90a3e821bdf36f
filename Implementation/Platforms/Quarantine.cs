namespace ModelCheck.Implementation.Platforms;

/// <summary>A region is dead until a flush, and keeps its frames so long: neither free nor charged.</summary>
internal readonly struct Quarantine : IPlatform
{
    public static string Name => nameof(Quarantine);

    public static bool Quarantines => true;
}
