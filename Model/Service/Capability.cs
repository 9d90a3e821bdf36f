using System.Globalization;

using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Model.Service;

/// <summary>
/// What a client of a RAM service holds: a slot, and which of the objects that the slot has had. A capability for an
/// object that is gone is stale, and stays so when the slot is used again.
/// <code>
/// bit   0    20               64
///       slot generation
/// </code>
/// The default value names nothing: generations count from 1.
/// </summary>
/// <typeparam name="T">What the slot is for: <see cref="DataspaceId"/> or <see cref="RegionId"/>.</typeparam>
/// <param name="Code">Both in one word.</param>
public readonly record struct Capability<T>(ulong Code)
    where T : struct, IElement<T>
{
    /// <summary>How many slots a service can have: 1,048,576.</summary>
    public const int MaximalSlots = 1 << SlotBits;

    /// <summary>
    /// The last generation of a slot, 17,592,186,044,415. A slot that has used it up is never used again.
    /// </summary>
    public const long MaximalGeneration = (1L << (64 - SlotBits)) - 1;

    private const int SlotBits = 20;

    /// <summary>The slot, 0 to <see cref="MaximalSlots"/> - 1.</summary>
    public int Slot => (int)(Code & (MaximalSlots - 1));

    /// <summary>Which object of the slot, from 1 on; 0 names nothing.</summary>
    public long Generation => (long)(Code >> SlotBits);

    /// <summary>The capability for an object of a slot.</summary>
    /// <param name="slot">0 to <see cref="MaximalSlots"/> - 1.</param>
    /// <param name="generation">0 to <see cref="MaximalGeneration"/>.</param>
    /// <returns>The capability.</returns>
    public static Capability<T> Of(int slot, long generation) => new(((ulong)generation << SlotBits) | (uint)slot);

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{T.At(Slot)}#{Generation}");
}
