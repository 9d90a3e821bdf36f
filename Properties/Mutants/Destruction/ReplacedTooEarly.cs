namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class ReplacedTooEarly : Mutant
{
    internal override string Defect =>
        "Under Replace the original is destroyed first, and its frames are free for a moment.";

    internal override string Origin => "Genode 51dcf5f7f8 (2017): the backing went before what depends on it";

    internal override Ground[] Grounds => [new("Replace", "Holder")];

    internal override Edit[] Edits =>
    [
        new("RamService.Operations.cs", "Destroy<OfFree>(from);", ";"),
        new(
            "RamService.Operations.cs",
            "        made = Create(slot, session.Index, whole.Base + offset,",
            """
                    if (TLifetime.Form == AliasForm.Replacement)
                    {
                        Destroy<OfFree>(from);
                    }

                    made = Create(slot, session.Index, whole.Base + offset,
            """),
    ];
}
