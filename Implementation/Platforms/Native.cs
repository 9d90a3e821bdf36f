namespace ModelCheck.Implementation.Platforms;

/// <summary>A region goes at once, before its frames are free.</summary>
internal readonly struct Native : IPlatform
{
    public static string Name => nameof(Native);
}
