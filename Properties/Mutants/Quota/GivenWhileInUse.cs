using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Quota;

internal sealed class GivenWhileInUse : Mutant
{
    internal override string Defect => "A session may give away quota that it uses.";

    internal override string Origin => "none known: Genode checks what is unused before it transfers";

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
            "if (from.Used + size > from.Quota || (long)",
            "if ((long)"),
    ];
}
