namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class KeptWhenDestroyed : Mutant
{
    internal override string Defect => "A region stays when its dataspace is destroyed.";

    internal override string Origin =>
        "Genode c42e770384 (2015, #1617) and 11764ed755 (2023): the backing went before the attachments";

    internal override Ground[] Grounds => [new("Cascade", "Holder") { Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Removal.cs",
            """
            ref Slot dataspace = ref _slots[link - 1];
                        UnmapAll(link - 1);
            """,
            "ref Slot dataspace = ref _slots[link - 1];"),
    ];
}
