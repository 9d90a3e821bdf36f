using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class GivenToOneself : Mutant
{
    internal override string Defect => "Quota may be given to the session that gives it.";

    internal override string Origin => "none known: from one account to the same";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (giver == receiver)",
            "if (giver == receiver && size < 1)"),
    ];
}
