namespace ModelCheck.Benchmarks;

/// <summary>Sizes in pages of 4 KiB.</summary>
internal static class Pages
{
    internal const int Bytes = 4_096;
    internal const int InTwoMebibytes = 512;
    internal const int InGibibyte = 262_144;

    /// <summary>What the services are given: 64 GiB.</summary>
    internal const int InMemory = 64 * InGibibyte;
}
