namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealedAboveAWriter : Mutant
{
    internal override string Defect => "Under Refusing a writable alias does not stand in the way of a seal.";

    internal override string Origin => "none known: F_SEAL_WRITE knows no aliases";

    internal override Ground[] Grounds => [new("FirstClass", "Nobody") { Frames = 1, Sealing = "Refusing" }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Seals.cs",
            "            || CanBeWrittenBelow(slot);",
            "            || (dataspace.FirstRegion < 0 && CanBeWrittenBelow(slot));"),
    ];
}
