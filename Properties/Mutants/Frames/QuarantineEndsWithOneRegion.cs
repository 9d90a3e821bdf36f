namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class QuarantineEndsWithOneRegion : Mutant
{
    internal override string Defect =>
        "Frames leave quarantine when one of several dead regions over them is detached.";

    internal override string Origin => "Xen b7f6cbb9d4: a page was used again while it was mapped";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 2,
            Platform = "Quarantine",
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Quarantine.cs",
            "_counts.ReleaseUncovered(shown.Base, shown.Length, _free, _quarantined.Counts);",
            "_counts.ReleaseUncovered(shown.Base, shown.Length, _free);"),
    ];
}
