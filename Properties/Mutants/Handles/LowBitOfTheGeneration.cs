namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class LowBitOfTheGeneration : Mutant
{
    internal override string Defect => "Only the lowest bit of a generation is compared.";

    internal override string Origin => "none known: generations that are too narrow";

    internal override string? BlindSpot =>
        "every slot is put into its second generation there, and no capability is two generations old";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "&& _slots[slot].Generation == dataspace.Generation",
            "&& (_slots[slot].Generation & 1) == (dataspace.Generation & 1)"),
    ];
}
