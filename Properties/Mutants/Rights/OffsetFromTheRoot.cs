namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class OffsetFromTheRoot : Mutant
{
    internal override string Defect => "The offset of an alias of an alias counts from the parent's parent.";

    internal override string Origin =>
        "Genode a4c59c03e3 (2023, #4920): a first correction of the offsets of nested dataspaces was wrong, too";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "whole.Base + offset, size, flags, whole.Payer)",
            "(whole.Parent == 0 ? whole.Base : _slots[whole.Parent - 1].Base) + offset, size, flags, whole.Payer)"),
    ];
}
