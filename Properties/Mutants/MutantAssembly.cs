using System.Reflection;
using System.Runtime.Loader;

using ModelCheck.Implementation;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;
using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants;

/// <summary>A service compiled from sources, loaded beside the one that the tests refer to.</summary>
internal sealed class MutantAssembly : IDisposable
{
    private readonly AssemblyLoadContext _context;
    private readonly Func<Type, string, string, Type, ServiceBounds, IFrameMemory?, ICheckpointedService> _create;

    /// <summary>Loads it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="image">The compiled assembly.</param>
    internal MutantAssembly(string name, Stream image)
    {
        _context = new AssemblyLoadContext(name, isCollectible: true);
        _create = _context.LoadFromStream(image)
            .GetType(typeof(RamServices).FullName!, throwOnError: true)!
            .GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == nameof(RamServices.Create) && method.GetParameters().Length == 6)
            .CreateDelegate<Func<Type, string, string, Type, ServiceBounds, IFrameMemory?, ICheckpointedService>>();
    }

    /// <summary>Makes a service.</summary>
    /// <param name="policy">The policy that it is to follow.</param>
    /// <param name="bounds">What it is to manage.</param>
    /// <param name="memory">What is behind its frames.</param>
    /// <returns>A service all of whose frames are free.</returns>
    internal ICheckpointedService Create(PolicyName policy, ServiceBounds bounds, IFrameMemory? memory) =>
        _create(
            Catalog.Find(Catalog.Lifetimes, policy.Lifetime)!.Type,
            policy.Charging,
            policy.Platform,
            Catalog.Find(Catalog.Sealings, policy.Sealing)!.Type,
            bounds,
            memory);

    /// <inheritdoc/>
    public void Dispose() => _context.Unload();
}
