namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class FlushTakesOne : Mutant
{
    internal override string Defect => "Flush removes one dead region of several.";

    internal override string Origin => "Genode 13dab699b1 (2021): only the first of several regions was removed";

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
            "RamService.Operations.cs",
            "while (_quarantined!.First != 0)",
            "if (_quarantined!.First != 0)"),
    ];
}
