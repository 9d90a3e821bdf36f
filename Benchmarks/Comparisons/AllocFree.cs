using BenchmarkDotNet.Attributes;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>Alloc and Free in a service that is otherwise empty.</summary>
public class AllocFree : Comparison
{
    /// <summary>How much is allocated.</summary>
    [ParamsSource(nameof(Sizes))]
    public Part Size { get; set; } = null!;

    /// <summary>What <see cref="Size"/> can be.</summary>
    public static IEnumerable<Part> Sizes => [Part.Page, Part.Large, Part.Huge];

    /// <inheritdoc/>
    protected override void Measure() => Service.MustFree(Client, Service.MustAlloc(Client, Size.Length));
}
