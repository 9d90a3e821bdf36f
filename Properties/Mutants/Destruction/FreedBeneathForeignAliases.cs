namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class FreedBeneathForeignAliases : Mutant
{
    internal override string Defect => "Under Refuse only own aliases stand in the way of Free.";

    internal override string Origin => "Xen XSA-396: pages were freed while others had them granted";

    internal override Ground[] Grounds => [new("Refuse", "Holder")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "HasAlias<OfFree>(slot, AliasFate.Refusing))",
            """
            HasAlias<OfFree>(slot, AliasFate.Refusing)
                && _slots[_slots[slot].FirstChild - 1].Owner == session.Index)
            """),
    ];
}
