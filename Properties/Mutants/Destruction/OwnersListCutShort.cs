namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class OwnersListCutShort : Mutant
{
    internal override string Defect => "When the dataspace made last goes, its owner loses sight of the others.";

    internal override string Origin =>
        "Genode 39e6dd3d25 (2018): objects that were left over when their factory was destroyed";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Links.cs",
            "_sessions[dataspace.Owner].FirstOwned = dataspace.NextOwned;",
            "_sessions[dataspace.Owner].FirstOwned = 0;"),
    ];
}
