using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class PassedForFree : Mutant
{
    internal override string Defect => "Nobody pays any more for what has passed to another session.";

    internal override string Origin => "Linux memcg: memory that is moved between groups and charged to neither";

    internal override Ground[] Grounds =>
    [
        new("Handles", "Holder")
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
            "            Charge(slot, in dataspace);",
            "            _ = covers;"),
    ];
}
