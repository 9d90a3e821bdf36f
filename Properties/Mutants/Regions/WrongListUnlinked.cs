namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class WrongListUnlinked : Mutant
{
    internal override string Defect =>
        "Detach takes the region out of the list of its session twice, and out of that of its dataspace not at all.";

    internal override string Origin =>
        "Xen XSA-224: of two kinds of mapping the reference of the wrong one was dropped";

    internal override Ground[] Grounds => [new("Cascade", "Nobody") { Sessions = 1, Regions = 2 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Regions.cs",
            """
            IntrusiveList<RegionSlot, RegionSlot.OfDataspace>.Remove(
                            _regions, ref _slots[region.Dataspace - 1].FirstRegion, ref region);
            """,
            """
            IntrusiveList<RegionSlot, RegionSlot.OfSession>.Remove(
                            _regions, ref _slots[region.Dataspace - 1].FirstRegion, ref region);
            """),
    ];
}
