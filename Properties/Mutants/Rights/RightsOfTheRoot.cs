namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class RightsOfTheRoot : Mutant
{
    internal override string Defect => "A writable alias of an alias is granted by the rights of the parent's parent.";

    internal override string Origin =>
        "Genode base-linux since da4e1feaa5 (2011): what is nested is mapped with the flags of the outer attachment";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (writable && (whole.Flags & (SlotFlags",
            "if (writable && ((whole.Parent == 0 ? whole : _slots[whole.Parent - 1]).Flags & (SlotFlags"),
    ];
}
