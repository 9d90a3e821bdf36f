namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class RevokeStopsAtTheFirst : Mutant
{
    internal override string Defect => "Revoke destroys one alias of several.";

    internal override string Origin => "Genode 13dab699b1 (2021): only the first of several regions was removed";

    internal override Ground[] Grounds => [new("Cascade", "Nobody") { Frames = 1, Sessions = 1, Dataspaces = 3 }];

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            """
                        doomed.Add(_slots, child - 1);
                    }

                    Destroy<OfRevoke>(ref doomed);
            """,
            """
                        doomed.Add(_slots, child - 1);
                        break;
                    }

                    Destroy<OfRevoke>(ref doomed);
            """),
    ];
}
