namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class OnlyTheFirstCut : Mutant
{
    internal override string Defect => "Of several regions of a dataspace one is cut.";

    internal override string Origin => "Genode 13dab699b1 (2021): only the first of several regions was removed";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 1, Regions = 2 },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Regions.cs",
            "while (_slots[dataspace].FirstRegion != 0)",
            "if (_slots[dataspace].FirstRegion != 0)"),
    ];
}
