namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class QuarantineReusedBeforeTheFlush : Mutant
{
    internal override string Defect => "Frames are free although a dead region shows them.";

    internal override string Origin =>
        "Linux CVE-2022-0330 (i915): pages were used again before the translations were flushed";

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
            "Destruction/RamService.Removal.cs",
            "_free, _quarantined?.Counts);",
            "_free, keeping: null);"),
    ];
}
