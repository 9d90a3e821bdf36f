using BenchmarkDotNet.Attributes;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>Alias and Free of a part of 4 GiB.</summary>
public class AliasFree : Comparison
{
    private DataspaceCapability _whole;

    /// <summary>Which part.</summary>
    [ParamsSource(nameof(Parts))]
    public Part Part { get; set; } = null!;

    /// <summary>What <see cref="Part"/> can be.</summary>
    public static IEnumerable<Part> Parts => [Part.Page, Part.Large, Part.Huge, Part.Unaligned];

    /// <inheritdoc/>
    protected override void Prepare() => _whole = Service.MustAlloc(Client, 4 * Pages.InGibibyte);

    /// <inheritdoc/>
    protected override void Measure() =>
        Service.MustFree(Client, Service.MustAlias(Client, _whole, Part.Offset, Part.Length));
}
