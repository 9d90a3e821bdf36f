namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ZombieChainOneLevel : Mutant
{
    internal override string Defect => "A zombie goes with its last alias, but the zombie above it stays.";

    internal override string Origin => "none known: release that does not go on to the top";

    internal override Ground[] Grounds => [new("Pin", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            "if (IsUnkept(in _slots[dataspace.Parent - 1]))",
            "if ((dataspace.Flags & SlotFlags.Zombie) == 0 && IsUnkept(in _slots[dataspace.Parent - 1]))"),
    ];
}
