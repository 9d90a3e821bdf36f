namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ReplacementKeepsTheOriginal : Mutant
{
    internal override string Defect => "Under Replace the original stays.";

    internal override string Origin => "Genode #1633 asks that the first be made invalid before the second is returned";

    internal override Ground[] Grounds => [new("Replace", "Holder")];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "Destroy<OfFree>(from);", ";"),
    ];
}
