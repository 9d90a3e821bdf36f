namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class RevokeReachesChildrenOnly : Mutant
{
    internal override string Defect => "Revoke treats the aliases of aliases as Free would.";

    internal override string Origin => "Xen XSA-226: grants of grants were counted wrongly";

    internal override Ground[] Grounds => [new("FirstClass", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "AliasFate Of(Kinship kinship) => AliasFate.Destroyed;",
            "AliasFate Of(Kinship kinship) => TLifetime.OnFree(kinship);"),
    ];
}
