using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class OnlyOnePassesAtClose : Mutant
{
    internal override string Defect => "Of what a session owns only the first passes when it closes.";

    internal override string Origin => "Genode 13dab699b1 (2021), at the end of a session";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Nobody")
        {
            Frames = 2,
            Dataspaces = 2,
            Sharing = Sharing.Delegated,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            """
            next = _slots[slot - 1].NextOwned;
                        Passes<OfClose>(slot - 1);
            """,
            """
            next = 0;
                        Passes<OfClose>(slot - 1);
            """),
    ];
}
