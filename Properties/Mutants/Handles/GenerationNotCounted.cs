namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class GenerationNotCounted : Mutant
{
    internal override string Defect => "A slot that is used again has the capability that it had before.";

    internal override string Origin =>
        "Genode 9a049789de (2023, #5069): a stale detach removed what had taken the place of the old";

    internal override Edit[] Edits =>
    [
        new("RamService.Dataspaces.cs", "dataspace.Generation++;", "dataspace.Generation = 1;"),
    ];
}
