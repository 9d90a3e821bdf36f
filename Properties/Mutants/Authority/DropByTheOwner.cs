using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class DropByTheOwner : Mutant
{
    internal override string Defect => "The owner of a dataspace may drop it.";

    internal override string Origin => "none known: nobody would be left to free it";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Sharing = Sharing.Delegated,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (!TryResolve(session, dataspace, out int slot) || _slots[slot].Owner == session.Index)",
            "if (!TryResolve(session, dataspace, out int slot))"),
    ];
}
