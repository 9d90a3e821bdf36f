using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class DropTakesTheRegions : Mutant
{
    internal override string Defect => "Drop takes the regions of the session away with its capability.";

    internal override string Origin => "none known: seL4 unmaps with the capability, here regions stay";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Sharing = Sharing.Delegated,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            """
                        Forget(session.Index, slot);
                    }

                    return Refusal.None;
            """,
            """
                        Forget(session.Index, slot);
                        while (_slots[slot].FirstRegion is int own and > 0
                            && _regions[own - 1].Session == session.Index)
                        {
                            Unmap(own - 1);
                        }
                    }

                    return Refusal.None;
            """),
    ];
}
