namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class OffsetUnchecked : Mutant
{
    internal override string Defect =>
        "Only the size of the part is compared with the length of the dataspace, not where it ends.";

    internal override string Origin => "Genode 717be91e16 (2013, #591), half repaired";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "offset < 0 || offset > whole.Length - size)",
            "offset < 0 || whole.Base + offset > Bounds.Frames - size)"),
    ];
}
