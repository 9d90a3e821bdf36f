namespace ModelCheck.Properties.Mutants.Rights;

internal sealed class SealForgetsARegion : Mutant
{
    internal override string Defect =>
        "Under Immediate the first region loses the right to write, others do not.";

    internal override string Origin => "Genode 13dab699b1 (2021): of several regions not all were removed";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 2,
            Sealing = "Immediate",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Seals.cs",
            "link != 0; link = _regions[link - 1].NextOfDataspace)",
            "link != 0; link = 0)"),
    ];
}
