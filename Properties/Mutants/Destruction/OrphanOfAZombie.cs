namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class OrphanOfAZombie : Mutant
{
    internal override string Defect =>
        "An alias that should be an orphan stays below an original that is kept as a zombie.";

    internal override string Origin => "none known: what is kept is taken for what is not freed";

    internal override Ground[] Grounds => [new("Unlink", "Holder") { Frames = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Aliases.cs",
            "if (!gone && fate is not (AliasFate.Orphaned or AliasFate.Adopted))",
            "if (!gone)"),
    ];
}
