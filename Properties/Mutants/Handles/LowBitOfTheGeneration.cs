namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class LowBitOfTheGeneration : Mutant
{
    internal override string Defect => "Only the lowest bit of a generation is compared.";

    internal override string Origin => "none known: generations that are too narrow";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "&& _slots[slot].Generation == dataspace.Generation",
            "&& (_slots[slot].Generation & 1) == (dataspace.Generation & 1)"),
    ];
}
