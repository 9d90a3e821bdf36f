namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealForgetsRegionsBelow : Mutant
{
    internal override string Defect => "Under Subtree regions through aliases keep the right to write.";

    internal override string Origin => "none known: what is marked and what is mapped are two things";

    internal override Ground[] Grounds =>
    [
        new("FirstClass", "Nobody")
        {
            Frames = 1,
            Regions = 1,
            Sealing = "Subtree",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Seals.cs",
            "                SealOne(link - 1);",
            "                _slots[link - 1].Flags |= SlotFlags.Sealed;"),
    ];
}
