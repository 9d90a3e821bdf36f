namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class SlotNotGivenBack : Mutant
{
    internal override string Defect => "The slot of an alias is never used again.";

    internal override string Origin => "Genode since 231ac187fe (2021): a failing allocation loses a cap of the quota";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "if (generation < DataspaceCapability.MaximalGeneration)",
            "if (generation < DataspaceCapability.MaximalGeneration && flags == 0)"),
        new(
            "RamService.Dataspaces.cs",
            "long generation = dataspace.Generation;",
            """
            long generation = dataspace.Generation;
            SlotFlags flags = dataspace.Flags & SlotFlags.Alias;
            """),
    ];
}
