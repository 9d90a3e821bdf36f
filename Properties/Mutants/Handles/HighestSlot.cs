namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class HighestSlot : Mutant
{
    internal override string Defect => "A new dataspace takes the highest empty slot of the lowest group.";

    internal override string Origin => "none known";

    internal override Edit[] Edits =>
    [
        new(
            "SlotBitmap.cs",
            "slot = (slot << Shift) + BitOperations.TrailingZeroCount(word);",
            "slot = (slot << Shift) + BitOperations.Log2(word);"),
    ];
}
