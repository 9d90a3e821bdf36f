namespace ModelCheck.Properties.Mutants.Authority;

internal sealed class OwnerAskedAfterTheFree : Mutant
{
    internal override string Defect =>
        "Free refuses a session that is not the owner, but has destroyed the dataspace by then.";

    internal override string Origin =>
        "Genode 8d1cf08b1a (2016, #2065): the ownership test failed, yet the object was destroyed";

    internal override Edit[] Edits =>
    [
        new(
            "RamService.Operations.cs",
            "if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))",
            """
            if (refusal == Refusal.NotOwner)
            {
                Destroy<OfFree>(slot);
            }

            if (refusal == Refusal.None && HasAlias<OfFree>(slot, AliasFate.Refusing))
            """),
    ];
}
