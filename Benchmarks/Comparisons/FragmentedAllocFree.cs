using BenchmarkDotNet.Attributes;

using ModelCheck.Engine;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Comparisons;

/// <summary>
/// Alloc and Free in memory that is full but for holes everywhere. As after long use of a first fit, the low holes are
/// small: none in the lowest quarter of the memory has 16 pages.
/// </summary>
public class FragmentedAllocFree : Comparison
{
    private const int Quarter = Pages.InMemory / 4;

    /// <summary>How much of the memory is in use.</summary>
    [Params(50, 90, 99)]
    public int FillPercent { get; set; }

    /// <summary>How many pages are allocated.</summary>
    [Params(1, 16)]
    public int Size { get; set; }

    /// <inheritdoc/>
    protected override void Prepare()
    {
        var dice = new SplitMix64(20_130_430);
        var placed = new List<(DataspaceCapability Dataspace, bool IsLow)>();
        for (int used = 0; used < Pages.InMemory;)
        {
            bool isLow = used < Quarter;
            int size = isLow ? 1 + dice.Below(15) : 16 + dice.Below(49);
            size = Math.Min(size, Pages.InMemory - used);
            placed.Add((Service.MustAlloc(Client, size), isLow));
            used += size;
        }

        int percent = 100 - FillPercent;
        for (int index = 0; index < placed.Count; index++)
        {
            // Of two neighbours below only one is ever freed, so that holes there do not grow together.
            (DataspaceCapability dataspace, bool isLow) = placed[index];
            int chance = !isLow ? percent : index % 2 == 0 ? 2 * percent : 0;
            if (dice.Below(100) < chance)
            {
                Service.MustFree(Client, dataspace);
            }
        }
    }

    /// <inheritdoc/>
    [Benchmark(Baseline = true)]
    public override void Baseline() => Measure();

    /// <inheritdoc/>
    [Benchmark]
    public override void Optimised() => Measure();

    /// <inheritdoc/>
    protected override void Measure() => Service.MustFree(Client, Service.MustAlloc(Client, Size));
}
