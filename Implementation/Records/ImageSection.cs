using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace ModelCheck.Implementation.Records;

/// <summary>An array in which something is on record, as the bytes that it consists of.</summary>
internal readonly struct ImageSection
{
    private readonly Array _array;

    private ImageSection(Array array, int length)
    {
        _array = array;
        Length = length;
    }

    /// <summary>How many bytes.</summary>
    internal int Length { get; }

    /// <summary>The bytes themselves.</summary>
    internal Span<byte> Bytes => MemoryMarshal.CreateSpan(ref MemoryMarshal.GetArrayDataReference(_array), Length);

    /// <summary>The section that an array is.</summary>
    internal static ImageSection Of<T>(T[] array)
        where T : unmanaged => new(array, checked(array.Length * Unsafe.SizeOf<T>()));
}
