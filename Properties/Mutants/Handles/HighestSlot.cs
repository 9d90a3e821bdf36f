namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class HighestSlot : Mutant
{
    internal override string Defect => "A new dataspace takes the highest empty slot of the lowest group.";

    internal override string Origin => "none known";

    internal override Edit[] Edits =>
    [
        new(
            "Bits/SlotBitmap.cs",
            "internal int Lowest => _summary.Lowest;",
            """
            internal int Lowest => _summary.Lowest is var lowest && lowest < 0
                ? lowest
                : (lowest & ~63) + System.Numerics.BitOperations.Log2(_words[lowest >> Shift]);
            """),
    ];
}
