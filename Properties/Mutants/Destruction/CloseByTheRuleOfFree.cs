namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class CloseByTheRuleOfFree : Mutant
{
    internal override string Defect => "Close treats aliases as Free would.";

    internal override string Origin => "none known: two paths to one end";

    internal override Ground[] Grounds => [new("SessionBound", "Nobody")];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "AliasFate Of(Kinship kinship) => TLifetime.OnClose(kinship);",
            "AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);"),
    ];
}
