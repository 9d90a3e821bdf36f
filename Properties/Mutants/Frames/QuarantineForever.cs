namespace ModelCheck.Properties.Mutants.Frames;

internal sealed class QuarantineForever : Mutant
{
    internal override string Defect => "Frames stay in quarantine when the last dead region over them goes.";

    internal override string Origin => "none known: a revoker that never gives back";

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
            "RamService.Quarantine.cs",
            """
                    _counts.ReleaseUncovered(shown.Base, shown.Length, _free, _quarantined.Counts);

            """,
            ""),
    ];
}
