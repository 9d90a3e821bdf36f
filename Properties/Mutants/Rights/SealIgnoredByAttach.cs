namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealIgnoredByAttach : Mutant
{
    internal override string Defect => "A sealed dataspace is attached writable.";

    internal override string Origin =>
        "Linux 22247efd822e (2021): hugetlb ignored F_SEAL_FUTURE_WRITE from the first day";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "bool writable = (flags & (SlotFlags.Writable | SlotFlags.Sealed)) == SlotFlags.Writable;",
            "bool writable = (flags & SlotFlags.Writable) != 0;"),
    ];
}
