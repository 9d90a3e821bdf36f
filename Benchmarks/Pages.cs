namespace ModelCheck.Benchmarks;

/// <summary>Sizes in pages of 4 KiB.</summary>
internal static class Pages
{
    internal const int Bytes = 4_096;
    internal const int InMebibyte = 256;
    internal const int InGibibyte = 1_024 * InMebibyte;

    /// <summary>What the services are given: 64 GiB.</summary>
    internal const int InMemory = 64 * InGibibyte;
}
