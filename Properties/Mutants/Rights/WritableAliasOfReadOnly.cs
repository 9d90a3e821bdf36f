namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class WritableAliasOfReadOnly : Mutant
{
    internal override string Defect => "A writable alias needs no writable original.";

    internal override string Origin => "Xen XSA-234: the right to write was no part of what is counted";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (writable && (whole.Flags & (SlotFlags.Writable | SlotFlags.Sealed)) != SlotFlags.Writable)",
            "if (writable && (whole.Flags & SlotFlags.Sealed) != 0)"),
    ];
}
