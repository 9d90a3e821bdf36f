using System.Runtime.CompilerServices;

using ModelCheck.Engine.Codes;

namespace ModelCheck.Engine.Specifications;

/// <summary>Names the fields of a state to a packing.</summary>
/// <typeparam name="TState">A state.</typeparam>
/// <param name="state">The state: its fields are read, or written.</param>
/// <param name="packing">What is told of each field.</param>
public delegate void FieldPacking<TState>(ref TState state, ref Packing packing)
    where TState : unmanaged;

/// <summary>
/// Is told of the fields of a state, one after the other, and how many bits each needs. One and the same telling packs
/// a state and unpacks it, so that the two cannot differ.
/// </summary>
public ref struct Packing
{
    private readonly Purpose _purpose;
    private readonly Span<ulong> _words;
    private readonly Span<bool> _told;
    private readonly ref byte _state;
    private int _position;

    private Packing(Purpose purpose, Span<ulong> words, Span<bool> told, ref byte state)
    {
        _purpose = purpose;
        _words = words;
        _told = told;
        _state = ref state;
    }

    private enum Purpose
    {
        Measure,
        Write,
        Read,
    }

    /// <summary>A field that is true or false: one bit.</summary>
    /// <param name="field">The field.</param>
    public void Field(ref bool field) => Field(ref field, 1);

    /// <summary>A field.</summary>
    /// <typeparam name="TField">A number or an enum of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="field">The field.</param>
    /// <param name="bits">How many of its bits, from the lowest up, its values need. None may be negative.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Field<TField>(ref TField field, int bits)
        where TField : unmanaged
    {
        if (_purpose == Purpose.Write)
        {
            Write(ValueOf(in field), bits);
        }
        else if (_purpose == Purpose.Read)
        {
            ulong value = Read(bits);
            field = Unsafe.As<ulong, TField>(ref value);
        }
        else
        {
            Measure(ref field, bits);
        }
    }

    /// <summary>Fields that all need as many bits, such as those of an inline array.</summary>
    /// <typeparam name="TField">A number or an enum of 1, 2, 4 or 8 bytes.</typeparam>
    /// <param name="fields">The fields.</param>
    /// <param name="bits">How many of its bits, from the lowest up, the values of each need.</param>
    public void Fields<TField>(Span<TField> fields, int bits)
        where TField : unmanaged
    {
        foreach (ref TField field in fields)
        {
            Field(ref field, bits);
        }
    }

    /// <summary>How many bits a state takes.</summary>
    /// <exception cref="ArgumentException">A field is not named, or is none.</exception>
    internal static int Measure<TState>(FieldPacking<TState> fields)
        where TState : unmanaged
    {
        TState state = default;
        bool[] told = new bool[Unsafe.SizeOf<TState>()];
        var packing = new Packing(Purpose.Measure, default, told, ref Unsafe.As<TState, byte>(ref state));
        fields(ref state, ref packing);
        for (int i = 0; i < told.Length; i++)
        {
            if (StateBytes<TState>.OfFields[i] && !told[i])
            {
                throw new ArgumentException(
                    $"The layout of {typeof(TState).Name} leaves out what is in its byte {i}: states that differ there "
                    + "only would be one.",
                    nameof(fields));
            }
        }

        return Math.Max(packing._position, 1);
    }

    /// <summary>Packs a state into words that are zero.</summary>
    internal static void Write<TState>(FieldPacking<TState> fields, ref TState state, Span<ulong> words, int bits)
        where TState : unmanaged
    {
        var packing = new Packing(Purpose.Write, words, default, ref Unsafe.NullRef<byte>());
        fields(ref state, ref packing);
        packing.MustBeAt<TState>(bits);
    }

    /// <summary>Unpacks a state.</summary>
    internal static void Read<TState>(FieldPacking<TState> fields, ref TState state, Span<ulong> words, int bits)
        where TState : unmanaged
    {
        var packing = new Packing(Purpose.Read, words, default, ref Unsafe.NullRef<byte>());
        fields(ref state, ref packing);
        packing.MustBeAt<TState>(bits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong ValueOf<TField>(in TField field)
        where TField : unmanaged =>
        Unsafe.SizeOf<TField>() switch
        {
            1 => Unsafe.BitCast<TField, byte>(field),
            2 => Unsafe.BitCast<TField, ushort>(field),
            4 => Unsafe.BitCast<TField, uint>(field),
            _ => Unsafe.BitCast<TField, ulong>(field),
        };

    private readonly void MustBeAt<TState>(int bits)
    {
        if (Math.Max(_position, 1) != bits)
        {
            throw new InvalidOperationException(
                $"The layout of {typeof(TState).Name} took {bits} bits before, and {_position} now.");
        }
    }

    private void Write(ulong value, int bits)
    {
        if (bits < 64 && value >> bits != 0)
        {
            throw new CodeRangeException(
                $"The value {value} does not fit into the {bits} bits that its layout has for it.");
        }

        (int word, int shift) = (_position / 64, _position % 64);
        _words[word] |= value << shift;
        if (shift + bits > 64)
        {
            _words[word + 1] |= value >> (64 - shift);
        }

        _position += bits;
    }

    private ulong Read(int bits)
    {
        (int word, int shift) = (_position / 64, _position % 64);
        ulong value = _words[word] >> shift;
        if (shift + bits > 64)
        {
            value |= _words[word + 1] << (64 - shift);
        }

        _position += bits;
        return value & (ulong.MaxValue >> (64 - bits));
    }

    private void Measure<TField>(ref TField field, int bits)
        where TField : unmanaged
    {
        int size = Unsafe.SizeOf<TField>();
        if (size is not (1 or 2 or 4 or 8))
        {
            throw new ArgumentException($"A {typeof(TField).Name} has {size} bytes and cannot be packed as one field.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(bits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bits, 8 * size);
        long offset = Unsafe.ByteOffset(ref _state, ref Unsafe.As<TField, byte>(ref field));
        if (offset < 0 || offset > _told.Length - size)
        {
            throw new ArgumentException("A layout names fields of its state, and nothing else.");
        }

        _told.Slice((int)offset, size).Fill(true);
        _position += bits;
    }
}
