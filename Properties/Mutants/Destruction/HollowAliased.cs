namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class HollowAliased : Mutant
{
    internal override string Defect => "An alias of a hollow dataspace is granted.";

    internal override string Origin => "Genode 2bbe840597 (2013, #701): a lookup through what had vanished succeeded";

    internal override Ground[] Grounds => [new("Managed", "Nobody")];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if ((whole.Flags & SlotFlags.Hollow) != 0)",
            "if ((whole.Flags & SlotFlags.Hollow) != 0 && whole.Length == 0)"),
    ];
}
