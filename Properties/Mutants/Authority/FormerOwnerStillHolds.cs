using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class FormerOwnerStillHolds : Mutant
{
    internal override string Defect => "Whoever frees what passes to another session can name it still.";

    internal override string Origin => "Xen XSA-218: access went on after it was reported to have ended";

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
                        Forget(heir, slot);
                        _holders[(slot * _holderWords) + (_slots[slot].Owner >> 6)] |= 1ul << _slots[slot].Owner;
                        _sessions[_slots[slot].Owner].Received++;

            """),
    ];
}
