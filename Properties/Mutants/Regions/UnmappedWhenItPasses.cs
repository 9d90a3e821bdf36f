using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Regions;

internal sealed class UnmappedWhenItPasses : Mutant
{
    internal override string Defect => "The regions of a dataspace go when it passes to another session.";

    internal override string Origin => "Genode, which unmaps what is handed over when its giver frees it";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Nobody")
        {
            Frames = 1,
            Dataspaces = 1,
            Regions = 1,
            Sharing = Sharing.Delegated,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Passing.cs",
            "            Pass(slot, heir);",
            """
                        UnmapAll(slot);
                        Pass(slot, heir);
            """),
    ];
}
