using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class LentOnWhatWasLent : Mutant
{
    internal override string Defect => "A session may give away what was given to it.";

    internal override string Origin =>
        "none known: what the law excludes, so that each knows who owes what to whom";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Dataspaces = 1,
            Quota = 1,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            " || (long)from.Given + size > Bounds.Quotas[giver.Index])",
            ")"),
    ];
}
