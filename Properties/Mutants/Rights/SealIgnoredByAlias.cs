namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealIgnoredByAlias : Mutant
{
    internal override string Defect => "A writable alias of a sealed dataspace is granted.";

    internal override string Origin => "the same hole as SealIgnoredByAttach, one operation earlier";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (writable && (whole.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) != SlotFlags.Writable)",
            "if (writable && (whole.Flags & SlotFlags.Writable) == 0)"),
    ];
}
