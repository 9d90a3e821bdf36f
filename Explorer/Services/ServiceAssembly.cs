using System.Globalization;
using System.Reflection;
using System.Runtime.ExceptionServices;
using System.Runtime.Loader;
using System.Runtime.Versioning;

using ModelCheck.Conformance;
using ModelCheck.Model.Semantics;
using ModelCheck.Model.Service;

namespace ModelCheck.Services;

/// <summary>
/// A service in an assembly of somebody else: a public class that implements <see cref="IRamService"/> and has a public
/// constructor with the parameters (<see cref="ServiceBounds"/>, <see cref="IFrameMemory"/>). Which policy it follows
/// is for whoever runs it to say.
/// </summary>
public static class ServiceAssembly
{
    private static readonly Type[] Parameters = [typeof(ServiceBounds), typeof(IFrameMemory)];

    /// <summary>Loads a service.</summary>
    /// <param name="place">
    /// The path of the assembly; behind a colon the name of the type, with or without its namespace, which is needed
    /// where there are several.
    /// </param>
    /// <returns>What makes the service.</returns>
    /// <exception cref="ServiceAssemblyException">There is none; one line says what is missing.</exception>
    public static ServiceFactory Load(string place)
    {
        ArgumentNullException.ThrowIfNull(place);
        int colon = File.Exists(place) ? -1 : place.LastIndexOf(':');
        string path = colon < 0 ? place : place[..colon];
        string? name = colon < 0 ? null : place[(colon + 1)..];
        try
        {
            ConstructorInfo constructor = ConstructorOf(TypeIn(AssemblyAt(path), path, name));
            return (_, bounds, memory) => Make(constructor, bounds, memory);
        }
        catch (Exception exception) when (exception
            is IOException or UnauthorizedAccessException or TypeLoadException or BadImageFormatException)
        {
            // What an assembly refers to is sought when it is asked for: for a type, a constructor, an attribute.
            throw new ServiceAssemblyException($"{path} cannot be loaded: {exception.Message.Trim()}", exception);
        }
    }

    private static IRamService Make(ConstructorInfo constructor, ServiceBounds bounds, IFrameMemory memory)
    {
        try
        {
            return (IRamService)constructor.Invoke([bounds, memory]);
        }
        catch (TargetInvocationException exception) when (exception.InnerException is { } inner)
        {
            ExceptionDispatchInfo.Throw(inner);
            throw;
        }
    }

    private static Assembly AssemblyAt(string path)
    {
        if (!File.Exists(path))
        {
            throw new ServiceAssemblyException($"there is no file {path}");
        }

        Assembly assembly;
        try
        {
            string whole = Path.GetFullPath(path);
            assembly = new ForeignContext(whole).LoadFromAssemblyPath(whole);
        }
        catch (BadImageFormatException exception)
        {
            throw new ServiceAssemblyException($"{path} is no .NET assembly", exception);
        }

        ThrowUnlessBuiltForThis(assembly, path);
        return assembly;
    }

    private static void ThrowUnlessBuiltForThis(Assembly assembly, string path)
    {
        string framework = (string?)assembly.GetCustomAttributesData()
            .FirstOrDefault(data => data.AttributeType.FullName == typeof(TargetFrameworkAttribute).FullName)?
            .ConstructorArguments[0].Value ?? ".NETCoreApp,Version=v0.0";
        var built = new FrameworkName(framework);
        Version own = Environment.Version;
        if (built.Identifier is not (".NETCoreApp" or ".NETStandard")
            || (built.Identifier == ".NETCoreApp" && built.Version > new Version(own.Major, own.Minor)))
        {
            throw new ServiceAssemblyException(string.Create(
                CultureInfo.InvariantCulture,
                $"{path} is built for {framework}, and this is .NET {own.Major}.{own.Minor}"));
        }

        AssemblyName mine = typeof(IRamService).Assembly.GetName();
        Version? theirs = Array.Find(assembly.GetReferencedAssemblies(), reference => reference.Name == mine.Name)?
            .Version;
        if (theirs is not null && theirs != mine.Version)
        {
            throw new ServiceAssemblyException(
                $"{path} refers to {mine.Name} {theirs}, and this is {mine.Version}: build it against this one");
        }
    }

    private static Type TypeIn(Assembly assembly, string path, string? name)
    {
        Type[] services =
        [
            .. assembly.GetExportedTypes().Where(type =>
                type is { IsClass: true, IsAbstract: false, ContainsGenericParameters: false }
                && type.IsAssignableTo(typeof(IRamService))),
        ];
        Type[] meant = name is null
            ? services
            : [.. services.Where(type => type.FullName == name || type.Name == name)];
        string all = string.Join(", ", services.Select(type => type.FullName));
        return meant switch
        {
            [var only] => only,
            [] when services.Length == 0 => throw new ServiceAssemblyException(
                $"{path} has no public class that implements {nameof(IRamService)}"),
            [] => throw new ServiceAssemblyException($"{path} has no service {name}; there are {all}"),
            _ => throw new ServiceAssemblyException($"{path} has several services, name one: {path}:TYPE of {all}"),
        };
    }

    private static ConstructorInfo ConstructorOf(Type type) =>
        type.GetConstructor(Parameters) ?? throw new ServiceAssemblyException(
            $"{type.FullName} has no public constructor with the parameters (ServiceBounds, IFrameMemory)");

    // The contract is the one that the program has already; everything else lies beside the assembly.
    private sealed class ForeignContext(string path) : AssemblyLoadContext(path)
    {
        private readonly AssemblyDependencyResolver _resolver = new(path);

        protected override Assembly? Load(AssemblyName assemblyName) =>
            assemblyName.Name == typeof(IRamService).Assembly.GetName().Name ? typeof(IRamService).Assembly
            : _resolver.ResolveAssemblyToPath(assemblyName) is { } file ? LoadFromAssemblyPath(file)
            : null;
    }
}
