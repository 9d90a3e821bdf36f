namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class RevokeByTheRuleOfFree : Mutant
{
    internal override string Defect => "Revoke keeps aliases that are mapped, as Free would.";

    internal override string Origin => "none known: seL4 revokes mapped frames, too";

    internal override Ground[] Grounds => [new("Unlink", "Nobody") { Frames = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "public static MappingFate Mapping(Kinship kinship) => MappingFate.Unmapped;",
            "public static MappingFate Mapping(Kinship kinship) => TLifetime.MappingOnFree(kinship);"),
    ];
}
