namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class BusyWithOwnRegionsOnly : Mutant
{
    internal override string Defect => "Under Busy only a region of the owner stands in the way of Free.";

    internal override string Origin =>
        "Xen XSA-255: pages of the grant table were freed while others had them mapped";

    internal override Ground[] Grounds => [new("Busy", "Holder") { Dataspaces = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "return _slots[slot].FirstRegion != 0;",
            """
            return _slots[slot].FirstRegion is int first and > 0
                && _regions[first - 1].Session == _slots[slot].Owner;
            """),
    ];
}
