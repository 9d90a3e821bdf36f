using System.Globalization;

using Orleans.Placement;
using Orleans.Runtime.Placement;

namespace ModelCheck.Cluster.Silos;

/// <summary>
/// Spreads grains that have numbers evenly: each worker gets the next. A partition is as much work as any other, and
/// all of them wait for the slowest.
/// </summary>
[GenerateSerializer]
[Immutable]
[Alias("even")]
internal sealed class EvenPlacement : PlacementStrategy;

/// <summary>Says that a grain is placed by <see cref="EvenPlacement"/>.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EvenPlacementAttribute() : PlacementAttribute(new EvenPlacement());

/// <summary>Where <see cref="EvenPlacement"/> puts a grain.</summary>
internal sealed class EvenPlacementDirector : IPlacementDirector
{
    /// <inheritdoc/>
    public Task<SiloAddress> OnAddActivation(
        PlacementStrategy strategy, PlacementTarget target, IPlacementContext context)
    {
        SiloAddress[] silos = context.GetCompatibleSilos(target);
        Array.Sort(silos);
        return Task.FromResult(silos[NumberOf(target.GrainIdentity) % silos.Length]);
    }

    // What stands behind the last slash of a key, or the whole key.
    private static int NumberOf(GrainId grain)
    {
        if (grain.TryGetIntegerKey(out long number, out _))
        {
            return (int)(number & int.MaxValue);
        }

        string key = grain.Key.ToString()!;
        return int.Parse(key.AsSpan(key.LastIndexOf('/') + 1), CultureInfo.InvariantCulture);
    }
}
