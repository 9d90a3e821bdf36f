using System.Reflection;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What a policy decides, read from it by name, so that the plain model needs no type arguments.</summary>
/// <param name="Lifetime">The name of the lifetime policy.</param>
/// <param name="Form">What Alias makes.</param>
/// <param name="OnFree">What becomes of the uses of a dataspace that is destroyed by Free.</param>
/// <param name="OnClose">What becomes of the uses of a dataspace that is destroyed by Close.</param>
/// <param name="Charging">Who pays: Allocator, Heir, Holder, HolderOnce, Nobody or Retainer.</param>
internal sealed record PlainRules(
    string Lifetime, AliasForm Form, PlainFates OnFree, PlainFates OnClose, string Charging)
{
    /// <summary>The name of the platform.</summary>
    internal string Platform { get; init; } = OptimisedService.Platform;

    /// <summary>What Seal does beyond the least: Future, Refusing, Immediate or Subtree.</summary>
    internal string Sealing { get; init; } = PolicyName.UsualSealing;

    /// <summary>What the specification calls the policy.</summary>
    internal PolicyName Policy => new(Lifetime, Charging, Platform, Sealing);

    /// <summary>Whether a region lives on by itself, as a part of its block.</summary>
    internal bool IsLinux => Platform is "BaseLinux" or "SealedMemfd";

    /// <summary>Whether the allocation that a dataspace is a part of plays a part.</summary>
    internal bool HasBlocks => IsLinux || Platform == "WholeBlock";

    /// <summary>Whether a region that loses its dataspace is dead, and works on without one.</summary>
    internal bool HasDeadRegions => Platform is "Quarantine" or "LateFlush" or "Dangling";

    /// <summary>Whether the kernel takes dead regions away by and by.</summary>
    internal bool HasFlush => Platform is "Quarantine" or "LateFlush";

    /// <summary>Whether a region is marked when a frame that it shows becomes free.</summary>
    internal bool MarksStale => Platform is "LateFlush" or "Dangling";

    /// <summary>Whether the kind Ram or Alias plays a part.</summary>
    internal bool HasKinds => Charging == "Nobody" || Form == AliasForm.Managed;

    /// <summary>
    /// The rules of a lifetime policy together with a charging policy, on the platform of the service.
    /// </summary>
    internal static PlainRules Of(Type lifetime, string charging) =>
        (PlainRules)typeof(PlainRules)
            .GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(lifetime)
            .Invoke(null, [charging])!;

    /// <summary>The rules of a policy of the catalog.</summary>
    internal static PlainRules Of(PolicyName policy) =>
        Of(Catalog.Find(Catalog.Lifetimes, policy.Lifetime)!.Type, policy.Charging) with
        {
            Platform = policy.Platform,
            Sealing = policy.Sealing,
        };

    private static PlainRules Read<TLifetime>(string charging)
        where TLifetime : struct, ILifetimePolicy => new(
            TLifetime.Name,
            TLifetime.Form,
            new PlainFates(TLifetime.OnFree, TLifetime.MappingOnFree, TLifetime.CapabilityOnFree),
            new PlainFates(TLifetime.OnClose, TLifetime.MappingOnClose, TLifetime.CapabilityOnClose),
            charging);
}
