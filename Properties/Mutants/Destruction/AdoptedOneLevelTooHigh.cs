namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class AdoptedOneLevelTooHigh : Mutant
{
    internal override string Defect =>
        "Under Reparent the nearest ancestor that is left is passed over if it has a parent.";

    internal override string Origin => "none known; seL4 delete moves children by one level exactly";

    internal override Ground[] Grounds => [new("Reparent", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 4 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "? FosterOf(link, ref passed)",
            """
            ? FosterOf(link, ref passed) is int near and > 0 && _slots[near - 1].Parent is int above and > 0
                ? above
                : FosterOf(link, ref passed)
            """),
    ];
}
