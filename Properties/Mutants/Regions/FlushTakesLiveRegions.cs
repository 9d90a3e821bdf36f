namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class FlushTakesLiveRegions : Mutant
{
    internal override string Defect => "Flush removes every region, dead or not.";

    internal override string Origin => "none known: a flush of everything instead of what is stale";

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
            "RamService.Operations.cs",
            """
                        Unmap(_quarantined.First - 1);
                    }

            """,
            """
                        Unmap(_quarantined.First - 1);
                    }

                    for (int slot = 0; slot < _regions.Length; slot++)
                    {
                        if (_regions[slot].Dataspace > 0)
                        {
                            Unmap(slot);
                        }
                    }

            """),
    ];
}
