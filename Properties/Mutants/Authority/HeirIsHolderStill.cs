using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class HeirIsHolderStill : Mutant
{
    internal override string Defect =>
        "Whom a dataspace passes to stays among those who hold it beside the owner.";

    internal override string Origin => "none known: one right on record twice";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Nobody")
        {
            Frames = 1,
            Dataspaces = 1,
            Sharing = Sharing.Delegated,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Passing.cs",
            """
                        Forget(heir, slot);

            """,
            """
                        _ = heir;

            """),
    ];
}
