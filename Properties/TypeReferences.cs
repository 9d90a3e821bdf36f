using System.Reflection;

using Xunit;

namespace ModelCheck.Properties;

/// <summary>
/// Which types the types of a namespace are made of: bases, interfaces, attributes, members, parameters, and local
/// variables.
/// </summary>
internal static class TypeReferences
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic
        | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly;

    /// <summary>The references, as text, from a namespace and those within it to types that are looked for.</summary>
    /// <param name="assembly">Where the namespace is.</param>
    /// <param name="space">The namespace; it must have types.</param>
    /// <param name="wanted">Whether a type is looked for.</param>
    internal static List<string> From(Assembly assembly, string space, Func<Type, bool> wanted)
    {
        Type[] types =
        [
            .. assembly.GetTypes().Where(
                type => type.Namespace == space
                    || type.Namespace?.StartsWith(space + ".", StringComparison.Ordinal) == true),
        ];
        Assert.NotEmpty(types);
        return
        [
            .. from type in types
               from named in NamedBy(type).SelectMany(Parts).Distinct()
               where wanted(named)
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
