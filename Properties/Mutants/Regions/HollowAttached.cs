namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class HollowAttached : Mutant
{
    internal override string Defect => "A hollow dataspace is attached.";

    internal override string Origin => "Genode 2bbe840597 (2013, #701): a lookup through what had vanished succeeded";

    internal override Ground[] Grounds => [new("Managed", "Nobody") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if ((flags & SlotFlags.Hollow) != 0)",
            "if ((flags & SlotFlags.Hollow) != 0 && slot < 0)"),
    ];
}
