namespace ModelCheck.Properties.Mutants.Handles;

internal sealed class StaleCapabilityNames : Mutant
{
    internal override string Defect => "A stale capability names what is in the slot now.";

    internal override string Origin =>
        "Genode 2bbe840597 (2013, #701): a dataspace had vanished, and its lookup reported success";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "&& _slots[slot].Generation == dataspace.Generation",
            "&& dataspace.Generation != 0"),
    ];
}
