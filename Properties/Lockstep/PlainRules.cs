using System.Reflection;

using ModelCheck.Model.Semantics;
using ModelCheck.Model.Vocabulary;
using ModelCheck.Services;

namespace ModelCheck.Properties.Lockstep;

/// <summary>What a policy decides, read from it by name, so that the plain model needs no type arguments.</summary>
/// <param name="Lifetime">The name of the lifetime policy.</param>
/// <param name="Form">What Alias makes.</param>
/// <param name="OnFree">What becomes of an alias when its parent is destroyed by Free.</param>
/// <param name="OnClose">What becomes of an alias when its parent is destroyed by Close.</param>
/// <param name="Charging">Who pays: Allocator, Heir, Holder or Nobody.</param>
internal sealed record PlainRules(
    string Lifetime,
    AliasForm Form,
    Func<Kinship, AliasFate> OnFree,
    Func<Kinship, AliasFate> OnClose,
    string Charging)
{
    /// <summary>What the specification calls the policy.</summary>
    internal PolicyName Policy => new(Lifetime, Charging, OptimisedService.Platform);

    /// <summary>The rules of a lifetime policy together with a charging policy.</summary>
    internal static PlainRules Of(Type lifetime, string charging) =>
        (PlainRules)typeof(PlainRules)
            .GetMethod(nameof(Read), BindingFlags.NonPublic | BindingFlags.Static)!
            .MakeGenericMethod(lifetime)
            .Invoke(null, [charging])!;

    private static PlainRules Read<TLifetime>(string charging)
        where TLifetime : struct, ILifetimePolicy =>
        new(TLifetime.Name, TLifetime.Form, TLifetime.OnFree, TLifetime.OnClose, charging);
}
