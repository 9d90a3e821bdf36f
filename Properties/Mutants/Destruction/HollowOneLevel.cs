namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class HollowOneLevel : Mutant
{
    internal override string Defect => "When a managed dataspace loses its backing, those below it stay as they were.";

    internal override string Origin =>
        "Genode 7f1692b3ca (2018, #976): nested dataspaces kept mappings of what was gone";

    internal override Ground[] Grounds =>
    [
        new("Managed", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3, Quota = 3 },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (!known && _slots[link - 1].FirstChild != 0)",
            "if (known && _slots[link - 1].FirstChild != 0)"),
    ];
}
