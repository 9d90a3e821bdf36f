namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class GenerationWraps : Mutant
{
    internal override string Defect => "Generations come back after two objects.";

    internal override string Origin => "the ABA problem, as in Genode 9a049789de (2023, #5069)";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "dataspace.Generation++;",
            "dataspace.Generation = (dataspace.Generation & 1) + 1;"),
    ];
}
