namespace ModelCheck.Benchmarks;

/// <summary>A part of a dataspace, or a size.</summary>
/// <param name="Name">How it is called in results.</param>
/// <param name="Offset">In pages.</param>
/// <param name="Length">In pages.</param>
public sealed record Part(string Name, int Offset, int Length)
{
    internal static Part Page { get; } = new("1 page", 0, 1);

    internal static Part Large { get; } = new("2 MiB", 0, 2 * Pages.InMebibyte);

    internal static Part Huge { get; } = new("1 GiB", 0, Pages.InGibibyte);

    internal static Part Unaligned { get; } = new("1 GiB from page 1 on", 1, Pages.InGibibyte);

    /// <inheritdoc/>
    public override string ToString() => Name;
}
