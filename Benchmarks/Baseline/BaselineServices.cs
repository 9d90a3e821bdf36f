using System.Reflection;

using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Benchmarks.Baseline;

/// <summary>Makes baselines.</summary>
internal static class BaselineServices
{
    /// <summary>A baseline for a policy.</summary>
    /// <param name="lifetime">
    /// A lifetime policy whose aliases are views: Cascade, FirstClass, Pin, Refuse, Reparent or SessionBound.
    /// </param>
    /// <param name="charging">Holder or Allocator.</param>
    /// <param name="bounds">What it is given.</param>
    /// <returns>The service.</returns>
    internal static IRamService Create(Type lifetime, string charging, ServiceBounds bounds) =>
        (IRamService)typeof(BaselineServices)
            .GetMethod(nameof(CreateFor), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(lifetime)
            .Invoke(null, BindingFlags.DoNotWrapExceptions, binder: null, [charging, bounds], culture: null)!;

    private static BaselineService<TLifetime> CreateFor<TLifetime>(string charging, ServiceBounds bounds)
        where TLifetime : struct, ILifetimePolicy => new(charging, bounds);
}
