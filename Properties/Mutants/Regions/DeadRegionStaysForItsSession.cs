namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class DeadRegionStaysForItsSession : Mutant
{
    internal override string Defect => "A session cannot detach a region that is dead.";

    internal override string Origin => "none known: what is gone for the one is not for the other";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Platform = "Quarantine",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "|| _regions[slot].Dataspace == 0",
            "|| _regions[slot].Dataspace <= 0"),
    ];
}
