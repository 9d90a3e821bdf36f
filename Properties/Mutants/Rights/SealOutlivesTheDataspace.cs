namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealOutlivesTheDataspace : Mutant
{
    internal override string Defect => "The next dataspace in the slot of a sealed one is sealed.";

    internal override string Origin => "none known: a record that is used again without being cleared";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "dataspace = new Slot { Generation = generation };",
            "dataspace = new Slot { Generation = generation, Flags = dataspace.Flags & SlotFlags.Sealed };"),
        new("RamService.Dataspaces.cs", "dataspace.Flags = flags;", "dataspace.Flags |= flags;"),
    ];
}
