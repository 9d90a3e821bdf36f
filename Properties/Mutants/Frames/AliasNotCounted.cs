namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class AliasNotCounted : Mutant
{
    internal override string Defect => "Aliases do not keep frames.";

    internal override string Origin => "Xen XSA-396: pages were freed while their grant was in use";

    internal override Ground[] Grounds => [new("FirstClass", "Holder")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "_counts.Add(dataspace.Base, dataspace.Length);",
            """
            if ((dataspace.Flags & SlotFlags.Alias) == 0)
            {
                _counts.Add(dataspace.Base, dataspace.Length);
            }
            """),
        new(
            "RamService.Dataspaces.cs",
            "_counts.Remove(dataspace.Base, dataspace.Length);",
            """
            if ((dataspace.Flags & SlotFlags.Alias) == 0)
            {
                _counts.Remove(dataspace.Base, dataspace.Length);
            }
            """),
    ];
}
