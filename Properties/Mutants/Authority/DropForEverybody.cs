using ModelCheck.Model.Vocabulary;

namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class DropForEverybody : Mutant
{
    internal override string Defect => "Drop takes the capabilities of all sessions beside the owner.";

    internal override string Origin => "none known: a handle that is closed for somebody else";

    internal override Ground[] Grounds =>
    [
        new("Cascade", "Holder")
        {
            Frames = 1,
            Dataspaces = 1,
            Sessions = 3,
            Sharing = Sharing.Delegated,
            Operations = OperationKinds.All,
        },
    ];

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            """
                        Forget(session.Index, slot);
                    }

                    return Refusal.None;
            """,
            """
                        for (int other = 0; other < _sessions.Length; other++)
                        {
                            Forget(other, slot);
                        }
                    }

                    return Refusal.None;
            """),
    ];
}
