using System.Reflection;
using System.Text.RegularExpressions;

using ModelCheck.Explorer.Engine;
using ModelCheck.Model.Vocabulary;

using Xunit;

namespace ModelCheck.Properties.Explorer.Engine;

public sealed partial class EngineIndependenceTests
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    [Fact]
    public void No_type_of_the_engine_refers_to_the_model() =>
        Assert.Empty(References("ModelCheck.Explorer.Engine"));

    [Fact]
    public void The_walk_over_types_finds_the_references_that_the_bridge_has()
    {
        List<string> references = References("ModelCheck.Explorer.Bridge");

        Assert.Contains(references, reference => reference.EndsWith(typeof(Scope).FullName!, StringComparison.Ordinal));
        Assert.Contains(references, reference => reference.StartsWith("StateCodec ", StringComparison.Ordinal));
        Assert.Contains(references, reference => reference.StartsWith("RamSystem`2 ", StringComparison.Ordinal));
    }

    [Fact]
    public void No_source_file_of_the_engine_names_the_model() =>
        Assert.DoesNotContain(Sources("Engine"), source => NameOfTheModel().IsMatch(File.ReadAllText(source)));

    [Fact]
    public void The_walk_over_source_files_finds_the_names_that_the_bridge_has()
    {
        Assert.Contains(Sources("Bridge"), source => NameOfTheModel().IsMatch(File.ReadAllText(source)));
        Assert.Contains(Sources("Engine"), source => Path.GetFileName(source) == "Search.cs");
        Assert.Matches(NameOfTheModel(), "using ModelCheck.Model.Vocabulary;");
        Assert.Matches(NameOfTheModel(), "Model.States.State state;");
        Assert.Matches(NameOfTheModel(), "FrameSet frames;");
        Assert.DoesNotMatch(NameOfTheModel(), "namespace ModelCheck.Explorer.Engine;");
    }

    // By its full name, by its name as seen from within ModelCheck, or by what all projects call its sets.
    [GeneratedRegex(@"ModelCheck\.Model|\bModel\.|\b(Frame|Dataspace|Session|Region)Set\b")]
    private static partial Regex NameOfTheModel();

    private static string[] Sources(string folder)
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "ModelCheck.sln")))
        {
            root = root.Parent;
        }

        Assert.NotNull(root);
        return Directory.GetFiles(Path.Combine(root.FullName, "Explorer", folder), "*.cs", SearchOption.AllDirectories);
    }

    private static List<string> References(string space)
    {
        Type[] types =
        [
            .. typeof(Search).Assembly.GetTypes().Where(
                type => type.Namespace == space
                    || type.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) == true),
        ];
        Assert.NotEmpty(types);
        return
        [
            .. from type in types
               from named in NamedBy(type).SelectMany(Parts).Distinct()
               where named.Assembly == typeof(Scope).Assembly
               select $"{type.Name} refers to {named.FullName}",
        ];
    }

    private static IEnumerable<Type> NamedBy(Type type)
    {
        IEnumerable<Type> own =
        [
            .. type.GetInterfaces(),
            .. type.BaseType is { } parent ? [parent] : Type.EmptyTypes,
            .. type.IsGenericTypeDefinition ? type.GetGenericArguments() : Type.EmptyTypes,
            .. type.GetCustomAttributesData().Select(attribute => attribute.AttributeType),
        ];
        return own
            .Concat(type.GetFields(Everything).Select(field => field.FieldType))
            .Concat(type.GetProperties(Everything).Select(property => property.PropertyType))
            .Concat(type.GetEvents(Everything).Select(handler => handler.EventHandlerType!))
            .Concat(type.GetMethods(Everything).SelectMany(NamedBy))
            .Concat(type.GetConstructors(Everything).SelectMany(NamedBy));
    }

    private static IEnumerable<Type> NamedBy(MethodBase method) =>
    [
        .. method is MethodInfo { ReturnType: var result } ? [result] : Type.EmptyTypes,
        .. method.GetParameters().Select(parameter => parameter.ParameterType),
        .. method.IsGenericMethodDefinition ? method.GetGenericArguments() : Type.EmptyTypes,
        .. method.GetMethodBody()?.LocalVariables.Select(local => local.LocalType) ?? [],
    ];

    // A type and everything that it is made of: elements, generic arguments, constraints.
    private static IEnumerable<Type> Parts(Type type)
    {
        if (type.HasElementType)
        {
            return Parts(type.GetElementType()!);
        }

        if (type.IsGenericParameter)
        {
            // A constraint may name the parameter itself.
            return type.GetGenericParameterConstraints().Where(constraint => !constraint.ContainsGenericParameters);
        }

        return type.IsConstructedGenericType
            ? type.GetGenericArguments().SelectMany(Parts).Prepend(type.GetGenericTypeDefinition())
            : [type];
    }
}
