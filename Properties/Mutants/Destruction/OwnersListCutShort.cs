namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class OwnersListCutShort : Mutant
{
    internal override string Defect => "When the dataspace made last goes, its owner loses sight of the others.";

    internal override string Origin =>
        "Genode 39e6dd3d25 (2018): objects that were left over when their factory was destroyed";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Dataspaces.cs",
            "_slots, ref _sessions[dataspace.Owner].FirstOwned, ref dataspace);",
            """
            _slots, ref _sessions[dataspace.Owner].FirstOwned, ref dataspace);
            if (dataspace.PreviousOwned == 0)
            {
                _sessions[dataspace.Owner].FirstOwned = 0;
            }
            """),
    ];
}
