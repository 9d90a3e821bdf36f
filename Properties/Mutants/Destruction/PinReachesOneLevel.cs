namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class PinReachesOneLevel : Mutant
{
    internal override string Defect => "An alias keeps its original, but not the original of that.";

    internal override string Origin => "none known: a reference that does not reach to the top";

    internal override Ground[] Grounds => [new("Pin", "Nobody") { Frames = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            """
            ? parent
                                : 0;
            """,
            """
            ? 0
                                : 0;
            """),
    ];
}
