using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class PassedOnTheFormersBill : Mutant
{
    internal override string Defect => "Whoever gave away what passes pays for it still.";

    internal override string Origin => "Linux memcg: pages stay charged to the group that touched them first";

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
            "            Refund(slot, in dataspace);",
            "            _ = covers;"),
    ];
}
