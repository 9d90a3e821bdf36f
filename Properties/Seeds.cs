namespace ModelCheck.Properties;

/// <summary>Where random properties begin that draw the same in every run.</summary>
internal static class Seeds
{
    /// <summary>FsCheck's seed and gamma, which is odd.</summary>
    internal const string Pinned = "20261126,9007199254740881";
}
