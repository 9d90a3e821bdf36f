namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class RecordReadAfterClearing : Mutant
{
    internal override string Defect => "Detach clears the record of a region and then reads it.";

    internal override string Origin =>
        "Genode ed37c2ecff (2016): detach used the metadata of a region after freeing it";

    internal override Ground[] Grounds => [new("Cascade", "Nobody") { Sessions = 1, Dataspaces = 1, Regions = 2 }];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Regions.cs",
            """
                private void Unmap(int slot)
                {
                    ref RegionSlot region = ref _regions[slot];
            """,
            """
                private void Unmap(int slot)
                {
                    ref RegionSlot region = ref _regions[slot];
                    region = new RegionSlot { Generation = region.Generation, Dataspace = region.Dataspace };
            """),
    ];
}
