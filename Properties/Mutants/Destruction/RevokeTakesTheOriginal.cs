namespace ModelCheck.Properties.Mutants.Destruction;

internal sealed class RevokeTakesTheOriginal : Mutant
{
    internal override string Defect => "Revoke destroys the dataspace, too, not only its aliases.";

    internal override string Origin => "none known: seL4 keeps the two apart as revoke and delete";

    internal override Edit[] Edits =>
    [
        new(
            "Destruction/RamService.Destruction.cs",
            "Destroy<OfRevoke>(ref doomed);",
            """
            doomed.Add(_slots, slot);
            Destroy<OfRevoke>(ref doomed);
            """),
    ];
}
