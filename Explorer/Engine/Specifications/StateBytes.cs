using System.Reflection;
using System.Reflection.Emit;
using System.Runtime.CompilerServices;

namespace ModelCheck.Engine.Specifications;

/// <summary>Which bytes of a state belong to its fields. What lies between them may be anything.</summary>
/// <typeparam name="TState">A state.</typeparam>
internal static class StateBytes<TState>
    where TState : unmanaged
{
    /// <summary>How many bits a state takes.</summary>
    internal static int Bits => Unsafe.SizeOf<TState>() * 8;

    /// <summary>For each byte whether it belongs to a field.</summary>
    internal static bool[] OfFields { get; } = StateBytes.Of(typeof(TState));
}

/// <summary>Finds out which bytes of a struct belong to its fields.</summary>
internal static class StateBytes
{
    internal static bool[] Of(Type type)
    {
        bool[] bytes = new bool[RuntimeHelpers.SizeOf(type.TypeHandle)];
        if (type.IsPrimitive || type.IsEnum || type.IsPointer || type.IsFunctionPointer)
        {
            Array.Fill(bytes, true);
            return bytes;
        }

        foreach (FieldInfo field in type.GetFields(
            BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            // Of a buffer of fixed size and of an inline array only the first element is a field.
            bool[] own = Of(field.FieldType);
            bool isBuffer = field.IsDefined(typeof(FixedBufferAttribute));
            int times = type.GetCustomAttribute<InlineArrayAttribute>()?.Length ?? 1;
            int offset = OffsetOf(type, field);
            for (int i = 0; i < own.Length * times; i++)
            {
                bytes[offset + i] |= isBuffer || own[i % own.Length];
            }
        }

        return bytes;
    }

    // Marshal.OffsetOf tells of another layout: that which the struct has in native code.
    private static int OffsetOf(Type type, FieldInfo field)
    {
        var method = new DynamicMethod(nameof(OffsetOf), typeof(int), null, typeof(StateBytes).Module, true);
        ILGenerator code = method.GetILGenerator();
        LocalBuilder local = code.DeclareLocal(type);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Ldflda, field);
        code.Emit(OpCodes.Conv_U);
        code.Emit(OpCodes.Ldloca, local);
        code.Emit(OpCodes.Conv_U);
        code.Emit(OpCodes.Sub);
        code.Emit(OpCodes.Conv_I4);
        code.Emit(OpCodes.Ret);
        return method.CreateDelegate<Func<int>>()();
    }
}
