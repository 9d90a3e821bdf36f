namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class BusyNotAsked : Mutant
{
    internal override string Defect => "Under Busy a mapping does not stand in the way of Free.";

    internal override string Origin => "Xen XSA-255, before it was repaired";

    internal override Ground[] Grounds => [new("Busy", "Nobody") { Dataspaces = 1, Regions = 1 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Passing.cs",
            """
            HasRegion<OfFree>(slot, MappingFate.Refusing)
                    ||
            """,
            """
            (_slots[slot].FirstRegion < 0 && HasRegion<OfFree>(slot, MappingFate.Refusing))
                    ||
            """),
    ];
}
